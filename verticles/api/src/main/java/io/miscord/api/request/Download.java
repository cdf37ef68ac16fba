package io.miscord.api.request;

import io.miscord.platform.security.Sha256;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;

/**
 * A file as the body of an answer, for the client to keep.
 *
 * @param type its media type
 * @param name what it is called there; of letters, digits, {@code -} and {@code .} alone
 * @param version what names its content: another one means another content
 * @param send ends the answer with it
 */
public record Download(String type, String name, String version, Function<HttpServerResponse, Future<Void>> send) {
    private static final int TAG_BYTES = 12;

    Future<Void> answer(RoutingContext http) {
        var shortened = Arrays.copyOf(Sha256.of(version), TAG_BYTES);
        var tag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(shortened) + '"';
        var response = http.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (Replies.has(http.request(), tag)) {
            return response.setStatusCode(304).end();
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + '"');
        return send.apply(response);
    }
}
