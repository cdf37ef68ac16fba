package io.miscord.testkit.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What one client writes: messages under nonces, repeated until they are acknowledged or refused for good, now and then
 * an edit or a deletion, which have no nonce and are tried once. Safe on any thread.
 */
final class Outbox {
    private static final long ACK_WAIT = TimeUnit.SECONDS.toNanos(6);
    private static final long LONGEST_RETRY_MS = 1_500;
    private static final int WINDOW = 4;
    private static final int CHANGED_OF_1000 = 10;
    private static final Set<String> TEMPORARY = Set.of("unavailable", "rate_limited", "internal");
    /** Of the temporary refusals, the one that says that nothing was done. */
    private static final String NOTHING_DONE = "rate_limited";

    private final Trial trial;
    private final World world;
    private final String name;
    private final History history;
    private final RandomGenerator random;
    private final Supplier<List<String>> channels;
    private final String prefix;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Entry.Change.What> changing = new HashMap<>();
    private long lastNumber;
    private long nextAt;

    private static final class Pending {
        final long invokedAt;
        final String frame;
        long dueAt;
        int tries;
        /** Those that were refused without anything done included. */
        int allTries;

        boolean uncertain;

        Pending(long invokedAt, String frame) {
            this.invokedAt = invokedAt;
            this.frame = frame;
        }
    }

    /** Puts frames on the client's socket; false when there is none. */
    interface Sender {
        boolean send(String frame);
    }

    Outbox(
            Trial trial,
            World world,
            String name,
            String seed,
            History history,
            RandomGenerator random,
            Supplier<List<String>> channels) {
        this.trial = trial;
        this.world = world;
        this.name = name;
        this.history = history;
        this.random = random;
        this.channels = channels;
        this.prefix = seed + ":" + name + ":";
    }

