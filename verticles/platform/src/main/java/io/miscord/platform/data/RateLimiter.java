package io.miscord.platform.data;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets that all nodes share, in Redis. With Redis gone each node counts by itself, so that limits loosen to so
 * many times the number of nodes, and nothing stops. Safe on any thread.
 */
public final class RateLimiter {
    /** What the bucket of everything that a person asks for is called: by HTTP and by sockets it is the same one. */
    public static final String PERSON = "user";

    private static final Redis.Script SCRIPT = Redis.Script.of(RateLimiter.class, "rate_limit.lua");
    /** Buckets of this node's own; the least recently used go first, and whoever comes back finds a full one. */
    private static final int MAX_LOCAL = 50_000;

    private final Redis redis;
    private final Context context;
    private final Map<String, Bucket> local = new LinkedHashMap<>(16, 0.75f, true) {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_LOCAL;
        }
    };

    /** Buckets in this Redis; what this node counts by itself belongs to a context of its own. */
    public RateLimiter(Vertx vertx, Redis redis) {
        this.redis = redis;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * What a bucket said.
     *
     * @param remaining how many are left
     * @param resetAfterMs until the bucket is full again
     * @param retryAfterMs until one may be taken; 0 when one may now
     */
    public record Verdict(boolean allowed, int remaining, long resetAfterMs, long retryAfterMs) {}

    /** Takes one from the bucket of this key, which holds so many and gains so many a second. Never fails. */
    public Future<Verdict> take(String key, int capacity, double perSecond) {
        return move(key, capacity, perSecond, 1);
    }

    /** Puts one back that was taken in vain, as by a sign-in that did not fail after all. Never fails. */
    public Future<Verdict> giveBack(String key, int capacity, double perSecond) {
        return move(key, capacity, perSecond, -1);
    }

    private Future<Verdict> move(String key, int capacity, double perSecond, int taken) {
        return redis.run(
                        SCRIPT,
                        List.of(redis.key("limit", key)),
                        List.of(Integer.toString(capacity), Double.toString(perSecond), Integer.toString(taken)))
                .map(answer -> new Verdict(
                        Integer.parseInt(answer.get(0)) == 1,
                        Integer.parseInt(answer.get(1)),
                        Long.parseLong(answer.get(2)),
                        Long.parseLong(answer.get(3))))
                .recover(failure -> here(key, capacity, perSecond, taken));
    }

    private Future<Verdict> here(String key, int capacity, double perSecond, int taken) {
        return Future.future(promise -> context.runOnContext(run -> {
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            var bucket = local.computeIfAbsent(key, fresh -> new Bucket(capacity, perSecond, now));
            boolean allowed = true;
            if (taken < 0) {
                bucket.giveBack(now);
            } else {
                allowed = bucket.take(now);
            }
            promise.complete(new Verdict(allowed, bucket.remaining(now), bucket.fullInMs(now), bucket.waitMs(now)));
        }));
    }
}
