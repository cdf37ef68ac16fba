package io.miscord.platform.presence;

import io.miscord.contract.PresenceStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.data.Redis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which people are online, and how they want to be seen: in Redis one entry per person and node, which expires by itself
 * when the node dies. With Redis gone, what this node knows of its own people. Safe on any thread.
 */
public final class PresenceStore {
    private static final Redis.Script SCRIPT = Redis.Script.of(PresenceStore.class, "presence.lua");
    /** A node that has not renewed its word for this long is gone. */
    private static final long LIFE_MS = 30_000;
    /** People asked about, or renewed, in one go. */
    private static final int CHUNK = 500;

    private final Redis redis;
    private final String node;
    /** This node's own words, to renew them and to fall back on. Bounded by the sockets of the node. */
    private final Map<UserId, Word> mine = new ConcurrentHashMap<>();

    private record Word(PresenceStatus status, String text) {
        State seen() {
            return status == PresenceStatus.INVISIBLE ? State.OFFLINE : new State(status, text.isEmpty() ? null : text);
        }
    }

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

    /** This node's word on a person of its own. */
    public Future<Change> set(UserId user, PresenceStatus status, @Nullable String text) {
        var word = new Word(status, text == null ? "" : text);
        var before = mine.put(user, word);
        return tell(user, wire(status), word.text())
                .otherwise(new Change(before == null ? State.OFFLINE : before.seen(), word.seen()));
    }

    /** This node has nothing to say on the person any more. */
    public Future<Change> remove(UserId user) {
        var before = mine.remove(user);
        return tell(user, "", "").otherwise(new Change(before == null ? State.OFFLINE : before.seen(), State.OFFLINE));
    }

    /** Says again what this node said of these people, so that it does not expire; to be called each 10 s. */
    public Future<Void> renew(Collection<UserId> users) {
        return inTurn(List.copyOf(users), 0, user -> {
            var word = mine.get(user);
            return word == null ? Future.succeededFuture() : tell(user, wire(word.status()), word.text());
        });
    }

    /** This node leaves: it takes its words back, and what others see changes only if no other node has one. */
    public Future<Void> clear(Collection<UserId> users) {
        return inTurn(List.copyOf(users), 0, this::remove);
    }

    /** What others see of these people; who is not in the answer is offline. */
    public Future<Map<UserId, State>> get(Collection<UserId> users) {
        var asked = List.copyOf(users);
        var answers = asked.stream().map(this::seen).toList();
        return Future.join(answers).otherwiseEmpty().map(all -> {
            var states = new HashMap<UserId, State>();
            for (int i = 0; i < asked.size(); i++) {
                var state = answers.get(i).succeeded() ? answers.get(i).result() : here(asked.get(i));
                if (!state.equals(State.OFFLINE)) {
                    states.put(asked.get(i), state);
                }
            }
            return states;
        });
    }

    private State here(UserId user) {
        var word = mine.get(user);
        return word == null ? State.OFFLINE : word.seen();
    }

    private Future<State> seen(UserId user) {
        return redis.send(Request.cmd(Command.HVALS).arg(key(user))).map(words -> {
            State best = State.OFFLINE;
            long now = System.currentTimeMillis();
            for (var word : words) {
                best = better(best, word, now);
            }
            return best;
        });
    }

    /** The same rule as in presence.lua. */
    private static State better(State best, String word, long now) {
        var parts = word.split(" ", 3);
        if (parts.length < 2 || Long.parseLong(parts[1]) < now) {
            return best;
        }
        var status = PresenceStatus.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return rank(status) > rank(best.status())
                ? new State(status, parts.length < 3 || parts[2].isEmpty() ? null : parts[2])
                : best;
    }

    private static int rank(PresenceStatus status) {
        return switch (status) {
            case DND -> 4;
            case ONLINE -> 3;
            case IDLE -> 2;
            case INVISIBLE, OFFLINE -> 0;
        };
    }

    private Future<Change> tell(UserId user, String status, String text) {
        return redis.run(SCRIPT, List.of(key(user)), List.of(node, status, Long.toString(LIFE_MS), text))
                .map(answer -> {
                    return new Change(state(answer.get(0), answer.get(1)), state(answer.get(2), answer.get(3)));
                });
    }

    private static State state(String status, String text) {
        return new State(PresenceStatus.valueOf(status.toUpperCase(Locale.ROOT)), text.isEmpty() ? null : text);
    }

    private <T> Future<Void> inTurn(List<UserId> users, int from, java.util.function.Function<UserId, Future<T>> work) {
        if (from >= users.size()) {
            return Future.succeededFuture();
        }
        var chunk = users.subList(from, Math.min(from + CHUNK, users.size()));
        return Future.join(chunk.stream().map(work).toList())
                .otherwiseEmpty()
                .compose(done -> inTurn(users, from + CHUNK, work));
    }

    private String key(UserId user) {
        return redis.key("presence", user.toString());
    }

    private static String wire(PresenceStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
