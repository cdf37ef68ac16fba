package io.miscord.testkit.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's client: keeps a socket open on some node, resumes from its positions on another when it loses it, writes,
 * and takes down all that happens. Knows the protocol from its description alone. Two virtual threads: one reads, one
 * writes and watches; the public methods are safe on any.
 */
final class Client implements AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PING_AFTER = TimeUnit.SECONDS.toNanos(2);
    private static final long DEAD_AFTER = TimeUnit.SECONDS.toNanos(6);
    private static final long LONGEST_BACKOFF_MS = 1_000;
    private static final int FINAL_CODES = 4_500;
    private static final Pattern RETRY = Pattern.compile("retry=(\\d+)");

    private final Trial trial;
    private final World world;
    private final World.Human who;
    private final Habit habit;
    private final List<String> nodes;
    private final History history;
    private final Random random;
    private final Outbox outbox;
    private final Reader reader;
    private final Habits habits = new Habits(this);
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final List<String> writable = new ArrayList<>();
    private final Thread reading;
    private final Thread working;
    private volatile @Nullable Wire wire;
    private volatile boolean live;
    private volatile boolean stopped;
    private volatile int pace;
    private volatile int node;
    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile World.@Nullable Server visiting;
    private String epoch = "";
    private long pauseMs;

    Client(Trial trial, World world, int number, Plan plan, List<String> nodes, History history) {
        this.trial = trial;
        this.world = world;
        this.who = world.people().get(number);
        this.habit = plan.habit(number);
        this.nodes = nodes;
        this.node = number % nodes.size();
        this.history = history;
        this.random = new Random(plan.seed() * 31 + number);
        this.outbox = new Outbox(trial, world, who.name(), Long.toString(plan.seed()), history, random, this::channels);
        this.reader = new Reader(trial, world, who, history);
        if (habit != Habit.READS_SLOWLY) {
            writable.addAll(world.servers().get(number % plan.servers()).channels());
            world.talks().stream()
                    .filter(talk -> talk.first().equals(who) || talk.second().equals(who))
                    .forEach(talk -> writable.add(talk.name()));
        }
        world.members().forEach((place, members) -> {
            if (members.contains(who.name())) {
                history.add(new Entry.Member(0, place, Entry.Member.Phase.JOINED));
            }
        });
        this.reading = Thread.ofVirtual().name(who.name() + "-reads").unstarted(this::read);
        this.working = Thread.ofVirtual().name(who.name() + "-works").unstarted(this::work);
    }

    void start() {
        reading.start();
        working.start();
    }

    World.Human who() {
        return who;
    }

    Habit habit() {
        return habit;
    }

    History history() {
        return history;
    }

    /** Whether it has a socket that it was let in on. */
    boolean isLive() {
        return live;
    }

    Outbox outbox() {
        return outbox;
    }

    /** The last seq that it has of a stream, by the stream's short name; -1 for none. */
    long position(String stream) {
        return positions.getOrDefault(world.id(stream), -1L);
    }

    /** Writes to the channels of this server, too, from now on; null for none. */
    void visits(World.@Nullable Server server) {
        visiting = server;
    }

    /** Whether it is in a place, as far as it knows. */
    boolean isIn(String place) {
        var server = visiting;
        return world.began(who.name(), place)
                || (server != null && server.name().equals(place));
    }

    /** Whether it waits for nothing. */
    boolean isIdle() {
        return outbox.waiting() == 0 && !habits.isMoving();
    }

    /** Reads so many bytes a second from now on; 0 for as fast as it can. */
    void reads(int bytesPerSecond) {
        pace = bytesPerSecond;
        var it = wire;
        if (it != null) {
            try {
                it.pace(bytesPerSecond);
            } catch (IOException e) {
                it.close(); // it broke meanwhile; the next one begins at this pace
            }
        }
    }

    /** Breaks its socket off without a word; comes back at once, on this node or another. */
    void drops(boolean toAnother) {
        if (toAnother) {
            node = (node + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
        }
        var it = wire;
        if (it != null) {
            note(Entry.Link.State.DROPPED, "");
            it.close();
        }
    }

    /** Which node it is on, or tries: a place in the list of nodes. */
    int node() {
        return node;
    }

    /** Breaks off for good. */
    @Override
    public void close() {
        stopped = true;
        Optional.ofNullable(wire).ifPresent(Wire::close);
        try {
            reading.join();
            working.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.giveUp();
        history.close();
    }

    private List<String> channels() {
        var server = visiting;
        if (server == null) {
            return writable;
        }
        var all = new ArrayList<>(writable);
        all.addAll(server.channels());
        return all;
    }

    private void read() {
        int failures = 0;
        while (!stopped) {
            pauseMs = 0;
            failures = session() ? 0 : failures + 1;
            if (failures > 0) {
                node = (node + 1) % nodes.size();
            }
            long backoff = Math.min(LONGEST_BACKOFF_MS, 20L << Math.min(failures, 8));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(pauseMs, random.nextLong(backoff + 1))));
        }
    }

    /** One socket from its opening to its end; whether it was live. */
    private boolean session() {
        boolean wasLive = false;
        heardAt = trial.now();
        try (var it = Wire.open(nodes.get(node))) {
            it.pace(pace);
            note(Entry.Link.State.OPENED, nodes.get(node));
            heardAt = trial.now();
            wire = it;
            it.send(hello());
            for (var frame = it.next(); frame.isPresent() && !stopped; frame = it.next()) {
                heardAt = trial.now();
                take(Entry.JSON.readTree(frame.get()));
                wasLive |= live;
            }
            ended(it.closed());
        } catch (Wire.Refused e) {
            note(Entry.Link.State.REFUSED, e.answer());
        } catch (JsonProcessingException e) {
            note(Entry.Link.State.BANNED, "this is not JSON: " + e.getMessage());
        } catch (IOException e) {
            note(Entry.Link.State.LOST, String.valueOf(e.getMessage()));
        } finally {
            live = false;
            wire = null;
            outbox.lost();
        }
        return wasLive;
    }

    private void ended(Wire.Closed how) {
        boolean banned = how.code() >= FINAL_CODES && how.code() < 5_000;
        note(banned ? Entry.Link.State.BANNED : Entry.Link.State.LOST, how.code() + " " + how.reason());
        var retry = RETRY.matcher(how.reason());
        if (retry.find()) {
            pauseMs = Math.min(Long.parseLong(retry.group(1)), LONGEST_BACKOFF_MS);
        }
        if (!banned && how.code() != 4009) {
            node = (node + 1) % nodes.size();
        }
    }

    private String hello() {
        var data = Entry.JSON.createObjectNode().put("token", who.token());
        if (!epoch.isEmpty()) {
            var resume = data.putObject("resume").put("epoch", epoch);
            var known = resume.putObject("positions");
            positions.forEach(known::put);
        }
        return frame("authenticate", data);
    }

    private static String frame(String event, JsonNode data) {
        return Entry.JSON
                .createObjectNode()
                .put("event", event)
                .set("data", data)
                .toString();
    }

    private void take(JsonNode frame) {
        var data = frame.path("data");
        switch (frame.path("event").asText()) {
            case "batch" -> data.forEach(this::take);
            case "ack" -> outbox.acknowledged(frame.path("id").asText(), data, this::send);
            case "error" -> outbox.refused(frame.path("id").asText(), data);
            case "authenticated" -> {
                epoch = data.path("epoch").asText();
                told(data.path("positions"), "authenticated");
                live = true;
                note(Entry.Link.State.LIVE, nodes.get(node));
                outbox.reconnected();
            }
            case "resumed" ->
                note(Entry.Link.State.RESUMED, data.path("replayed").asText());
            case "resync" -> resync(data);
            case "reconnect" -> leaves(data.path("afterMs").asLong());
            case "channel:created" ->
                told(
                        data.path("channel").path("id").asText(),
                        data.path("position").asLong(),
                        "channel:created");
            case "server:joined" -> {
                event(frame);
                told(data.path("positions"), "server:joined");
            }
            default -> event(frame);
        }
    }

    private void event(JsonNode frame) {
        if (frame.has("seq")) {
            reader.received(frame);
            positions.merge(frame.path("stream").asText(), frame.path("seq").asLong(), Math::max);
        }
    }

    private void told(JsonNode told, String by) {
        told.properties().forEach(it -> told(it.getKey(), it.getValue().asLong(), by));
    }

    private void told(String stream, long seq, String by) {
        history.add(new Entry.Told(trial.now(), world.name(stream), seq, by));
        positions.merge(stream, seq, Math::max);
    }

    /** What cannot be replayed is read; the position is what the next event says. */
    private void resync(JsonNode data) {
        var streams = new ArrayList<String>();
        data.path("streams").forEach(stream -> {
            positions.remove(stream.asText());
            streams.add(world.name(stream.asText()));
        });
        history.add(new Entry.Resync(trial.now(), streams, data.path("reason").asText()));
        data.path("streams").forEach(stream -> reader.reads(nodes, stream.asText()));
    }

    /** The node is leaving: another one, after as long as it said. */
    private void leaves(long afterMs) {
        note(Entry.Link.State.TOLD_TO_GO, afterMs + " ms");
        var it = wire;
        Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(afterMs));
            if (wire == it) {
                drops(true);
            }
        });
    }

    private void work() {
        while (!stopped) {
            if (live) {
                outbox.tick(this::send);
                habits.tick();
            }
            watch();
            LockSupport.parkNanos(TICK);
        }
    }

    /** A node that does not answer is left. */
    private void watch() {
        var it = wire;
        long now = trial.now();
        if (it == null || pace > 0) {
            return;
        }
        if (now - heardAt > DEAD_AFTER) {
            note(Entry.Link.State.DROPPED, "silent");
            node = (node + 1) % nodes.size();
            it.close();
        } else if (live && now - heardAt > PING_AFTER && now - pingedAt > PING_AFTER) {
            pingedAt = now;
            send(frame("ping", Entry.JSON.createObjectNode()));
        }
    }

    private boolean send(String frame) {
        var it = wire;
        if (it == null) {
            return false;
        }
        try {
            it.send(frame);
            return true;
        } catch (IOException e) {
            it.close();
            return false;
        }
    }

    private void note(Entry.Link.State state, String what) {
        history.add(new Entry.Link(trial.now(), state, what));
    }

    Trial trial() {
        return trial;
    }

    World world() {
        return world;
    }

    List<String> nodes() {
        return nodes;
    }

    Random random() {
        return random;
    }
}
