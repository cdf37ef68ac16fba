package io.miscord.platform.http;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What holds for every request of the node's port, whatever it asks for: it names one host, for two readers of two
 * might each believe another; its path says where it leads, for the router follows {@code ..} also where a client has
 * put a foreign text into it; its body comes whole within a time, however slowly byte follows byte; and there is memory
 * for it. Otherwise 400, 408, 429 or 503, and the end of the connection. For the front's router, before any route.
 */
public final class RequestRules implements Handler<RoutingContext> {
    private static final String BODY = RequestRules.class.getName();
    /** A segment of one dot or two, as they are or encoded; what divides segments may be encoded too. */
    private static final Pattern DOTS =
            Pattern.compile("(?:^|[/\\\\]|%2f|%5c)(?:\\.|%2e){1,2}(?:$|[/\\\\]|%2f|%5c)", Pattern.CASE_INSENSITIVE);

    private static final int MALFORMED = 400;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;

    private final long bodyMs;
    private final BodyMemory memory;

    private RequestRules(Duration bodyTimeout, BodyMemory memory) {
        this.bodyMs = bodyTimeout.toMillis();
        this.memory = memory;
    }

    /**
     * Makes these the rules of a router.
     *
     * @param bodyTimeout how long a body may take; {@link #streamed} gives single requests another time
     * @param memory what bodies may take of the node's memory
     */
    public static void on(Router router, Duration bodyTimeout, BodyMemory memory) {
        router.route().handler(new RequestRules(bodyTimeout, memory));
    }

    /** The body of this one request may take so long, from now on, and is not gathered: for a route of files. */
    public static void streamed(RoutingContext http, Duration time) {
        if (http.get(BODY) instanceof Body body) {
            body.streamed(time.toMillis());
        }
    }

    /**
     * For a route before others: they are meant only by a path that is written as theirs is. A slash at its end, which
     * the router does not mind, or two in a row stand for a part that is empty, and nothing is at such an address.
     */
    public static void exact(RoutingContext http) {
        var path = http.request().path();
        if (path == null || path.endsWith("/") || path.contains("//")) {
            http.fail(NOT_FOUND);
        } else {
            http.next();
        }
    }

    @Override
    public void handle(RoutingContext http) {
        var request = http.request();
        if (!namesItsHost(request)) {
            end(http, MALFORMED);
            return;
        }
        if (leadsElsewhere(request)) {
            closing(http);
            http.fail(ProblemException.of(Refusal.DOTS_IN_PATH));
            return;
        }
        if (isUnread(request)) {
            try {
                http.put(BODY, new Body(http, memory.take(request), bodyMs));
            } catch (ProblemException full) {
                closing(http);
                http.fail(full);
                return;
            }
        }
        http.next();
    }

    private static boolean namesItsHost(HttpServerRequest request) {
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
    }

    private static boolean leadsElsewhere(HttpServerRequest request) {
        var path = request.path();
        return path != null && DOTS.matcher(path).find();
    }

    /** Whether the head of a request says that a body follows. */
    public static boolean announcesBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** Whether some of a request's body has not come yet. */
    static boolean isUnread(HttpServerRequest request) {
        return announcesBody(request) && !request.isEnded();
    }

    /** Answers, unless something was answered already; what else comes on this connection is not looked at. */
    private static void end(RoutingContext http, int status) {
        var response = http.response();
        if (response.ended()) {
            http.request().connection().close();
            return;
        }
        closing(http);
        http.fail(status);
    }

    /** The connection ends with the answer: what else comes on it is the rest of a body that nobody wants. */
    private static void closing(RoutingContext http) {
        if (!http.response().headWritten()) {
            http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        http.addEndHandler(ended -> http.request().connection().close());
    }

    /** A body on its way: until when it has to be whole, and what it takes meanwhile. */
    private static final class Body {
        private final RoutingContext http;
        private final BodyMemory.Share share;
        private long timer;

        Body(RoutingContext http, BodyMemory.Share share, long ms) {
            this.http = http;
            this.share = share;
            this.timer = start(ms);
            http.request().end().onComplete(over -> {
                http.vertx().cancelTimer(timer);
                share.leave();
            });
        }

        void streamed(long ms) {
            share.leave();
            if (http.vertx().cancelTimer(timer)) {
                timer = start(ms);
            }
        }

        private long start(long ms) {
            return http.vertx().setTimer(ms, late -> {
                if (!http.request().isEnded()) {
                    RequestRules.end(http, TIMED_OUT);
                }
            });
        }
    }
}
