package io.miscord.persistence.sql;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.miscord.platform.config.Config;
import io.miscord.platform.embedded.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a node: a pool for transactions, one for reads, one connection for each writer of messages, and
 * one that only asks whether PostgreSQL is well. All queues are bounded; made once a node, closed with it.
 */
public final class Pools {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);
    /** Above this many characters a statement would not be prepared once and kept. */
    private static final int LONGEST_STATEMENT = 16_384;

    private static final int STATEMENTS_KEPT = 256;
    /** Sends travel in groups, so that two connections are enough for any load. */
    private static final int WRITERS = 2;
    /** The server closes it, whatever it was doing: as soon as what it was asked before is over. */
    private static final String END = "SELECT pg_terminate_backend(pg_backend_pid())";
    /** Data that PostgreSQL's host does not acknowledge for so long: the connection is dead, and is closed. */
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Endpoint server;
    private final Config.Database config;
    private final Pool write;
    private final Pool read;
    private final Pool health;
    private final List<Pool> writers;
    private final Epoch epoch;

    /** Makes the pools; connections are made when they are first needed, and each is looked at before it is used. */
    public Pools(Vertx vertx, Endpoint server, Config.Database config, Epoch epoch) {
        this.vertx = vertx;
        this.server = server;
        this.config = config;
        this.epoch = epoch;
        this.write = pool("write", config.poolSize(), config.queueSize());
        this.read = pool("read", config.poolSize(), config.queueSize());
        this.health = pool("health", 1, 1);
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> pool("writer-" + i, 1, 1, groupStatementTimeout(config)))
                .toList();
    }

    Pool write() {
        return write;
    }

    Pool read() {
        return read;
    }

    Pool writer(int index) {
        return writers.get(index);
    }

    int writers() {
        return writers.size();
    }

    /**
     * Asks PostgreSQL whether it is well, on a connection of its own and past the breaker, so that the breaker can be
     * closed as soon as it is. Not waiting: for any thread.
     */
    public Future<Void> probe() {
        return health.query("SELECT 1")
                .execute()
                .timeout(config.queryTimeout().toMillis(), MILLISECONDS)
                .mapEmpty();
    }

    /** Looks whether PostgreSQL goes on with the history that this node knows; to be called each second or so. */
    public Future<Void> watch() {
        return epoch.check(health);
    }

    /** Closes every connection. */
    public Future<Void> close() {
        var all = Stream.concat(Stream.of(write, read, health), writers.stream());
        return Future.join(all.map(Pool::close).toList()).mapEmpty();
    }

    /** How to connect, with no limit on how long a statement may work: for migrations. */
    static PgConnectOptions connecting(Endpoint server) {
        return new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setDatabase(server.database())
                .setUser(server.user())
                .setPassword(server.password().reveal())
                .addProperty("application_name", "miscord")
                .addProperty("TimeZone", "UTC");
    }

    /**
     * How long a group of messages is waited for. Three clocks run out one after the other: the server cancels the
     * statement, which undoes it for certain; we stop waiting, and nobody knows; the sender is told to try again.
     */
    static Duration groupTimeout(Config.Database config) {
        return config.sendTimeout().multipliedBy(5).dividedBy(6);
    }

    private static Duration groupStatementTimeout(Config.Database config) {
        return config.sendTimeout().multipliedBy(2).dividedBy(3);
    }

    private Pool pool(String name, int size, int queue) {
        return pool(name, size, queue, config.statementTimeout());
    }

    private Pool pool(String name, int size, int queue, Duration statementTimeout) {
        var connecting = connecting(server)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENTS_KEPT)
                .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
                .setPipeliningLimit(1)
                .addProperty("statement_timeout", millis(statementTimeout))
                .addProperty("lock_timeout", millis(config.lockTimeout()))
                .addProperty(
                        "idle_in_transaction_session_timeout",
                        millis(config.queryTimeout().multipliedBy(2)));
        var options = new PoolOptions()
                .setName("postgres-" + name)
                .setMaxSize(size)
                .setMaxWaitQueueSize(queue)
                .setConnectionTimeout((int) config.acquireTimeout().toMillis())
                .setConnectionTimeoutUnit(MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setIdleTimeoutUnit(MILLISECONDS)
                .setMaxLifetime((int) Math.min(config.maxLifetime().toMillis(), Integer.MAX_VALUE))
                .setMaxLifetimeUnit(MILLISECONDS);
        var net = new NetClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setTcpKeepAlive(true)
                .setTcpUserTimeout((int) UNACKNOWLEDGED.toMillis());
        return PgBuilder.pool()
                .with(options)
                .with(net)
                .connectingTo(connecting)
                .withConnectHandler(this::look)
                .using(vertx)
                .build();
    }

    /** A connection that cannot be looked at is given to nobody: a statement over it might be of another history. */
    private void look(SqlConnection connection) {
        epoch.check(connection)
                .recover(failure -> {
                    LOG.debug("a new connection was not looked at, and ends", failure);
                    return connection.query(END).execute().mapEmpty();
                })
                .onComplete(done -> connection.close());
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
