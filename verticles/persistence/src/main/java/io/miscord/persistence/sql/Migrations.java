package io.miscord.persistence.sql;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.miscord.platform.config.Config;
import io.miscord.platform.embedded.Endpoint;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the shape that this release needs: the SQL files of {@code db/migration} that were not applied
 * yet, in order, each in a transaction, which is tried again a few times when PostgreSQL undoes it. Under an advisory
 * lock, so that several nodes may start at once; what was applied must not have changed since. Waits for its answers:
 * belongs on a virtual thread.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** In order; a test holds the list equal to the folder. */
    static final List<String> FILES = List.of(
            "V001__accounts.sql",
            "V002__servers.sql",
            "V003__streams.sql",
            "V004__channels.sql",
            "V005__messages.sql",
            "V006__instance.sql",
            "V007__appending_again.sql",
            "V008__accounts_and_purge.sql",
            "V009__tasks.sql",
            "V010__uploads.sql",
            "V011__communities.sql",
            "V012__appending_for_communities.sql",
            "V013__images.sql",
            "V014__own_messages_are_read.sql",
            "V015__bounds_of_moderation.sql",
            "V016__group_departures.sql",
            "V017__operator.sql",
            "V018__push.sql");

    /** How often one is tried that PostgreSQL undoes for the sake of what other nodes do. */
    private static final int TRIES = 5;
    /** Milliseconds before another try, of one that was undone longer each time. */
    private static final long PAUSE_MS = 200;

    /** How long another node's migrations are waited for. */
    private static final Duration OTHERS = Duration.ofMinutes(5);

    /** How long PostgreSQL is asked again when it does not answer, on a busy machine or because it starts as well. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** It starts, or has no connection left: what passes by itself. */
    private static final Set<String> NOT_NOW = Set.of("57P03", "53300");

    private static final String HISTORY = """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                name       text PRIMARY KEY,
                checksum   text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now())
            """;

    private Migrations() {}

    /** One file. */
    record Step(String name, String sql) {
        String checksum() {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Applies what is missing.
     *
     * @return how many files were applied
     * @throws IllegalStateException when a file that was applied reads differently now, or fails, or when PostgreSQL
     *     refuses, or has not answered for a minute
     */
    public static int apply(Vertx vertx, Endpoint server, Config.Database config) {
        return apply(vertx, server, config, FILES.stream().map(Migrations::read).toList());
    }

    static int apply(Vertx vertx, Endpoint server, Config.Database config, List<Step> steps) {
        var connection = connect(vertx, server, config, PATIENCE);
        try {
            run(connection, "SET lock_timeout = '" + OTHERS.toSeconds() + "s'");
            // Of the advisory locks with two keys, which no domain of access uses.
            run(connection, "SELECT pg_advisory_lock(" + Locks.MIGRATIONS + ")");
            run(connection, HISTORY);
            var applied = applied(connection);
            int count = 0;
            for (var step : steps) {
                if (isMissing(step, applied)) {
                    apply(vertx, connection, step);
                    count++;
                }
            }
            return count;
        } finally {
            // The lock goes with the connection.
            connection.close().onFailure(failure -> LOG.debug("closing failed", failure));
        }
    }

    /** The first thing that a node asks for: it goes on asking, each time for longer, until the time is over. */
    static PgConnection connect(Vertx vertx, Endpoint server, Config.Database config, Duration patience) {
        long end = millis() + patience.toMillis();
        var wait = config.connectTimeout().plus(config.acquireTimeout());
        while (true) {
            var connecting = PgConnection.connect(vertx, Pools.connecting(server));
            try {
                long left = Math.max(1, end - millis());
                return connecting
                        .timeout(Math.min(wait.toMillis(), left), MILLISECONDS)
                        .await();
            } catch (Exception failure) { // what failed, even if that is checked
                connecting.onSuccess(PgConnection::close);
                var where = "PostgreSQL at " + server.host() + ":" + server.port() + " (database.url)";
                if (!mayPass(failure)) {
                    throw new IllegalStateException(where + " cannot be used: " + failure.getMessage(), failure);
                }
                if (millis() + PAUSE_MS >= end) {
                    throw new IllegalStateException(
                            where + " did not answer within " + patience.toSeconds() + " s: " + failure.getMessage()
                                    + ". See that it runs, that this machine reaches it and has time for it, and start"
                                    + " the node again.",
                            failure);
                }
                LOG.warn("PostgreSQL does not answer, asking again cause={}", failure.getMessage());
            }
            vertx.timer(PAUSE_MS, MILLISECONDS).await();
            wait = wait.multipliedBy(2);
        }
    }

    /** Who refuses a connection or an account does so the next second as well; who is slow may not. */
    private static boolean mayPass(Exception failure) {
        return switch (failure) {
            case PgException refused -> NOT_NOW.contains(refused.getSqlState());
            case TimeoutException _ -> true;
            case ConnectTimeoutException _ -> true;
            default -> false;
        };
    }

    private static long millis() {
        return NANOSECONDS.toMillis(System.nanoTime());
    }

    private static boolean isMissing(Step step, Map<String, String> applied) {
        var checksum = applied.get(step.name());
        if (checksum != null && !checksum.equals(step.checksum())) {
            throw new IllegalStateException("The migration " + step.name()
                    + " was applied to this database in another wording. Files that were applied are never changed:"
                    + " restore the file, and put the change into a new one.");
        }
        return checksum == null;
    }

    private static void apply(Vertx vertx, PgConnection connection, Step step) {
        for (int attempt = 1; ; attempt++) {
            try {
                once(connection, step);
                LOG.info("migration applied name={}", step.name());
                return;
            } catch (RuntimeException e) {
                if (attempt == TRIES || Faults.kind(e) != Faults.Kind.CONTENTION) {
                    throw new IllegalStateException("The migration " + step.name() + " failed: " + e.getMessage(), e);
                }
                LOG.warn("migration undone name={} attempt={} cause={}", step.name(), attempt, e.toString());
                run(connection, "ROLLBACK");
                vertx.timer(PAUSE_MS << attempt).await();
            }
        }
    }

    private static void once(PgConnection connection, Step step) {
        run(connection, "BEGIN");
        run(connection, step.sql());
        connection
                .preparedQuery("INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)")
                .execute(Tuple.of(step.name(), step.checksum()))
                .await();
        run(connection, "COMMIT");
    }

    private static Map<String, String> applied(PgConnection connection) {
        var applied = new HashMap<String, String>();
        for (var row : connection
                .query("SELECT name, checksum FROM schema_migrations")
                .execute()
                .await()) {
            applied.put(row.getString("name"), row.getString("checksum"));
        }
        return applied;
    }

    private static void run(PgConnection connection, String sql) {
        connection.query(sql).execute().await();
    }

    static Step read(String name) {
        try (var in = Migrations.class.getResourceAsStream("/db/migration/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + name + " is not there");
            }
            return new Step(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
