package io.miscord.platform.presence;

import io.miscord.contract.PresenceStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.data.Redis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which people are online, and how they want to be seen: in Redis one entry per person and node, which expires by
 * itself when the node dies. Of several nodes' words the strongest wish counts: invisible, then dnd, online, idle.
 * What somebody wished for last is remembered for the time that they are away, as far as Redis keeps it. With Redis
 * gone, what this node knows of its own people. Safe on any thread.
 */
public final class PresenceStore {
    private static final Redis.Script SET = Redis.Script.of(PresenceStore.class, "presence.lua");
    private static final Redis.Script SAY = Redis.Script.of(PresenceStore.class, "presence_say.lua");
    private static final Redis.Script GET = Redis.Script.of(PresenceStore.class, "presence_get.lua");
    /** A node that has not renewed its word for this long is gone. */
    private static final long LIFE_MS = 30_000;
    /** As long as a session lives unused: who has been away for longer starts anew. */
    private static final long WISH_LIFE_MS = Duration.ofDays(30).toMillis();

    /** Stands for the status that was wished for last. */
    private static final String AS_WISHED = "?";
    /** People asked about, or renewed, by one command: so many keep Redis busy for less than a millisecond. */
    private static final int CHUNK = 200;

    private final Redis redis;
    private final String node;
    /** This node's own words, to renew them and to fall back on. Bounded by the sockets of the node. */
    private final Map<UserId, Word> mine = new ConcurrentHashMap<>();

    private record Word(PresenceStatus status, String text) {
        State seen() {
            return status == PresenceStatus.INVISIBLE ? State.OFFLINE : new State(status, textOrNull());
        }

        @Nullable
        String textOrNull() {
            return text.isEmpty() ? null : text;
        }
    }

    /** The words of this node, among those of others. */
    public PresenceStore(Redis redis, String node) {
        this.redis = redis;
        this.node = node;
    }

    /** What others see of a person; somebody invisible is offline. */
    public record State(PresenceStatus status, @Nullable String text) {
        /** Not there, as far as others can tell. */
        public static final State OFFLINE = new State(PresenceStatus.OFFLINE, null);
    }

    /** What others saw before, and what they see now. */
    public record Change(State before, State after) {
        /** Whether there is anything to tell them. */
        public boolean isVisible() {
            return !before.equals(after);
        }
    }

    /**
     * What came of a person's coming.
     *
     * @param wish how they want to be seen: what they wished for when they were here last; null when that is not known,
     *     because Redis does not answer
     */
    public record Arrival(Change change, @Nullable Wish wish) {}

    /** How somebody wants to be seen. */
    public record Wish(PresenceStatus status, @Nullable String text) {}

    /** A person of this node's came: they are there as they wished to be seen last, online when they never did. */
    public Future<Arrival> came(UserId user) {
        return tell(user, AS_WISHED, "", "")
                .map(answer -> {
                    var word = new Word(status(answer.get(4)), answer.get(5));
                    mine.put(user, word);
                    return new Arrival(change(answer), new Wish(word.status(), word.textOrNull()));
                })
                .otherwise(gone -> {
                    var word = new Word(PresenceStatus.ONLINE, "");
                    var before = mine.put(user, word);
                    return new Arrival(new Change(before == null ? State.OFFLINE : before.seen(), word.seen()), null);
                });
    }

    /** A person of this node's wishes to be seen like this, now and when they come again. */
    public Future<Change> wish(UserId user, Wish wish) {
        return set(user, wish, Long.toString(WISH_LIFE_MS));
    }

    /** This node's word on a person of its own. */
    public Future<Change> set(UserId user, Wish wish) {
        return set(user, wish, "");
    }

    private Future<Change> set(UserId user, Wish wish, String remembered) {
        var word = new Word(wish.status(), wish.text() == null ? "" : wish.text());
        var before = mine.put(user, word);
        return tell(user, wire(word.status()), word.text(), remembered)
                .map(PresenceStore::change)
                .otherwise(new Change(before == null ? State.OFFLINE : before.seen(), word.seen()));
    }

    /** This node has nothing to say on the person any more. */
    public Future<Change> remove(UserId user) {
        var before = mine.remove(user);
        return tell(user, "", "", "")
                .map(PresenceStore::change)
                .otherwise(new Change(before == null ? State.OFFLINE : before.seen(), State.OFFLINE));
    }

    /** Says again what this node said of these people, so that it does not expire; to be called each 10 s. */
    public Future<Void> renew(Collection<UserId> users) {
        return say(users.stream().filter(mine::containsKey).toList(), 0);
    }

    /** This node leaves: it takes its words back, and what others see changes only if no other node has one. */
    public Future<Void> clear(Collection<UserId> users) {
        var all = List.copyOf(users);
        all.forEach(mine::remove);
        return say(all, 0);
    }

    /** What others see of these people; who is not in the answer is offline. Never fails. */
    public Future<Map<UserId, State>> get(Collection<UserId> users) {
        return look(List.copyOf(users), 0, new HashMap<>());
    }

    /** One command for many people: a thousand at once would not fit into the client's queue. */
    private Future<Void> say(List<UserId> users, int from) {
        if (from >= users.size()) {
            return Future.succeededFuture();
        }
        var chunk = users.subList(from, Math.min(from + CHUNK, users.size()));
        var words = new ArrayList<>(List.of(node, Long.toString(LIFE_MS)));
        for (var user : chunk) {
            var word = mine.get(user);
            words.add(word == null ? "" : wire(word.status()));
            words.add(word == null ? "" : word.text());
        }
        return redis.run(SAY, keys(chunk), words).compose(said -> say(users, from + CHUNK));
    }

    private Future<Map<UserId, State>> look(List<UserId> users, int from, Map<UserId, State> found) {
        if (from >= users.size()) {
            return Future.succeededFuture(found);
        }
        var chunk = users.subList(from, Math.min(from + CHUNK, users.size()));
        return redis.run(GET, keys(chunk), List.of())
                .map(answer -> {
                    var states = new ArrayList<State>();
                    for (int i = 0; i < chunk.size(); i++) {
                        states.add(state(answer.get(2 * i), answer.get(2 * i + 1)));
                    }
                    return states;
                })
                .otherwise(
                        gone -> new ArrayList<>(chunk.stream().map(this::here).toList()))
                .compose(states -> {
                    for (int i = 0; i < chunk.size(); i++) {
                        if (!states.get(i).equals(State.OFFLINE)) {
                            found.put(chunk.get(i), states.get(i));
                        }
                    }
                    return look(users, from + CHUNK, found);
                });
    }

    private State here(UserId user) {
        var word = mine.get(user);
        return word == null ? State.OFFLINE : word.seen();
    }

    private Future<List<String>> tell(UserId user, String status, String text, String remembered) {
        return redis.run(
                SET,
                List.of(key(user), redis.key("presence-wish", user.toString())),
                List.of(node, status, Long.toString(LIFE_MS), text, remembered));
    }

    private static Change change(List<String> answer) {
        return new Change(state(answer.get(0), answer.get(1)), state(answer.get(2), answer.get(3)));
    }

    private static State state(String status, String text) {
        return new State(status(status), text.isEmpty() ? null : text);
    }

    private static PresenceStatus status(String wire) {
        return PresenceStatus.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    private List<String> keys(List<UserId> users) {
        return users.stream().map(this::key).toList();
    }

    private String key(UserId user) {
        return redis.key("presence", user.toString());
    }

    private static String wire(PresenceStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
