package io.miscord.gateway.socketio;

import io.miscord.platform.http.RequestRules;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
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
    /** That of RFC 6455; drafts of it, which Vert.x takes too, tell of their page's origin elsewhere. */
    private static final String VERSION = "13";

    /** By how much what comes over two connections of a client may cross. */
    private static final long CROSSING_MS = 25;

    private static final int FULL_RETRY_SECONDS = 1;
    private static final int NO_CONTENT = 204;
    private static final String PREFLIGHT_SECONDS = "600";

    private final Vertx vertx;
    private final EngineSettings settings;
    private final EngineSessions sessions;
    private final EngineHost host;
    private final EventLoop loop;
    private final Set<EngineSocket> here = new HashSet<>();
    private final long sweep;

    /** Sessions with these settings, found among the node's, for those whom the host lets in. */
    public EngineServer(Vertx vertx, EngineSettings settings, EngineSessions sessions, EngineHost host) {
        this.vertx = vertx;
        this.settings = settings;
        this.sessions = sessions;
        this.host = host;
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
        var origin = host.allowedOrigin(request);
        origin.ifPresent(allowed -> allow(request, allowed));
        if (request.method().equals(HttpMethod.OPTIONS)) {
            preflight(request, origin.isPresent());
            return;
        }
        if (!isReadable(request)) {
            exchange.refuse(EngineError.BAD_REQUEST);
            return;
        }
        var transport = request.getParam("transport");
        boolean upgrade = WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        if (!POLLING.equals(transport) && !WEBSOCKET.equals(transport)) {
            exchange.refuse(EngineError.UNKNOWN_TRANSPORT);
        } else if (!"4".equals(request.getParam("EIO"))) {
            exchange.refuse(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        } else if (upgrade != WEBSOCKET.equals(transport)
                || (upgrade && !VERSION.equals(request.getHeader("Sec-WebSocket-Version")))) {
            exchange.refuse(EngineError.BAD_REQUEST);
        } else if (upgrade && RequestRules.announcesBody(request)) {
            // Vert.x would gather it first, and tell nobody when it never comes or is too large.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
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

    private static boolean isReadable(HttpServerRequest request) {
        try {
            request.params();
            return true;
        } catch (IllegalArgumentException e) { // no encoding of anything
            return false;
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
        var refusal = host.refusal(request);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get().why(), refusal.get().retryAfterSeconds());
            return;
        }
        var place = sessions.enter(host.address(request).orElse(null), settings.capacity());
        if (place.isEmpty()) {
            exchange.refuse(EngineError.NO_ROOM, FULL_RETRY_SECONDS);
        } else if (upgrade) {
            upgrade(request, exchange, new Arrival(place.get(), channel(request)));
        } else {
            open(request, place.get(), null, exchange);
        }
    }

    private EngineSocket open(
            HttpServerRequest request,
            EngineSessions.Newcomer place,
            @Nullable EngineWebSocket socket,
            @Nullable Exchange handshake) {
        var session = new EngineSocket(sessions.newSid(), place, settings, loop, this::now, socket, this::forget);
        sessions.add(session);
        here.add(session);
        session.open(host.opened(session, request), handshake);
        return session;
    }

    private void forget(EngineSocket session) {
        if (here.remove(session)) {
            sessions.remove(session);
        }
    }

    /** The connection below the router's own, which hides its channel. */
    private static Channel channel(HttpServerRequest request) {
        return ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
    }

    private void upgrade(HttpServerRequest request, Exchange exchange, Arrival arrival) {
        var channel = arrival.channel;
        request.toWebSocket()
                .onSuccess(opened -> {
                    if (!arrival.begins()) {
                        return;
                    }
                    var socket = new EngineWebSocket(opened, channel, settings);
                    var session = open(request, arrival.place, socket, null);
                    host.guard(channel, () -> session.wrong(socket));
                    socket.open(listener(session, socket));
                })
                .onFailure(failure -> {
                    arrival.fails();
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
            session.enter(() -> poll(session, exchange));
        } else if (request.method().equals(HttpMethod.POST)) {
            post(request, exchange, session);
        } else {
            exchange.refuse(EngineError.BAD_REQUEST);
        }
    }

    /** While a WebSocket is tried, what makes it the transport may be older than this poll, and come later. */
    private void poll(EngineSocket session, Exchange exchange) {
        if (session.isTried()) {
            later(session, () -> {
                session.poll(exchange);
                if (exchange.isCutOff()) {
                    session.pollGone(exchange);
                }
            });
        } else {
            session.poll(exchange);
        }
    }

    private void later(EngineSocket session, Runnable work) {
        vertx.setTimer(CROSSING_MS, late -> session.enter(work));
    }

    private void candidate(HttpServerRequest request, Exchange exchange, EngineSocket session) {
        var channel = channel(request);
        request.toWebSocket()
                .onSuccess(opened -> {
                    if (!channel.isActive()) {
                        return; // it went meanwhile, and nothing of it was told to the session
                    }
                    var socket = new EngineWebSocket(opened, channel, settings);
                    host.guard(channel, () -> session.enter(() -> session.wrong(socket)));
                    session.enter(() -> session.came(socket));
                    socket.open(listener(session, socket));
                })
                .onFailure(failure -> exchange.refuse(EngineError.BAD_REQUEST));
    }

    private static EngineWebSocket.Listener listener(EngineSocket session, EngineWebSocket socket) {
        return new EngineWebSocket.Listener() {
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
            if (sessions.find(session.sid()).isEmpty()) { // it ended meanwhile: nobody wants the rest
                drop(request);
                exchange.refuse(EngineError.UNKNOWN_SID);
            } else if (body.length() + piece.length() > settings.maxPayload()) {
                drop(request);
                session.enter(() -> session.wrong(EngineError.TOO_LARGE, exchange));
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> read(body, exchange, session));
    }

    private static void drop(HttpServerRequest request) {
        request.handler(rest -> {});
        request.endHandler(end -> {});
    }

    private void read(Buffer body, Exchange exchange, EngineSocket session) {
        try {
            var packets = Payload.read(body.getBytes(), settings.maxPackets());
            Runnable posted = () -> session.posted(packets, body.length(), exchange);
            if (packets.stream().anyMatch(packet -> packet.type() == EnginePacket.Type.CLOSE)) {
                later(session, posted); // the poll that it frees may come after it
            } else {
                session.enter(posted);
            }
        } catch (MalformedException e) {
            session.enter(() -> session.wrong(EngineError.BAD_REQUEST, exchange));
        }
    }

    /**
     * A WebSocket on its way, which has the place of a new session: until it is one, or its upgrade fails, or its
     * connection goes.
     */
    private static final class Arrival {
        private final EngineSessions.Newcomer place;
        private final Channel channel;
        private final GenericFutureListener<Future<Void>> gone = closed -> fails();
        private boolean over;

        Arrival(EngineSessions.Newcomer place, Channel channel) {
            this.place = place;
            this.channel = channel;
            channel.closeFuture().addListener(gone);
        }

        /** From now on the session that it becomes is counted; false if its connection is gone. */
        boolean begins() {
            if (over || !channel.isActive()) {
                return false;
            }
            over = true;
            channel.closeFuture().removeListener(gone);
            return true;
        }

        void fails() {
            if (!over) {
                over = true;
                channel.closeFuture().removeListener(gone);
                place.leave();
            }
        }
    }
}
