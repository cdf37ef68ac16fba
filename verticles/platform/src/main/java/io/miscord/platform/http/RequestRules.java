package io.miscord.platform.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * What holds for every request of the node's port, whatever it asks for: it names one host, for two readers of two
 * might each believe another; and its body comes whole within a time, however slowly byte follows byte. Otherwise 400
 * or 408, and the end of the connection. For the front's router, before any route.
 */
public final class RequestRules implements Handler<RoutingContext> {
    private static final String DEADLINE = RequestRules.class.getName();
    private static final int MALFORMED = 400;
    private static final int TIMED_OUT = 408;

    private final long bodyMs;

    private RequestRules(Duration bodyTimeout) {
        this.bodyMs = bodyTimeout.toMillis();
    }

    /**
     * Makes these the rules of a router.
     *
     * @param bodyTimeout how long a body may take; {@link #bodyWithin} gives single requests another time
     */
    public static void on(Router router, Duration bodyTimeout) {
        router.route().handler(new RequestRules(bodyTimeout));
    }

    /** Lets the body of this one request take so long, from now on: for a route that takes files. */
    public static void bodyWithin(RoutingContext http, Duration time) {
        if (http.get(DEADLINE) instanceof Deadline running) {
            running.move(time.toMillis());
        }
    }

    @Override
    public void handle(RoutingContext http) {
        var request = http.request();
        if (!namesItsHost(request)) {
            end(http, MALFORMED);
            return;
        }
        if (isUnread(request)) {
            http.put(DEADLINE, new Deadline(http, bodyMs));
        }
        http.next();
    }

    private static boolean namesItsHost(HttpServerRequest request) {
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
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
        if (!response.headWritten()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        http.addEndHandler(ended -> http.request().connection().close());
        http.fail(status);
    }

    /** Until when one body has to be whole. */
    private static final class Deadline {
        private final RoutingContext http;
        private long timer;

        Deadline(RoutingContext http, long ms) {
            this.http = http;
            this.timer = start(ms);
            http.request().end().onComplete(over -> http.vertx().cancelTimer(timer));
        }

        void move(long ms) {
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
