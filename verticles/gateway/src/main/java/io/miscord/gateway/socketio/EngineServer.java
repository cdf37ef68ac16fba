package io.miscord.gateway.socketio;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO of one event loop: answers the requests of a path, and holds the sessions that began here. A session that
 * began on another loop of the node is found by its id. To be made and used on its own event loop.
 */
public final class EngineServer {
    private static final String POLLING = "polling";
    private static final String WEBSOCKET = "websocket";
    private static final int NO_CONTENT = 204;
    private static final String PREFLIGHT_SECONDS = "600";

    private final Vertx vertx;
    private final EngineSettings settings;
    private final EngineSessions sessions;
    private final EngineDoor door;
    private final EventLoop loop;
    private final Set<EngineSocket> here = new HashSet<>();
    private final long sweep;

    /** Sessions with these settings, found among the node's, for whom the door lets in. */
    public EngineServer(Vertx vertx, EngineSettings settings, EngineSessions sessions, EngineDoor door) {
        this.vertx = vertx;
        this.settings = settings;
        this.sessions = sessions;
        this.door = door;
        this.loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        this.sweep = vertx.setPeriodic(
                settings.sweep().toMillis(), tick -> List.copyOf(here).forEach(EngineSocket::tick));
    }

    /** Answers everything below this path, such as {@code /socket.io/}. */
    public void open(Router router, String path) {
        router.route(path).handler(http -> take(http.request()));
    }

    /** Ends all sessions that began here, and looks at time no more. */
    public void close() {
        List.copyOf(here).forEach(EngineSocket::abandon);
        vertx.cancelTimer(sweep);
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void take(HttpServerRequest request) {
        var exchange = new Exchange(vertx, request);
        var origin = door.allowedOrigin(request);
        origin.ifPresent(allowed -> allow(request, allowed));
        if (request.method().equals(HttpMethod.OPTIONS)) {
            preflight(request, origin.isPresent());
            return;
        }
        var transport = request.getParam("transport");
        boolean upgrade = WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        if (!POLLING.equals(transport) && !WEBSOCKET.equals(transport)) {
            exchange.refuse(EngineError.UNKNOWN_TRANSPORT);
        } else if (!"4".equals(request.getParam("EIO"))) {
            exchange.refuse(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        } else if (upgrade != WEBSOCKET.equals(transport)) {
            exchange.refuse(EngineError.BAD_REQUEST);
        } else {
            var sid = request.getParam("sid");
            if (sid == null || sid.isEmpty()) {
                begin(request, exchange, upgrade);
            } else {
                goOn(request, exchange, upgrade, sid);
            }
        }
    }

    private static void allow(HttpServerRequest request, String origin) {
        request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (!origin.equals("*")) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }

    private static void preflight(HttpServerRequest request, boolean allowed) {
        if (allowed) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "content-type, authorization")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        }
        request.response().setStatusCode(NO_CONTENT).end();
    }

    /** A session begins. */
    private void begin(HttpServerRequest request, Exchange exchange, boolean upgrade) {
        if (!request.method().equals(HttpMethod.GET)) {
            exchange.refuse(EngineError.BAD_HANDSHAKE_METHOD);
            return;
        }
        var address = door.address(request);
        var refusal = door.refusal(request);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get().why(), refusal.get().retryAfterSeconds());
        } else if (!sessions.enter(address, settings)) {
            exchange.refuse(EngineError.NO_ROOM, 1);
        } else if (upgrade) {
            upgrade(request, exchange, address);
        } else {
            open(request, address, null, exchange);
        }
    }

    private EngineSocket open(
            HttpServerRequest request, String address, @Nullable EngineWebSocket socket, @Nullable Exchange handshake) {
        var session = new EngineSocket(
                sessions.newSid(), address, settings, loop, this::now, socket, this::forget, this::prove);
        sessions.add(session);
        here.add(session);
        session.open(door.opened(session, request), handshake);
        return session;
    }

    private void forget(EngineSocket session) {
        if (here.remove(session)) {
            sessions.remove(session);
            if (!session.isProven()) {
                sessions.leave(session.address());
            }
        }
    }

    private void prove(EngineSocket session) {
        sessions.leave(session.address());
    }

    private void upgrade(HttpServerRequest request, Exchange exchange, String address) {
        var channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        request.toWebSocket()
                .onSuccess(opened -> {
                    var socket = new EngineWebSocket(opened, channel, settings);
                    var session = open(request, address, socket, null);
                    door.guard(channel, () -> session.wrong(socket));
                    socket.open(ears(session, socket));
                })
                .onFailure(failure -> {
                    sessions.leave(address);
                    exchange.refuse(EngineError.BAD_REQUEST);
                });
    }

    /** A request of a session that there is, or was. */
    private void goOn(HttpServerRequest request, Exchange exchange, boolean upgrade, String sid) {
        var found = sessions.find(sid);
        if (found.isEmpty()) {
            exchange.refuse(EngineError.UNKNOWN_SID);
            return;
        }
        var session = found.get();
        if (upgrade) {
            candidate(request, exchange, session);
        } else if (request.method().equals(HttpMethod.GET)) {
            exchange.ifCutOff(() -> session.enter(() -> session.pollGone(exchange)));
            session.enter(() -> session.poll(exchange));
        } else if (request.method().equals(HttpMethod.POST)) {
            post(request, exchange, session);
        } else {
            exchange.refuse(EngineError.BAD_REQUEST);
        }
    }

    private void candidate(HttpServerRequest request, Exchange exchange, EngineSocket session) {
        var channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        request.toWebSocket()
                .onSuccess(opened -> {
                    var socket = new EngineWebSocket(opened, channel, settings);
                    door.guard(channel, () -> session.enter(() -> session.wrong(socket)));
                    session.enter(() -> session.came(socket));
                    socket.open(ears(session, socket));
                })
                .onFailure(failure -> exchange.refuse(EngineError.BAD_REQUEST));
    }

    private static EngineWebSocket.Ears ears(EngineSocket session, EngineWebSocket socket) {
        return new EngineWebSocket.Ears() {
            @Override
            public void packet(EnginePacket packet) {
                session.enter(() -> session.packet(socket, packet));
            }

            @Override
            public void wrong() {
                session.enter(() -> session.wrong(socket));
            }

            @Override
            public void room() {
                session.run(session::tick); // not now: it may be Netty's own writing that made room
            }

            @Override
            public void gone() {
                session.enter(() -> session.gone(socket));
            }
        };
    }

    private void post(HttpServerRequest request, Exchange exchange, EngineSocket session) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!session.startPost() || (type != null && type.startsWith("application/octet-stream"))) {
            session.enter(() -> session.wrong(EngineError.BAD_REQUEST, exchange));
            return;
        }
        var body = Buffer.buffer();
        request.response().closeHandler(closed -> {
            if (!request.isEnded()) {
                session.enter(session::postGone);
            }
        });
        request.handler(piece -> {
            if (body.length() + piece.length() > settings.maxPayload()) {
                request.handler(rest -> {});
                request.endHandler(end -> {});
                session.enter(() -> session.wrong(EngineError.TOO_LARGE, exchange));
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> read(body, exchange, session));
    }

    private void read(Buffer body, Exchange exchange, EngineSocket session) {
        try {
            var packets = Payload.read(body.getBytes(), settings.maxPackets());
            session.enter(() -> session.posted(packets, exchange));
        } catch (MalformedException e) {
            session.enter(() -> session.wrong(EngineError.BAD_REQUEST, exchange));
        }
    }
}
