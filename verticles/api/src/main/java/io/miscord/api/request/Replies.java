package io.miscord.api.request;

import io.miscord.platform.http.Reads;
import io.miscord.platform.json.Json;
import io.miscord.platform.security.Sha256;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Base64;

/** Writes replies: JSON, or only that it has not changed, to a client that has the very same already. */
public final class Replies {
    private static final int TAG_BYTES = 12;

    private Replies() {}

    /** Answers a request. */
    static Future<Void> send(RoutingContext http, Reply reply) {
        HttpServerResponse response = http.response().setStatusCode(reply.status());
        if (reply.cookie() != null) {
            response.addCookie(reply.cookie());
        }
        var body = reply.body();
        boolean reads = Reads.takes(http.request().method());
        if (!reply.cacheable() || !reads) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (body == null) {
            return response.end();
        }
        if (body instanceof ImageReply image) {
            return image.answer(http);
        }
        if (body instanceof Download file) {
            return file.answer(http);
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        var bytes = Json.bytes(body);
        if (reads && reply.status() == 200 && reply.cacheable()) {
            var tag = "W/" + tag(bytes);
            // Whose answer it is depends on the token; a kept one is asked about each time.
            response.putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                    .putHeader(HttpHeaders.ETAG, tag)
                    .headers()
                    .add(HttpHeaders.VARY, "Authorization");
            if (has(http.request(), tag)) {
                response.headers().remove(HttpHeaders.CONTENT_TYPE);
                return response.setStatusCode(304).end();
            }
        }
        // Of an answer to HEAD the body is left out by Vert.x, and so would be its length.
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
        return response.end(Buffer.buffer(bytes));
    }

    /** An entity tag of these bytes, in its quotes. */
    public static String tag(byte[] bytes) {
        var shortened = Arrays.copyOf(Sha256.of(bytes), TAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(shortened) + '"';
    }

    /** Whether the client has what this tag names. */
    public static boolean has(HttpServerRequest request, String tag) {
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        var bare = tag.startsWith("W/") ? tag.substring(2) : tag;
        return known != null
                && (known.strip().equals("*")
                        || Arrays.stream(known.split("\\s*,\\s*"))
                                .anyMatch(one -> one.equals(bare) || one.equals("W/" + bare)));
    }
}
