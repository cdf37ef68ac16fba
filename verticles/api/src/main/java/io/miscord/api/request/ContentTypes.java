package io.miscord.api.request;

import io.miscord.platform.http.RequestRules;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;

/** Lets bodies pass that claim to be JSON in UTF-8, before anything tries to read another kind. */
final class ContentTypes implements Handler<RoutingContext> {
    private static final int UNSUPPORTED = 415;

    @Override
    public void handle(RoutingContext http) {
        if (RequestRules.announcesBody(http.request()) && !isJson(http.request())) {
            http.fail(UNSUPPORTED);
        } else {
            http.next();
        }
    }

    private static boolean isJson(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        var parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals("application/json")
                && Arrays.stream(parts).skip(1).allMatch(ContentTypes::isUtf8OrSaysNothing);
    }

    private static boolean isUtf8OrSaysNothing(String parameter) {
        var said = parameter.strip();
        return !said.startsWith("charset=") || said.matches("charset=\"?utf-8\"?");
    }
}
