package io.miscord.platform.data;

import io.miscord.platform.data.RateLimiter.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of {@link RateLimiter} for what is done too often to ask Redis first: this node decides at once, by what
 * it knows, and settles with the shared bucket every {@value #SETTLE_MS} ms, for many people with one command. A round
 * trip a message would cost more than the message's own frame does, and would make everybody wait for a Redis that
 * hangs. The price: who acts on several nodes at once gets a first burst on each, before their debts meet.
 *
 * <p>With Redis gone each node counts by itself, as there. It holds one bucket for each key that was taken from within
 * the time that it takes to fill: who has no socket and does nothing has none. Safe on any thread.
 */
public final class Allowances {
    static final long SETTLE_MS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Allowances.class);
    private static final Redis.Script SCRIPT = Redis.Script.of(RateLimiter.class, "rate_settle.lua");
    /** Buckets settled by one command: so many keep Redis busy for about a millisecond. */
    private static final int CHUNK = 200;

    private final Redis redis;
    private final Context context;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private boolean settling;

    private record Terms(int capacity, double perSecond) {}

    private record Debt(String key, int taken) {}

    /** One key's bucket here; used within the map's own compute, by one thread at a time. */
    private static final class Account {
        final Terms terms;
        final Bucket bucket;
        int unsettled;

        Account(Terms terms, long now) {
            this.terms = terms;
            this.bucket = new Bucket(terms.capacity(), terms.perSecond(), now);
        }

        Verdict take(long now) {
            boolean allowed = bucket.take(now);
            unsettled += allowed ? 1 : 0;
            return new Verdict(allowed, bucket.remaining(now), bucket.fullInMs(now), bucket.waitMs(now));
        }
    }

    /** Allowances of a node, which settle by themselves from now on. */
    public Allowances(Vertx vertx, Redis redis) {
        this.redis = redis;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        context.runOnContext(run -> vertx.setPeriodic(SETTLE_MS, tick -> settle()));
    }

    /** Takes one from the bucket of this key, which holds so many and gains so many a second. */
    public Verdict take(String key, int capacity, double perSecond) {
        long now = now();
        var verdict = new Verdict[1];
        accounts.compute(key, (k, known) -> {
            var account = known == null ? new Account(new Terms(capacity, perSecond), now) : known;
            verdict[0] = account.take(now);
            return account;
        });
        return verdict[0];
    }

    private void settle() {
        if (settling) {
            return; // Redis is slow: what is owed meanwhile goes with the next time
        }
        var owed = new HashMap<Terms, List<Debt>>();
        long now = now();
        for (var key : accounts.keySet()) {
            accounts.computeIfPresent(key, (k, account) -> {
                if (account.unsettled > 0) {
                    owed.computeIfAbsent(account.terms, terms -> new ArrayList<>())
                            .add(new Debt(k, account.unsettled));
                    account.unsettled = 0;
                    return account;
                }
                return account.bucket.fullInMs(now) == 0 ? null : account;
            });
        }
        if (owed.isEmpty()) {
            return;
        }
        settling = true;
        var told = new ArrayList<Future<?>>();
        owed.forEach((terms, debts) -> told.add(settle(terms, debts, 0)));
        Future.join(told).onComplete(done -> context.runOnContext(run -> settling = false));
    }

    private Future<Void> settle(Terms terms, List<Debt> debts, int from) {
        if (from >= debts.size()) {
            return Future.succeededFuture();
        }
        var chunk = debts.subList(from, Math.min(from + CHUNK, debts.size()));
        var arguments =
                new ArrayList<>(List.of(Integer.toString(terms.capacity()), Double.toString(terms.perSecond())));
        chunk.forEach(debt -> arguments.add(Integer.toString(debt.taken())));
        var keys = chunk.stream().map(debt -> redis.key("limit", debt.key())).toList();
        return redis.run(SCRIPT, keys, arguments)
                .onSuccess(left -> {
                    for (int i = 0; i < chunk.size(); i++) {
                        lower(chunk.get(i).key(), Double.parseDouble(left.get(i)));
                    }
                })
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.debug("allowances are this node's own for now cause={}", failure.getMessage());
                    return Future.succeededFuture();
                })
                .compose(done -> settle(terms, debts, from + CHUNK));
    }

    private void lower(String key, double left) {
        accounts.computeIfPresent(key, (k, account) -> {
            account.bucket.lower(left - account.unsettled, now());
            return account;
        });
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
