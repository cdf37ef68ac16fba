package io.miscord.persistence.sql;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.miscord.contract.Id;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as the owners use it: single statements, transactions that announce what they did, and snapshots. Every
 * wait is bounded, and a breaker stands before every statement. One a node, shared by all its owner instances; the
 * methods that wait belong on a virtual thread.
 */
public final class Database implements Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int TRIES = 4;
    /** How long somebody waits for their turn to change something: an ask is given up after 8 s. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Pools pools;
    private final Guard guard;
    private final Bus bus;
    private final RecentHeads heads;
    private final InstantSource clock;
    private final OneAtATime turns = new OneAtATime();
    private final long queryMillis;
    private final long groupMillis;

    /** A database behind a breaker; the configuration bounds the wait for each answer. */
    public Database(Pools pools, Guard guard, Bus bus, RecentHeads heads, InstantSource clock, Config.Database config) {
        this.pools = pools;
        this.guard = guard;
        this.bus = bus;
        this.heads = heads;
        this.clock = clock;
        this.queryMillis = config.queryTimeout().toMillis();
        this.groupMillis = Pools.groupTimeout(config).toMillis();
    }

    /** What stands before every call: the breaker of this dependency. */
    @FunctionalInterface
    public interface Guard {
        /** Makes the call, or refuses it while PostgreSQL is known not to be well. */
        <T> Future<T> run(Supplier<Future<T>> call);
    }

    /** Reads, each statement for itself. */
    @Override
    public RowSet<Row> run(String sql, @Nullable Object... parameters) {
        return await(reading(sql, parameters));
    }

    /** The same for somebody who is told to try again at this time of the clock, in milliseconds, whatever comes. */
    public Queries until(long deadline) {
        return (sql, parameters) ->
                await(reading(sql, parameters), Math.clamp(deadline - clock.millis(), 1, queryMillis));
    }

    /** The same for somebody who waits no longer than this for all of it. */
    public Queries within(Duration patience) {
        return until(clock.millis() + patience.toMillis());
    }

    /**
     * Runs work in a transaction and announces what it emitted after the commit. Work that PostgreSQL undid for the
     * sake of another transaction is done again from its beginning, so it must not have effects besides the
     * transaction. A connection that breaks is UNAVAILABLE, and nobody knows whether the commit was done: creates
     * carry a nonce, so that they may be repeated.
     */
    public <T> T inTransaction(Function<Tx, T> work) {
        return inTransaction(work, new Turned());
    }

    /**
     * The same, one at a time on this node of all that are about the same thing: those that wait for it hold no
     * connection. It is UNAVAILABLE for whom it takes too long.
     */
    public <T> T inTransaction(Id about, Function<Tx, T> work) {
        var turned = new Turned();
        turned.waitFor(about.value());
        return inTransaction(work, turned);
    }

    private <T> T inTransaction(Function<Tx, T> work, Turned turned) {
        long acceptedAt = clock.millis();
        try {
            for (int attempt = 1; ; ) {
                try {
                    return transaction(work, turned, acceptedAt);
                } catch (NotYet notYet) {
                    turned.waitFor(notYet.about);
                } catch (Faults.Contention again) {
                    if (attempt++ == TRIES) {
                        LOG.warn("transaction given up attempts={}", TRIES, again);
                        throw ProblemException.later(1, Refusal.BUSY);
                    }
                }
            }
        } finally {
            turned.end();
        }
    }

    /** Somebody else on this node is changing it: the transaction ends, and begins again when its turn has come. */
    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient UUID about;

        NotYet(UUID about) {
            super("not its turn yet", null, false, false);
            this.about = about;
        }
    }

    /** The turn of one who is at work. Whoever has one waits for no second: that is left to PostgreSQL's locks. */
    private final class Turned {
        private OneAtATime.@Nullable Turn turn;

        /** The transaction is about to wait for the others who change this. */
        void need(UUID about) {
            if (turn == null) {
                turn = turns.now(about).orElseThrow(() -> new NotYet(about));
            }
        }

        void waitFor(UUID about) {
            var mine = turns.after(about).orElseThrow(() -> ProblemException.later(1, Refusal.BUSY));
            turn = mine;
            try {
                mine.come().timeout(PATIENCE_MILLIS, MILLISECONDS).await();
            } catch (Throwable late) { // await throws whatever the future failed with
                end();
                throw ProblemException.later(1, Refusal.BUSY);
            }
        }

        void end() {
            if (turn != null) {
                turn.leave();
                turn = null;
            }
        }
    }

    /** Runs reads that all see the same state of the database. */
    public <T> T inSnapshot(Function<Queries, T> reads) {
        return withConnection(pools.read(), connection -> {
            var queries = on(connection);
            try {
                queries.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
                return reads.apply(queries);
            } finally {
                // Even if BEGIN failed: it may have been done, and the next one on this connection is not in it.
                quietly(connection.query("COMMIT").execute());
            }
        });
    }

    /**
     * One statement on the connection that is held for a writer; not waiting, so for any thread.
     *
     * @param committed is given the answer, even one that comes after the future has failed for its lateness
     */
    public <T> Future<T> write(int writer, String sql, Tuple parameters, Function<RowSet<Row>, T> committed) {
        return guard.run(() -> pools.writer(writer)
                .preparedQuery(sql)
                .execute(parameters)
                .map(committed)
                .timeout(groupMillis, MILLISECONDS));
    }

    /** How many writers have a connection of their own. */
    public int writers() {
        return pools.writers();
    }

    private <T> T transaction(Function<Tx, T> work, Turned turned, long acceptedAt) {
        return withConnection(pools.write(), connection -> {
            var transaction = await(connection::begin);
            var tx = new Tx(on(connection), turned::need);
            T result;
            try {
                result = work.apply(tx);
                tx.store();
            } catch (RuntimeException e) {
                quietly(transaction.rollback().timeout(queryMillis, MILLISECONDS));
                throw e;
            }
            await(transaction::commit);
            bus.announce(tx.hints(heads, acceptedAt));
            tx.committed();
            return result;
        });
    }

    private <T> T withConnection(Pool pool, Function<SqlConnection, T> work) {
        var connection = await(pool::getConnection);
        try {
            return work.apply(connection);
        } finally {
            quietly(connection.close());
        }
    }

    private Queries on(SqlConnection connection) {
        return (sql, parameters) -> await(() -> connection.preparedQuery(sql).execute(Tuple.wrap(parameters)));
    }

    private Supplier<Future<RowSet<Row>>> reading(String sql, @Nullable Object... parameters) {
        return () -> pools.read().preparedQuery(sql).execute(Tuple.wrap(parameters));
    }

    private <T> T await(Supplier<Future<T>> call) {
        return await(call, queryMillis);
    }

    /** Who waits less than {@code queryMillis} says nothing about PostgreSQL by it, so the breaker does not know. */
    private <T> T await(Supplier<Future<T>> call, long millis) {
        try {
            var answer = guard.run(() -> call.get().timeout(queryMillis, MILLISECONDS));
            return (millis < queryMillis ? answer.timeout(millis, MILLISECONDS) : answer).await();
        } catch (Throwable failure) { // await throws whatever the future failed with
            throw Faults.translated(failure);
        }
    }

    /** The outcome no longer matters to the caller; a failure is the connection's and shows with its next use. */
    private static void quietly(Future<?> future) {
        future.onFailure(failure -> LOG.debug("connection clean-up failed", failure));
    }
}
