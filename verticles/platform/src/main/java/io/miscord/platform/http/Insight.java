package io.miscord.platform.http;

import io.miscord.platform.config.Monitoring;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/**
 * Who may see how the node is inside: everybody if so configured, this machine, {@code monitoring.allow}, and
 * operators. Immutable.
 */
public final class Insight {
    /** What a proxy adds: a request with one of these came from somewhere else, whoever passed it on. */
    private static final List<String> FORWARDED = List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via");

    private final Clients clients;
    private final Networks allowed;
    private final boolean open;
    private final Function<RoutingContext, Future<Boolean>> isOperator;

    /**
     * The configured rule.
     *
     * @param isOperator whether a request is an operator's; asked only when nothing else allows it, and a failure of it
     *     is a no
     */
    public Insight(Clients clients, Monitoring settings, Function<RoutingContext, Future<Boolean>> isOperator) {
        this.clients = clients;
        this.allowed = Networks.of(settings.allow());
        this.open = settings.open();
        this.isOperator = isOperator;
    }

    /** Whether the sender of this request may see it; never fails. */
    public Future<Boolean> isFor(RoutingContext http) {
        if (open
                || isLocal(http.request())
                || allowed.contains(clients.of(http.request()).address())) {
            return Future.succeededFuture(true);
        }
        return isOperator.apply(http).otherwise(false);
    }

    /**
     * Whether the request names this machine as no page of another site can: a browser here that was told that
     * evil.example is 127.0.0.1 asks for evil.example.
     */
    private static boolean isAskedByAddress(HttpServerRequest request) {
        var asked = request.authority();
        return asked == null
                || asked.host().equalsIgnoreCase("localhost")
                || Networks.literal(asked.host().replaceAll("[\\[\\]]", "")).isPresent();
    }

    private static boolean isLocal(HttpServerRequest request) {
        var peer = request.remoteAddress();
        // Behind a proxy on this machine every peer is loopback, and none of them is at home here.
        return peer != null
                && peer.hostAddress() != null
                && Networks.isLoopback(peer.hostAddress())
                && isAskedByAddress(request)
                && FORWARDED.stream().noneMatch(request.headers()::contains);
    }
}
