package io.miscord.api.assets;

import io.miscord.api.request.Replies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file as it is served: its bytes, the same compressed where that helps, its type and its tag. Immutable. */
public final class Asset {
    /** How a browser keeps what never changes under its name. */
    public static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** How a browser keeps what may change: it asks each time whether it has. */
    public static final String ASK_FIRST = "no-cache";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml; charset=utf-8"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("woff2", "font/woff2"));

    private final Buffer bytes;
    private final @Nullable Buffer gzip;
    private final String type;
    private final String tag;

    private Asset(Buffer bytes, @Nullable Buffer gzip, String type, String tag) {
        this.bytes = bytes;
        this.gzip = gzip;
        this.type = type;
        this.tag = tag;
    }

    /** A file of this name, whose ending tells its type, and its gzip form if it has one. */
    static Asset of(String name, byte[] bytes, Optional<byte[]> gzip) {
        return new Asset(Buffer.buffer(bytes), gzip.map(Buffer::buffer).orElse(null), type(name), Replies.tag(bytes));
    }

    /** A file made of text. */
    public static Asset ofText(String name, String text) {
        return of(name, Buffer.buffer(text).getBytes(), Optional.empty());
    }

    /** Whether the file is of a type that compresses well. */
    static boolean isText(String name) {
        var type = type(name);
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/yaml")
                || type.equals("application/wasm")
                || type.equals("application/manifest+json")
                || type.equals("image/svg+xml");
    }

    /** Bytes, uncompressed. */
    long size() {
        return bytes.length();
    }

    /** Answers a GET or HEAD with it; browsers may keep it as told. */
    public void send(RoutingContext http, String caching) {
        var compressed = gzip != null && acceptsGzip(http) ? gzip : null;
        // One tag a form: what is kept compressed is not what is kept plain.
        var shown = compressed == null ? tag : tag.substring(0, tag.length() - 1) + "-gz\"";
        var response = http.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.ETAG, shown)
                .putHeader("X-Content-Type-Options", "nosniff");
        if (gzip != null) {
            response.headers().add(HttpHeaders.VARY, "Accept-Encoding");
        }
        if (Replies.has(http.request(), shown)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (compressed != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.end(compressed == null ? bytes : compressed);
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static boolean acceptsGzip(RoutingContext http) {
        var accepted = http.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.matches("(?i)(.*[,\\s])?gzip(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
    }
}
