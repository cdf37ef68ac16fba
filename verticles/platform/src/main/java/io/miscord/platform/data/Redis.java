package io.miscord.platform.data;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redis, for what can be rebuilt. Every command is bounded in time and number and goes through the breaker; whoever
 * uses it has a stated fallback for its failing. Nothing beyond Redis 6.2 is asked for. Safe on any thread.
 */
public final class Redis {
    /** What every key of a node begins with, so that others may use the same Redis. */
    public static final String PREFIX = "miscord:";

    /** Commands that one connection may have sent and not yet seen answered. */
    private static final int MAX_UNANSWERED = 1_024;

    private final io.vertx.redis.client.Redis client;
    private final io.vertx.redis.client.Redis prober;
    private final Breaker breaker;
    private final String prefix;

    /**
     * A client; nothing is connected before the first command.
     *
     * @param url {@code redis://host:port} or {@code rediss://host:port}; the embedded one's where none is configured
     * @param user the account there; empty for the default one
     * @param password its password; empty where none is asked for
     * @param settings connections, queue and times; where it is stands in the three before
     * @param guard when its breaker opens, and what a command may take
     * @param prefix what every key begins with
     */
    public Redis(
            Vertx vertx,
            String url,
            String user,
            Secret password,
            Config.Redis settings,
            Breaker.Settings guard,
            String prefix) {
        var connection = options(url, user, password, settings.connectTimeout());
        this.client = io.vertx.redis.client.Redis.createClient(
                vertx,
                new RedisOptions(connection)
                        .setMaxPoolSize(settings.poolSize())
                        .setMaxPoolWaiting(settings.queueSize()));
        this.prober = io.vertx.redis.client.Redis.createClient(
                vertx, new RedisOptions(connection).setMaxPoolSize(1).setMaxPoolWaiting(1));
        // What Redis itself refuses is its answer, and a queue of ours that is full says nothing of it.
        this.breaker = new Breaker(
                vertx,
                "redis",
                guard,
                failure -> !(failure instanceof ErrorType || failure instanceof ConnectionPoolTooBusyException));
        this.breaker.probe(this::probe);
        this.prefix = prefix;
    }

    /** Its breaker, for health and metrics. */
    public Breaker breaker() {
        return breaker;
    }

    /** Asks past the breaker whether Redis is well. */
    public Future<?> probe() {
        return prober.send(Request.cmd(Command.PING));
    }

    /** A key of ours. */
    public String key(String... parts) {
        return prefix + String.join(":", parts);
    }

    /** One command; the answer as texts, none for nil, several for a list. */
    public Future<List<String>> send(Request command) {
        return breaker.run(() -> client.send(command).map(Redis::texts));
    }

    /**
     * Runs a script; it is sent whole only when Redis does not know it.
     *
     * @param keys what {@code KEYS} is, by {@link #key}
     * @param arguments what {@code ARGV} is
     */
    public Future<List<String>> run(Script script, List<String> keys, List<String> arguments) {
        return breaker.run(() -> client.send(call(Command.EVALSHA, script.sha(), keys, arguments))
                .map(Redis::texts)
                .recover(failure -> isUnknown(failure)
                        ? client.send(call(Command.EVAL, script.text(), keys, arguments))
                                .map(Redis::texts)
                        : Future.failedFuture(failure)));
    }

    /** Closes all connections. */
    public void close() {
        client.close();
        prober.close();
    }

    private static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static List<String> texts(@Nullable Response answer) {
        if (answer == null) {
            return List.of();
        }
        return answer.type() == ResponseType.MULTI
                ? answer.stream().map(Response::toString).toList()
                : List.of(answer.toString());
    }

    private static Request call(Command command, String script, List<String> keys, List<String> arguments) {
        var request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(argument -> request.arg(Buffer.buffer(argument)));
        return request;
    }

    private static RedisOptions options(String url, String user, Secret password, Duration connectTimeout) {
        var options = new RedisOptions().setConnectionString(url).setMaxWaitingHandlers(MAX_UNANSWERED);
        if (!user.isEmpty()) {
            options.setUser(user);
        }
        if (!password.isEmpty()) {
            options.setPassword(password.reveal());
        }
        options.getNetClientOptions()
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setTcpKeepAlive(true);
        return options;
    }

    /** A Lua script beside its class; its header lists KEYS and ARGV. */
    public record Script(String text, String sha) {
        /** Reads {@code name.lua} from the package of a class. */
        public static Script of(Class<?> beside, String name) {
            try (var file = beside.getResourceAsStream(name)) {
                if (file == null) {
                    throw new IllegalStateException("no script " + name + " beside " + beside);
                }
                var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
                return new Script(text, HexFormat.of().formatHex(digest));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
