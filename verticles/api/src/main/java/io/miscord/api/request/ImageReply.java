package io.miscord.api.request;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/**
 * A picture as the body of an answer: always the same under its address, so that it is asked for once. Any page may
 * show it, and nothing in it is ever carried out.
 *
 * @param name what names its content
 * @param send ends the answer with it
 */
public record ImageReply(String name, Function<HttpServerResponse, Future<Void>> send) {
    Future<Void> answer(RoutingContext http) {
        var tag = '"' + name + '"';
        var response = http.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (Replies.has(http.request(), tag)) {
            return response.setStatusCode(304).end();
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "image/png").putHeader("Content-Disposition", "inline");
        return send.apply(response);
    }
}
