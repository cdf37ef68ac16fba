package io.miscord.persistence.sql;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.miscord.contract.StreamId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the history that positions belong to, and notices when the database has been put back to an earlier state.
 *
 * <p>The name has two parts. PostgreSQL's own identity changes with a new cluster, a promoted standby, a recovery to a
 * point in time, another database. A copy of the files put back changes none of these: only a stream's head is lower
 * than what this node has committed there. Then the node gives the history a new name itself, the era. Every connection
 * is looked at before it is used, and PostgreSQL once a second, so that no write of this node comes first.
 *
 * <p>What was committed is known from memory: files put back while no node with persistence runs are not noticed.
 * One a node; never waits, safe on any thread.
 */
public final class Epoch {
    private static final Logger LOG = LoggerFactory.getLogger(Epoch.class);

    private static final String MAY_IDENTIFY = """
            SELECT has_function_privilege('pg_control_system()', 'EXECUTE')
               AND has_function_privilege('pg_control_checkpoint()', 'EXECUTE') AS may
            """;

    /** A commit survives a crash, so a head never becomes less but by a restore. Streams that are gone say nothing. */
    private static final String ERA = """
            i.epoch AS era,
            EXISTS (SELECT FROM unnest($1::uuid[], $2::bigint[]) AS k (stream_id, seq)
                      JOIN stream_heads h ON h.stream_id = k.stream_id
                     WHERE h.last_seq < k.seq) AS behind
              FROM instance i
            """;

    /** A new cluster, another timeline, another database: each is another history. */
    private static final String IDENTIFIED = """
            SELECT (SELECT system_identifier FROM pg_control_system())
                   || '-' || (SELECT timeline_id FROM pg_control_checkpoint())
                   || '-' || (SELECT oid FROM pg_database WHERE datname = current_database()) || '-' AS identity,
            """ + ERA;

    private static final String ANONYMOUS = "SELECT '' AS identity, " + ERA;

    private static final String NEW_ERA = "UPDATE instance SET epoch = gen_random_uuid() WHERE epoch = $1";

    /** Looks until a new era that this or another node began is seen. */
    private static final int TRIES = 5;

    private final RecentHeads heads;
    private final long queryMillis;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Boolean mayIdentify;

    /** Knows nothing yet; {@code queryTimeout} bounds the wait for each answer. */
    public Epoch(RecentHeads heads, Duration queryTimeout) {
        this.heads = heads;
        this.queryMillis = queryTimeout.toMillis();
    }

    /**
     * What PostgreSQL says of itself.
     *
     * @param era the name that nodes gave to the history
     * @param behind whether it lacks what this node committed
     */
    private record Look(String identity, UUID era, boolean behind) {
        String text() {
            return identity + era;
        }
    }

    /** The last look, and every era that was ever seen: one for each restore of a node's life. */
    private record Known(Look look, Set<UUID> eras) {
        /** Whether this, seen later, is a state from before. */
        boolean wentBackTo(Look later) {
            return later.identity.equals(look.identity)
                    && (later.era.equals(look.era) ? later.behind : eras.contains(later.era));
        }

        Known then(Look later) {
            var all = new HashSet<>(eras);
            all.add(later.era);
            return new Known(later, all);
        }
    }

    /** What is to be forgotten when the history is another one; called once for each change, on any thread. */
    public void onChange(Runnable forget) {
        listeners.add(forget);
    }

    /** The name of the history, as this node knows it; null before the first look. */
    public @Nullable String text() {
        var now = known.get();
        return now == null ? null : now.look.text();
    }

    /** The name of the history that a snapshot belongs to. */
    public String text(Queries queries) {
        var may = mayIdentify;
        if (may == null) {
            may = queries.first(row -> row.getBoolean("may"), MAY_IDENTIFY).orElse(false);
            mayIdentify = may;
        }
        return queries.first(Epoch::look, may ? IDENTIFIED : ANONYMOUS, new UUID[0], new Long[0])
                .orElseThrow()
                .text();
    }

    /** Looks at PostgreSQL over this connection, and begins a new era if it was put back. Fails when it cannot look. */
    Future<Void> check(SqlClient connection) {
        return check(connection, TRIES);
    }

    private Future<Void> check(SqlClient connection, int tries) {
        var before = known.get();
        return seen(connection).compose(look -> {
            if (before == null || !before.wentBackTo(look)) {
                adopt(before, look);
                return Future.succeededFuture();
            }
            if (tries == 0) {
                return Future.failedFuture("the epoch does not settle");
            }
            LOG.error("the database was put back to an earlier state, and begins a new era epoch={}", look.text());
            // Another node may be faster; the next look shows whose it is.
            return connection
                    .preparedQuery(NEW_ERA)
                    .execute(Tuple.of(look.era))
                    .timeout(queryMillis, MILLISECONDS)
                    .compose(begun -> check(connection, tries - 1));
        });
    }

    /** Unless somebody has seen a later era meanwhile: this look may have been taken before it began. */
    private void adopt(@Nullable Known before, Look look) {
        while (true) {
            var now = known.get();
            boolean sameHistory = now != null && now.look.text().equals(look.text());
            boolean overtaken =
                    now != null && (before == null || !before.look.text().equals(now.look.text()));
            if (sameHistory || overtaken) {
                return;
            }
            var next = now == null ? new Known(look, Set.of(look.era)) : now.then(look);
            if (known.compareAndSet(now, next)) {
                if (now != null) {
                    LOG.warn("another history of the database epoch={} before={}", look.text(), now.look.text());
                    listeners.forEach(Runnable::run);
                }
                return;
            }
        }
    }

    private Future<Look> seen(SqlClient connection) {
        var may = mayIdentify;
        if (may == null) {
            return first(connection, MAY_IDENTIFY, Tuple.tuple()).compose(row -> {
                mayIdentify = row.getBoolean("may");
                return seen(connection);
            });
        }
        var committed = heads.newest();
        var streams = committed.keySet().stream().map(StreamId::value).toArray(UUID[]::new);
        var seqs = committed.values().toArray(Long[]::new);
        return first(connection, may ? IDENTIFIED : ANONYMOUS, Tuple.wrap(new Object[] {streams, seqs}))
                .map(Epoch::look);
    }

    private Future<Row> first(SqlClient connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .timeout(queryMillis, MILLISECONDS)
                .map(rows -> rows.iterator().next());
    }

    private static Look look(Row row) {
        return new Look(row.getString("identity"), row.getUUID("era"), row.getBoolean("behind"));
    }
}