    /** Sends what is due, and begins a message if it is time for one. To be called often while the client is live. */
    void tick(Sender sender) {
        long now = trial.now();
        lock.lock();
        try {
            for (var it : pending.entrySet()) {
                if (it.getValue().dueAt <= now && !attempt(it.getValue(), now, sender)) {
                    return;
                }
            }
            if (trial.writing() && now >= nextAt && pending.size() < WINDOW) {
                nextAt = Math.max(now, nextAt + trial.intervalNanos());
                begin(now, sender);
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is a new socket: whatever is not acknowledged is repeated on it. */
    void reconnected() {
        lock.lock();
        try {
            pending.values().forEach(it -> it.dueAt = 0);
        } finally {
            lock.unlock();
        }
    }

    /** The socket is gone, and with it the answers to what was on its way. */
    void lost() {
        lock.lock();
        try {
            pending.values().forEach(it -> it.uncertain |= it.tries > 0);
            changing.forEach((id, what) -> changed(id, what, Entry.Change.Step.UNKNOWN));
            changing.clear();
        } finally {
            lock.unlock();
        }
    }

    /** An ack came for the frame of this id; answers the change that the client now wants to make, if any. */
    void acknowledged(String id, JsonNode data, Sender sender) {
        lock.lock();
        try {
            if (id.indexOf('/') >= 0) {
                settle(id, Entry.Change.Step.OK);
                return;
            }
            var it = pending.remove(id);
            history.add(new Entry.Ok(
                    trial.now(),
                    id,
                    data.path("messageId").asText(),
                    data.path("seq").asLong(),
                    data.path("duplicate").asBoolean(),
                    it == null ? Integer.MAX_VALUE : it.allTries));
            if (it == null) {
                return;
            }
            trial.acknowledged();
            int fate = random.nextInt(1_000);
            if (fate < 2 * CHANGED_OF_1000 && trial.writing()) {
                change(data.path("messageId").asText(), id, fate < CHANGED_OF_1000, sender);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An error came for the frame of this id. */
    void refused(String id, JsonNode data) {
        var code = data.path("code").asText();
        boolean temporary = TEMPORARY.contains(code);
        lock.lock();
        try {
            if (id.indexOf('/') >= 0) {
                settle(
                        id,
                        temporary && !code.equals(NOTHING_DONE)
                                ? Entry.Change.Step.UNKNOWN
                                : Entry.Change.Step.REFUSED);
                return;
            }
            var it = pending.get(id);
            if (it == null) {
                return;
            }
            if (temporary) {
                if (code.equals(NOTHING_DONE)) {
                    it.tries = it.uncertain ? it.tries : 0;
                } else {
                    it.uncertain = true;
                }
                long wait = Math.min(
                        TimeUnit.SECONDS.toMillis(data.path("retryAfter").asLong(1)), LONGEST_RETRY_MS);
                it.dueAt = trial.now()
                        + TimeUnit.MILLISECONDS.toNanos(
                                wait + ThreadLocalRandom.current().nextLong(wait / 2 + 1));
                return;
            }
            pending.remove(id);
            history.add(it.uncertain ? new Entry.Info(trial.now(), id, code) : new Entry.Fail(trial.now(), id, code));
        } finally {
            lock.unlock();
        }
    }

    /** How long the oldest message has been waiting for its ack; 0 when none is. */
    long oldestWaiting() {
        lock.lock();
        try {
            return pending.isEmpty()
                    ? 0
                    : trial.now() - pending.values().iterator().next().invokedAt;
        } finally {
            lock.unlock();
        }
    }

    /** Messages that are not acknowledged. */
    int waiting() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    /** The trial is over: nobody will know what became of the rest. */
    void giveUp() {
        lock.lock();
        try {
            pending.keySet().forEach(nonce -> history.add(new Entry.Info(trial.now(), nonce, "given up")));
            pending.clear();
        } finally {
            lock.unlock();
        }
        lost();
    }

    private void begin(long now, Sender sender) {
        var choice = channels.get();
        if (choice.isEmpty()) {
            return;
        }
        var channel = choice.get(random.nextInt(choice.size()));
        var nonce = prefix + ++lastNumber;
        var frame = Entry.JSON
                .createObjectNode()
                .put("event", "message:send")
                .put("id", nonce)
                .set(
                        "data",
                        Entry.JSON
                                .createObjectNode()
                                .put("channelId", world.id(channel))
                                .put("content", Text.of(nonce))
                                .put("nonce", nonce))
                .toString();
        history.add(new Entry.Invoke(now, nonce, channel));
        var it = new Pending(now, frame);
        pending.put(nonce, it);
        attempt(it, now, sender);
    }

    private static boolean attempt(Pending it, long now, Sender sender) {
        // A second try without an answer to the first: the first may have been carried out.
        it.uncertain |= it.tries > 0 && it.dueAt > 0;
        it.tries++;
        it.allTries++;
        it.dueAt = now + ACK_WAIT;
        return sender.send(it.frame);
    }

    private void change(String messageId, String nonce, boolean edit, Sender sender) {
        var what = edit ? Entry.Change.What.EDIT : Entry.Change.What.DELETE;
        var id = (edit ? "e/" : "d/") + messageId;
        var data = Entry.JSON.createObjectNode().put("messageId", messageId);
        if (edit) {
            data.put("content", Text.edited(nonce));
        }
        var frame = Entry.JSON
                .createObjectNode()
                .put("event", edit ? "message:edit" : "message:delete")
                .put("id", id)
                .set("data", data)
                .toString();
        changed(id, what, Entry.Change.Step.INVOKE);
        changing.put(id, what);
        if (!sender.send(frame)) {
            settle(id, Entry.Change.Step.UNKNOWN);
        }
    }

    private void settle(String id, Entry.Change.Step how) {
        var what = changing.remove(id);
        if (what != null) {
            changed(id, what, how);
        }
    }

    private void changed(String id, Entry.Change.What what, Entry.Change.Step phase) {
        history.add(new Entry.Change(trial.now(), id.substring(2), what, phase));
    }

    @Override
    public String toString() {
        Iterator<String> oldest = pending.keySet().iterator();
        return "%s: %d waiting%s".formatted(name, pending.size(), oldest.hasNext() ? ", first " + oldest.next() : "");
    }
}
