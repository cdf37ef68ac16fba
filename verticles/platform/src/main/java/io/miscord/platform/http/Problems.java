package io.miscord.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Problem} as an HTTP answer: {@code application/problem+json}, with the request's id as its instance. */
public final class Problems {
    /** A request whose body did not come whole in time. */
    static final Problem TIMED_OUT = Problem.of(Refusal.BODY_TOO_SLOW);

    /** A request that expects something before it sends its body, other than being told to go on. */
    static final Problem EXPECTATION_FAILED = Problem.of(Refusal.UNEXPECTED);

    private static final String REQUEST_ID = "X-Request-Id";

    private Problems() {}

    /** The id of a request, which its answer tells in {@code X-Request-Id} and the log in {@code request}. */
    public static String requestId(RoutingContext http) {
        HttpServerResponse response = http.response();
        var known = response.headers().get(REQUEST_ID);
        if (known != null) {
            return known;
        }
        var made = UuidV7.next().toString();
        response.putHeader(REQUEST_ID, made);
        return made;
    }

    /** Answers a request with what was wrong. */
    public static void send(RoutingContext http, Problem problem) {
        var kind = problem.kind();
        send(http, kind.status(), kind.urn(), kind.title(), problem);
    }

    /** Answers a request whose path is known, but not with its method. */
    public static void sendMethodNotAllowed(RoutingContext http, String allow) {
        http.response().putHeader(HttpHeaders.ALLOW, allow);
        var problem = Problem.of(Refusal.WRONG_METHOD, allow);
        send(http, 405, "urn:miscord:method-not-allowed", "Method not allowed", problem);
    }

    /** Answers a request with {@link #TIMED_OUT}. */
    static void sendTimedOut(RoutingContext http) {
        send(http, 408, "urn:miscord:request-timeout", "Request timeout", TIMED_OUT);
    }

    /** Answers a request with {@link #EXPECTATION_FAILED}. */
    static void sendExpectationFailed(RoutingContext http) {
        send(http, 417, "urn:miscord:expectation-failed", "Expectation failed", EXPECTATION_FAILED);
    }

    private static void send(RoutingContext http, int status, String type, String title, Problem problem) {
        var id = requestId(http);
        var response = http.response();
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, problem.retryAfter().toString());
        }
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(Buffer.buffer(Json.bytes(new Document(
                type,
                title,
                status,
                problem.detail(),
                id,
                problem.errors().isEmpty() ? null : problem.errors(),
                problem.retryAfter(),
                problem.reason(),
                problem.params()))));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Document(
            String type,
            String title,
            int status,
            String detail,
            String instance,
            @Nullable List<Problem.FieldError> errors,
            @Nullable Integer retryAfter,
            @Nullable Refusal reason,
            @Nullable Map<String, String> params) {}
}
