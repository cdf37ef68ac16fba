package io.miscord.platform.presence;

import io.miscord.contract.PresenceStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.data.Redis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final Redis.Script BURY = Redis.Script.of(PresenceStore.class, "presence_bury.lua");
    private static final Redis.Script BURIED = Redis.Script.of(PresenceStore.class, "presence_buried.lua");
    private static final Redis.Script WISHES = Redis.Script.of(PresenceStore.class, "presence_wishes.lua");
    private static final Redis.Script EXPIRED = Redis.Script.of(PresenceStore.class, "presence_expired.lua");
    /** A node that has not renewed its word for this long is gone. */
    private static final long LIFE_MS = 30_000;
    /** How long whoever took a dead node's people has to tell of them, before others may take them. */
    private static final long TAKEN_MS = 10_000;
    /** How long what a dead node said is kept, for a survivor to tell people that it does not hold any more. */
    private static final long KEPT_MS = 600_000;
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

    /**
     * What came of a wish.
     *
     * @param remembered false when Redis does not answer: then it has to be said again
     */
    public record Wished(Change change, boolean remembered) {}

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
    public Future<Wished> wish(UserId user, Wish wish) {
        return set(user, wish, Long.toString(WISH_LIFE_MS));
    }

    /** This node's word on a person of its own. */
    public Future<Change> set(UserId user, Wish wish) {
        return set(user, wish, "").map(Wished::change);
    }

    private Future<Wished> set(UserId user, Wish wish, String remembered) {
        var word = new Word(wish.status(), wish.text() == null ? "" : wish.text());
        var before = mine.put(user, word);
        return tell(user, wire(word.status()), word.text(), remembered)
                .map(answer -> new Wished(change(answer), true))
                .otherwise(new Wished(new Change(before == null ? State.OFFLINE : before.seen(), word.seen()), false));
    }

    /** This node has nothing to say on the person any more. */
    public Future<Change> remove(UserId user) {
        var before = mine.remove(user);
        return tell(user, "", "", "")
                .map(PresenceStore::change)
                .otherwise(new Change(before == null ? State.OFFLINE : before.seen(), State.OFFLINE));
    }

    /**
     * Says again what this node said of these people, so that it does not expire; to be called each 10 s.
     *
     * @return those whom the others had given up meanwhile, and said so
     */
    public Future<Set<UserId>> renew(Collection<UserId> users) {
        return say(users.stream().filter(mine::containsKey).toList(), 0, new HashSet<>());
    }

    /** Nodes whose words have expired: they are gone, and somebody has to {@link #bury} them. */
    public Future<List<String>> expired() {
        return redis.run(EXPIRED, List.of(nodesKey()), List.of());
    }

    /**
     * Takes so many of a dead node's people at most (200), and tells what others see of each without it; empty when
     * there is nobody to take. Several nodes may do it at once: each person is given to one of them, and given again
     * when that one has not said within ten seconds that they are {@link #buried}.
     */
    public Future<Map<UserId, Change>> bury(String dead, int most) {
        return redis.run(
                        BURY,
                        List.of(peopleKey(dead), takenKey(dead), nodesKey()),
                        List.of(
                                dead,
                                Integer.toString(most),
                                Long.toString(TAKEN_MS),
                                redis.key("presence", ""),
                                Long.toString(KEPT_MS)))
                .map(answer -> {
                    var changes = new HashMap<UserId, Change>();
                    for (int i = 0; i < answer.size(); i += 5) {
                        changes.put(UserId.of(answer.get(i)), change(answer.subList(i + 1, i + 5)));
                    }
                    return changes;
                });
    }

    /**
     * Takes back what a dead node said of people whom {@link #bury} gave, and whom others have been told of.
     *
     * @return what others see of each now: whoever came to another node meanwhile has told nobody, for what the dead
     *     node said still counted
     */
    public Future<Map<UserId, State>> buried(String dead, Collection<UserId> users) {
        var people = List.copyOf(users);
        if (people.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        var keys = new ArrayList<>(List.of(takenKey(dead)));
        var words = new ArrayList<>(List.of(dead));
        for (var user : people) {
            keys.add(key(user));
            words.add(user.toString());
        }
        return redis.run(BURIED, keys, words).map(answer -> {
            var seen = new HashMap<UserId, State>();
            for (int i = 0; i < people.size(); i++) {
                seen.put(people.get(i), state(answer.get(2 * i), answer.get(2 * i + 1)));
            }
            return seen;
        });
    }

    /** What others see of these people; who is not in the answer is offline. Never fails. */
    public Future<Map<UserId, State>> get(Collection<UserId> users) {
        return look(List.copyOf(users), 0, new HashMap<>());
    }

    /**
     * Who of these people (200 at most) wished last not to be disturbed, here or away; with Redis gone, who of this
     * node's own does. Never fails.
     */
    public Future<Set<UserId>> undisturbed(Collection<UserId> users) {
        var people = List.copyOf(users);
        var keys = people.stream().map(this::wishKey).toList();
        return redis.run(WISHES, keys, List.of())
                .map(answer -> filtered(people, i -> answer.get(i).equals(wire(PresenceStatus.DND))))
                .otherwise(gone -> filtered(people, i -> {
                    var word = mine.get(people.get(i));
                    return word != null && word.status() == PresenceStatus.DND;
                }));
    }

    private static Set<UserId> filtered(List<UserId> people, IntPredicate which) {
        return IntStream.range(0, people.size())
                .filter(which)
                .mapToObj(people::get)
                .collect(Collectors.toSet());
    }

    /** One command for many people: a thousand at once would not fit into the client's queue. */
    private Future<Set<UserId>> say(List<UserId> users, int from, Set<UserId> forgotten) {
        if (from >= users.size()) {
            return Future.succeededFuture(forgotten);
        }
        var chunk = users.subList(from, Math.min(from + CHUNK, users.size()));
        var keys = new ArrayList<>(List.of(peopleKey(node), nodesKey(), takenKey(node)));
        var words = new ArrayList<>(List.of(node, Long.toString(LIFE_MS), Long.toString(KEPT_MS)));
        for (var user : chunk) {
            var word = mine.get(user);
            if (word != null) { // who went a moment ago is not said to be there again
                keys.add(key(user));
                words.addAll(List.of(user.toString(), wire(word.status()), word.text()));
            }
        }
        return redis.run(SAY, keys, words).compose(ids -> {
            ids.forEach(id -> forgotten.add(UserId.of(id)));
            return say(users, from + CHUNK, forgotten);
        });
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
                List.of(key(user), wishKey(user), peopleKey(node), nodesKey(), takenKey(node)),
                List.of(
                        node,
                        status,
                        Long.toString(LIFE_MS),
                        text,
                        remembered,
                        user.toString(),
                        Long.toString(KEPT_MS)));
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

    private String peopleKey(String whose) {
        return redis.key("presence-people", whose);
    }

    private String takenKey(String whose) {
        return redis.key("presence-taken", whose);
    }

    private String nodesKey() {
        return redis.key("presence-nodes");
    }

    private String key(UserId user) {
        return redis.key("presence", user.toString());
    }

    private String wishKey(UserId user) {
        return redis.key("presence-wish", user.toString());
    }

    private static String wire(PresenceStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
