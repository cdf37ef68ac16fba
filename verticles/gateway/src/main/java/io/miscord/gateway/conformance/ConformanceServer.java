package io.miscord.gateway.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.miscord.gateway.socketio.EngineHost;
import io.miscord.gateway.socketio.EngineLink;
import io.miscord.gateway.socketio.EngineListener;
import io.miscord.gateway.socketio.EngineServer;
import io.miscord.gateway.socketio.EngineSessions;
import io.miscord.gateway.socketio.EngineSettings;
import io.miscord.gateway.socketio.Outgoing;
import io.miscord.gateway.socketio.SocketIoHandler;
import io.miscord.gateway.socketio.SocketIoLink;
import io.miscord.gateway.socketio.SocketIoSettings;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's layer of Engine.IO and Socket.IO with the profile that the official suites expect: short timings, an
 * echo at {@code /engine.io/}, and at {@code /socket.io/} the namespaces {@code /} and {@code /custom}. It stands on no
 * store and on nothing of Miscord's own.
 */
public final class ConformanceServer {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final int USAGE = 64;
    private static final int MAX_ATTACHMENTS = 10;
    private static final int MAX_FRAME = 1024 * 1024;

    private static final int MAX_SESSIONS = 20_000;
    private static final int MAX_POSTED = 100_000;
    private static final int MAX_UNREAD = 4_000_000;

    /** How long things may take. */
    public record Timings(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
        /** What the official suites expect. */
        public static final Timings OFFICIAL =
                new Timings(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(1));
        /** Long enough that a busy machine ends no session. */
        public static final Timings CALM =
                new Timings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    private final EngineSessions sessions = new EngineSessions();
    private final HttpServer server;

    private ConformanceServer(Vertx vertx, Timings timings) {
        var engine = engine(timings);
        var socketIo = new SocketIoSettings(Set.of("/", "/custom"), timings.connectTimeout(), MAX_ATTACHMENTS);
        var router = Router.router(vertx);
        var answers = new OpenHost(
                link -> new SocketIoLink(link, socketIo, MAX_PAYLOAD, ConformanceServer::now, Answers::new));
        new EngineServer(vertx, engine, sessions, new OpenHost(Echo::new)).open(router, "/engine.io/");
        new EngineServer(vertx, engine, sessions, answers).open(router, "/socket.io/");
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setMaxWebSocketFrameSize(MAX_FRAME)
                        .setMaxWebSocketMessageSize(MAX_FRAME))
                .requestHandler(router);
    }

    private static EngineSettings engine(Timings timings) {
        return new EngineSettings(
                timings.pingInterval(),
                timings.pingTimeout(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofMillis(10),
                MAX_PAYLOAD,
                1_000,
                new EngineSettings.Posts(MAX_POSTED, MAX_POSTED),
                MAX_PAYLOAD,
                MAX_PAYLOAD / 4,
                new EngineSettings.Capacity(MAX_SESSIONS, MAX_SESSIONS, MAX_SESSIONS, MAX_UNREAD));
    }

    /** Starts a server on this port of the loopback address, all on one event loop; 0 chooses a port. */
    public static Future<ConformanceServer> start(Vertx vertx, int port, Timings timings) {
        Promise<ConformanceServer> started = Promise.promise();
        vertx.runOnContext(here -> {
            var made = new ConformanceServer(vertx, timings);
            made.server.listen(port).map(made).onComplete(started);
        });
        return started.future();
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Its sessions. */
    public EngineSessions sessions() {
        return sessions;
    }

    /** Runs until it is killed: {@code --port N [--calm]}. */
    public static void main(String[] arguments) {
        var given = List.of(arguments);
        boolean calm = given.contains("--calm");
        if (given.size() != (calm ? 3 : 2)
                || !given.getFirst().equals("--port")
                || !given.get(1).matches("[0-9]{1,5}")) {
            System.err.println("usage: --port N [--calm]");
            System.exit(USAGE);
        }
        start(Vertx.vertx(), Integer.parseInt(given.get(1)), calm ? Timings.CALM : Timings.OFFICIAL)
                .onSuccess(made -> System.out.println("Listening at http://127.0.0.1:" + made.port()))
                .onFailure(failure -> {
                    System.err.println("Cannot listen: " + failure.getMessage());
                    System.exit(1);
                });
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Lets everybody in, from everywhere. */
    private record OpenHost(Function<EngineLink, EngineListener> speakers) implements EngineHost {
        @Override
        public Optional<String> address(HttpServerRequest request) {
            return Optional.of("");
        }

        @Override
        public Optional<String> allowedOrigin(HttpServerRequest request) {
            return Optional.of("*");
        }

        @Override
        public Optional<Refusal> refusal(HttpServerRequest request) {
            return Optional.empty();
        }

        @Override
        public void guard(Channel channel, Runnable flooded) {}

        @Override
        public EngineListener opened(EngineLink link, HttpServerRequest request) {
            return speakers.apply(link);
        }
    }

    /** Says everything back. */
    private record Echo(EngineLink engine) implements EngineListener {
        @Override
        public void text(String message) {
            engine.send(Outgoing.text("4" + message));
        }

        @Override
        public void binary(byte[] message) {
            engine.send(Outgoing.binary(message));
        }

        @Override
        public void room(boolean has) {}

        @Override
        public void tick() {}

        @Override
        public void closed(String reason) {}
    }

    /** What the suite of Socket.IO expects of its server. */
    private static final class Answers implements SocketIoHandler {
        /** An event that is due when time has passed so often. */
        private record Due(String namespace, ArrayNode event, int ticks) {}

        /** Ticks of 10 ms. */
        private static final int DISTANCE = 5;

        private final SocketIoLink link;
        private final List<Due> due = new ArrayList<>();

        Answers(SocketIoLink link) {
            this.link = link;
        }

        /** The suite loses the second of two packets that reach it in one read, so this event keeps a distance. */
        @Override
        public void connect(String namespace, ObjectNode auth) {
            var json = JsonNodeFactory.instance;
            link.accept(namespace, json.objectNode().put("sid", "s" + System.nanoTime()));
            due.add(new Due(namespace, json.arrayNode().add("auth").add(auth), DISTANCE));
        }

        @Override
        public void tick() {
            for (var one : List.copyOf(due)) {
                due.remove(one);
                if (one.ticks == 0) {
                    link.emit(one.namespace, one.event);
                } else {
                    due.add(new Due(one.namespace, one.event, one.ticks - 1));
                }
            }
        }

        @Override
        public void event(String namespace, ArrayNode arguments, @Nullable Long id) {
            switch (arguments.path(0).asText()) {
                case "message" -> {
                    arguments.set(0, "message-back");
                    link.emit(namespace, arguments);
                }
                case "message-with-ack" -> {
                    arguments.remove(0);
                    if (id != null) {
                        link.acknowledge(namespace, id, arguments);
                    }
                }
                default -> {} // the suite says nothing else
            }
        }

        @Override
        public void left(String namespace) {}
    }
}
