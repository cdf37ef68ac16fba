package io.miscord.api.request;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Lets bodies pass that claim to be JSON, before anything tries to read another kind. */
final class ContentTypes implements Handler<RoutingContext> {
    private static final int UNSUPPORTED = 415;

    @Override
    public void handle(RoutingContext http) {
        if (hasBody(http.request()) && !isJson(http.request())) {
            http.fail(UNSUPPORTED);
        } else {
            http.next();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private static boolean isJson(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end))
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals("application/json");
    }
}
