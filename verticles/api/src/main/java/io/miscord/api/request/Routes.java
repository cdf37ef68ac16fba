package io.miscord.api.request;

import io.miscord.contract.Actor;
import io.miscord.platform.http.Client;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.ProblemHandler;
import io.miscord.platform.http.Problems;
import io.miscord.platform.http.Reads;
import io.miscord.platform.http.RequestRules;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the contract and what answers each. The paths, the methods, what is valid and who must have signed
 * in come from the contract alone; an operation without an endpoint, or the other way about, stops the start. For one
 * event loop.
 */
public final class Routes {
    /** Marks operations that are answered elsewhere: by the node itself, or by the contract's pages. */
    static final String SERVED_BY = "x-served-by";
    /** Marks operations that take their body as it comes, however large. */
    static final String STREAMED = "x-streamed";
    /** Marks operations whose body is an image. */
    static final String IMAGE = "x-image";
    /** Marks operations that give a file which a page shows many of: they are not counted. */
    static final String UNCOUNTED = "x-uncounted";
    /** How long a body that is taken as it comes may take. */
    private static final Duration STREAMED_BODY_TIME = Duration.ofMinutes(10);

    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Clients clients;
    private final Caller caller;
    private final RateLimits limits;
    private final SecurityLog log;
    private final long bodyLimit;

    /**
     * No operations yet.
     *
     * @param bodyLimit the largest body, in bytes; more is 413
     */
    public Routes(Clients clients, Caller caller, RateLimits limits, SecurityLog log, long bodyLimit) {
        this.clients = clients;
        this.caller = caller;
        this.limits = limits;
        this.log = log;
        this.bodyLimit = bodyLimit;
    }

    /** Names what answers an operation. */
    public Routes on(String operationId, Endpoint endpoint) {
        if (endpoints.put(operationId, endpoint) != null) {
            throw new IllegalStateException("two endpoints for operation " + operationId);
        }
        return this;
    }

    /**
     * Adds the routes below {@code /api} to a router.
     *
     * @throws IllegalStateException if operations and endpoints are not the same
     */
    public void open(Router router, OpenAPIContract contract) {
        var operations = contract.operations().stream()
                .filter(operation -> !operation.getExtensions().containsKey(SERVED_BY))
                .sorted(Comparator.comparing(Operation::getOpenAPIPath))
                .toList();
        requireSame(operations);
        for (var below : List.of("/api/*", "/files/*")) {
            router.route(below)
                    .handler(Routes::protect)
                    .handler(new Cors(clients, log))
                    .handler(RequestRules::exact)
                    .failureHandler(new ProblemHandler());
        }
        var validation = new Validation(contract);
        for (var operation : operations) {
            open(router, operation, validation);
        }
    }

    /** Answers what is below {@code /api} and no route took: with 405 if only the method was wrong. Opened last. */
    public void openRest(Router router, OpenAPIContract contract) {
        var methods = contract.operations().stream()
                .collect(Collectors.groupingBy(
                        operation -> Pattern.compile(operation.getOpenAPIPath().replaceAll("\\{[^}]*}", "[^/]+")),
                        Collectors.mapping(
                                operation -> operation.getHttpMethod().name(), Collectors.toList())));
        router.route("/api/*").handler(http -> {
            var allowed = new TreeSet<String>();
            methods.forEach((path, names) -> {
                if (path.matcher(http.request().path()).matches()) {
                    allowed.addAll(names);
                    if (names.contains(HttpMethod.GET.name())) {
                        allowed.add(HttpMethod.HEAD.name());
                    }
                }
            });
            if (allowed.isEmpty()) {
                http.fail(404);
            } else {
                Problems.sendMethodNotAllowed(http, String.join(", ", allowed));
            }
        });
    }

    private void open(Router router, Operation operation, Validation validation) {
        // "{" sorts behind every letter, so that /users/me comes before /users/{userId}.
        var path = operation.getOpenAPIPath().replaceAll("\\{([^}]*)}", ":$1");
        var endpoint = Objects.requireNonNull(endpoints.get(operation.getOperationId()));
        if (operation.getRequestBody() != null) {
            route(router, operation, path).handler(has(operation, IMAGE) ? ContentTypes.images() : ContentTypes.json());
        }
        if (has(operation, STREAMED)) {
            route(router, operation, path).handler(http -> {
                RequestRules.streamed(http, STREAMED_BODY_TIME);
                serve(http, operation, endpoint, validation, Upload.hold(http));
            });
        } else {
            route(router, operation, path)
                    .handler(BodyHandler.create(false).setBodyLimit(bodyLimit))
                    .handler(http -> serve(http, operation, endpoint, validation, null));
        }
    }

    private static Route route(Router router, Operation operation, String path) {
        var route = router.route(path);
        var method = operation.getHttpMethod();
        return Reads.takes(method) ? Reads.on(route) : route.method(method);
    }

    private void serve(
            RoutingContext http,
            Operation operation,
            Endpoint endpoint,
            Validation validation,
            @Nullable Upload upload) {
        var client = clients.of(http.request());
        var needed = operation.getSecurityRequirements();
        var asked = needed.isEmpty()
                ? Future.succeededFuture(Actor.anonymous(client.address()))
                : caller.of(http.request(), client, needed.stream().anyMatch(SecurityRequirement::isEmpty));
        asked.compose(by -> has(operation, UNCOUNTED)
                        ? Future.succeededFuture(by)
                        : limits.request(by, client, http.response()).map(by))
                .compose(by -> endpoint.answer(call(http, operation, by, client, validation, upload)))
                .compose(reply -> Replies.send(http, reply))
                .onFailure(failure -> {
                    if (!http.response().closed()) {
                        http.fail(failure);
                    }
                });
    }

    private static Call call(
            RoutingContext http,
            Operation operation,
            Actor by,
            Client client,
            Validation validation,
            @Nullable Upload upload) {
        var parameters = validation.parameters(operation, http);
        boolean isImage = has(operation, IMAGE);
        var body = upload == null && !isImage ? validation.body(operation, http) : "";
        var bytes = isImage ? http.body().buffer() : null;
        return new Call(http.request(), by, client, parameters, body, bytes == null ? Buffer.buffer() : bytes, upload);
    }

    private static boolean has(Operation operation, String extension) {
        return operation.getExtensions().containsKey(extension);
    }

    private void requireSame(List<Operation> operations) {
        var described =
                operations.stream().map(Operation::getOperationId).collect(Collectors.toCollection(TreeSet::new));
        var answered = new TreeSet<>(endpoints.keySet());
        if (!described.equals(answered)) {
            var missing = new TreeSet<>(described);
            missing.removeAll(answered);
            answered.removeAll(described);
            throw new IllegalStateException(
                    "operations without an endpoint: " + missing + ", endpoints without an operation: " + answered);
        }
    }

    /** What every answer of the API says to browsers: it is data, not a page, and for nobody else's pages. */
    private static void protect(RoutingContext http) {
        Problems.requestId(http);
        HttpServerResponse response = http.response();
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        http.next();
    }
}
