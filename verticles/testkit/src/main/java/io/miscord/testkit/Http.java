package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Requests to a node's HTTP port, and whatever it answers: no status is an exception. Methods block, 20 s at most.
 * Immutable, safe on any thread.
 */
public final class Http {
    /** Shared by all: it holds connections and threads, and no state of a test. */
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url;
    private final Map<String, String> headers;

    /** Requests to this node, from nobody in particular. */
    public Http(String url) {
        this(url, Map.of());
    }

    private Http(String url, Map<String, String> headers) {
        this.url = url;
        this.headers = Map.copyOf(headers);
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param text the body
     */
    public record Reply(int status, HttpHeaders headers, String text) {
        /** The body as JSON; fails when it is none. */
        public JsonNode json() {
            return tree(text);
        }

        /** The first value of a header; empty when there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The body as JSON, an empty object for none; fails when the status is not one of these. */
        public JsonNode expect(int... statuses) {
            if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
                throw new AssertionError("expected %s, got %d: %s".formatted(Arrays.toString(statuses), status, text));
            }
            return text.isEmpty() ? JSON.createObjectNode() : json();
        }
    }

    /** What stands for a JSON value that is not there. */
    public static JsonNode none() {
        return JSON.missingNode();
    }

    /** The same, with one more header on each request. */
    public Http with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Http(url, more);
    }

    /** The same, signed in by this access token. */
    public Http as(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    /** The same requests, to another node. */
    public Http at(String otherUrl) {
        return new Http(otherUrl, headers);
    }

    /** A GET. */
    public Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /** A POST without a body. */
    public Reply post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    /** A POST of this value as JSON. */
    public Reply post(String path, Object body) {
        return json("POST", path, body);
    }

    /** A PUT of this value as JSON. */
    public Reply put(String path, Object body) {
        return json("PUT", path, body);
    }

    /** A PUT without a body. */
    public Reply put(String path) {
        return send("PUT", path, BodyPublishers.noBody());
    }

    /** A DELETE. */
    public Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Any request with any body, for wrong ones. */
    public Reply raw(String method, String path, String contentType, String body) {
        return with("Content-Type", contentType).send(method, path, BodyPublishers.ofString(body));
    }

    /** A request with these bytes as its body. */
    public Reply bytes(String method, String path, String contentType, byte[] body) {
        return with("Content-Type", contentType).send(method, path, BodyPublishers.ofByteArray(body));
    }

    private Reply json(String method, String path, Object body) {
        return raw(method, path, "application/json", text(body));
    }

    private Reply send(String method, String path, HttpRequest.BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).method(method, body);
        headers.forEach(request::setHeader);
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** This value as JSON. */
    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads JSON; fails the test when it is none. */
    public static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("this is not JSON: " + text, e);
        }
    }
}
