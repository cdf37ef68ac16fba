package io.miscord.api.request;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Clients;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Which other sites' pages may call: those of {@code http.corsOrigins}, by exact name and never "all". To the rest
 * nothing is said, so their browsers keep the answer from them; their preflights are refused.
 */
final class Cors implements Handler<RoutingContext> {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "authorization, content-type, idempotency-key, if-none-match, x-audit-log-reason";
    private static final String EXPOSED =
            "etag, retry-after, ratelimit, ratelimit-policy, x-ratelimit-limit, x-ratelimit-remaining, "
                    + "x-ratelimit-reset, x-ratelimit-reset-after, x-ratelimit-bucket, x-request-id";
    private static final String MAX_AGE_SECONDS = "3600";

    private final Clients clients;
    private final SecurityLog log;

    Cors(Clients clients, SecurityLog log) {
        this.clients = clients;
        this.log = log;
    }

    @Override
    public void handle(RoutingContext http) {
        var request = http.request();
        var response = http.response().putHeader(HttpHeaders.VARY, "Origin");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            http.next();
            return;
        }
        boolean welcome = clients.welcomes(clients.of(request), origin);
        if (welcome) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
        boolean preflight = HttpMethod.OPTIONS.equals(request.method())
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!preflight) {
            http.next();
        } else if (welcome) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS)
                    .setStatusCode(204)
                    .end();
        } else {
            log.happened(SecurityLog.Event.ORIGIN_REJECTED, "origin", origin);
            http.fail(ProblemException.of(Refusal.FOREIGN_SITE));
        }
    }
}
