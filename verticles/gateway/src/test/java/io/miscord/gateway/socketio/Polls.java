package io.miscord.gateway.socketio;

import io.miscord.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests of long polling, as a test says them; waits 30 s for an answer. */
public final class Polls {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    /** Polls of this address, such as {@code http://127.0.0.1:3000/engine.io/}. */
    public Polls(String base) {
        this.base = base;
    }

    /** The id of a new session. */
    public String opens() {
        var answer = get("?EIO=4&transport=polling");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.tree(answer.body().substring(1)).path("sid").textValue();
    }

    public static String of(String sid) {
        return "?EIO=4&transport=polling&sid=" + sid;
    }

    public HttpResponse<String> get(String query) {
        return says("GET", query, "");
    }

    public CompletableFuture<HttpResponse<String>> gets(String query) {
        return http.sendAsync(request("GET", query, "").build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String query, String body) {
        return says("POST", query, body);
    }

    public HttpResponse<String> says(String method, String query, String body, String... headers) {
        var request = request(method, query, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String method, String query, String body) {
        var publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return HttpRequest.newBuilder(URI.create(base + query))
                .timeout(PATIENCE)
                .method(method, publisher);
    }
}
