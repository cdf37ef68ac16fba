package io.miscord.api.request;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.RequestRules;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Lets bodies pass that claim to be what is expected, before anything tries to read another kind. */
final class ContentTypes implements Handler<RoutingContext> {
    private static final int UNSUPPORTED = 415;
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif");

    private final boolean images;

    private ContentTypes(boolean images) {
        this.images = images;
    }

    /** JSON in UTF-8 is expected. */
    static ContentTypes json() {
        return new ContentTypes(false);
    }

    /** An image of a kind that can be read is expected. */
    static ContentTypes images() {
        return new ContentTypes(true);
    }

    @Override
    public void handle(RoutingContext http) {
        if (!RequestRules.announcesBody(http.request())) {
            http.next();
        } else if (images && !isImage(http.request())) {
            http.fail(ProblemException.of(Refusal.NOT_AN_IMAGE));
        } else if (!images && !isJson(http.request())) {
            http.fail(UNSUPPORTED);
        } else {
            http.next();
        }
    }

    private static boolean isImage(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && IMAGES.contains(type.strip().toLowerCase(Locale.ROOT));
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
