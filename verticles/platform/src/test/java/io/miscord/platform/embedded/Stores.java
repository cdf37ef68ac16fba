package io.miscord.platform.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Looks into the embedded servers through the clients that the product uses. Every call waits 30 s at most. */
final class Stores {
    private final Vertx vertx = Vertx.vertx();

    void close() throws Exception {
        done(vertx.close());
    }

    void write(Endpoint endpoint, String text) throws Exception {
        query(endpoint, "CREATE TABLE IF NOT EXISTS notes (text TEXT)");
        query(endpoint, "INSERT INTO notes VALUES ('" + text + "')");
    }

    List<String> rows(Endpoint endpoint) throws Exception {
        query(endpoint, "CREATE TABLE IF NOT EXISTS notes (text TEXT)");
        return query(endpoint, "SELECT text FROM notes");
    }

    List<String> query(Endpoint endpoint, String sql) throws Exception {
        SqlConnectOptions options = new PgConnectOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setUser(endpoint.user())
                .setPassword(endpoint.password().reveal())
                .setDatabase(endpoint.database());
        Pool pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
        try {
            List<String> values = new ArrayList<>();
            done(pool.query(sql).execute()).forEach(row -> values.add(String.valueOf(row.getValue(0))));
            return values;
        } finally {
            done(pool.close());
        }
    }

    String redis(Endpoint endpoint, Function<RedisAPI, Future<?>> ask) throws Exception {
        var options = new RedisOptions()
                .setConnectionString("redis://%s:%d".formatted(endpoint.host(), endpoint.port()))
                .setPassword(endpoint.password().reveal());
        Redis client = Redis.createClient(vertx, options);
        try {
            return String.valueOf((Object) done(ask.apply(RedisAPI.api(client))));
        } finally {
            client.close();
        }
    }

    static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
