package io.miscord.platform.http;

import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.platform.http.HealthChecks.Check;
import io.miscord.platform.http.HealthChecks.Report;
import io.miscord.platform.http.HealthChecks.Status;
import io.miscord.platform.json.Json;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.metrics.MetricsDocument;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code /health}, {@code /health/live}, {@code /health/ready} and {@code /metrics}: on every node, whatever it runs.
 * Everybody may know whether a node is well; why, and its figures, are for those {@link Insight} names.
 */
public final class OperationsRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HealthChecks health;
    private final Meters meters;
    private final Supplier<MetricsDocument> document;
    private final Insight insight;

    private OperationsRoutes(HealthChecks health, Meters meters, Supplier<MetricsDocument> document, Insight insight) {
        this.health = health;
        this.meters = meters;
        this.document = document;
        this.insight = insight;
    }

    /**
     * Adds the routes; before any that would catch them.
     *
     * @param document makes the document of {@code /metrics} of the moment
     */
    public static void open(
            Router router, HealthChecks health, Meters meters, Supplier<MetricsDocument> document, Insight insight) {
        var routes = new OperationsRoutes(health, meters, document, insight);
        router.route("/health/*").handler(RequestRules::exact);
        router.route("/metrics/*").handler(RequestRules::exact);
        Reads.on(router.route("/health")).handler(routes::health);
        Reads.on(router.route("/health/live")).handler(routes::live);
        Reads.on(router.route("/health/ready")).handler(routes::ready);
        Reads.on(router.route("/metrics")).handler(routes::metrics);
    }

    private void health(RoutingContext http) {
        Future.all(health.report(), insight.isFor(http))
                .onSuccess(all -> {
                    Report report = all.resultAt(0);
                    boolean details = all.resultAt(1);
                    reply(http, report.canServe() ? OK : UNAVAILABLE, body(report, details));
                })
                .onFailure(http::fail);
    }

    /** An event loop that answers is alive; anything more would have orchestrators kill nodes for others' faults. */
    private void live(RoutingContext http) {
        reply(http, OK, Map.of("status", Status.UP.text()));
    }

    private void ready(RoutingContext http) {
        health.isReady()
                .onSuccess(ready -> reply(
                        http, ready ? OK : UNAVAILABLE, Map.of("status", (ready ? Status.UP : Status.DOWN).text())))
                .onFailure(http::fail);
    }

    private void metrics(RoutingContext http) {
        insight.isFor(http)
                .onSuccess(allowed -> {
                    if (allowed) {
                        figures(http);
                    } else {
                        Problems.send(http, Problem.of(Refusal.NO_SUCH_PAGE));
                    }
                })
                .onFailure(http::fail);
    }

    private void figures(RoutingContext http) {
        var accept =
                String.valueOf(http.request().getHeader(HttpHeaders.ACCEPT)).toLowerCase(Locale.ROOT);
        var response = http.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (accept.contains("openmetrics") || accept.contains("text/plain")) {
            var type = accept.contains("openmetrics") ? OPEN_METRICS : PROMETHEUS;
            // A thousand series are some milliseconds of text: not on a loop that has sockets to serve.
            http.vertx()
                    .executeBlocking(() -> meters.scrape(type), false)
                    .onSuccess(text ->
                            response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(text))
                    .onFailure(http::fail);
        } else {
            reply(http, OK, document.get());
        }
    }

    private static Map<String, Object> body(Report report, boolean details) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", report.status().text());
        if (details) {
            var checks = new LinkedHashMap<String, Object>();
            report.checks().forEach((name, check) -> checks.put(name, body(check)));
            body.put("checks", checks);
        }
        return body;
    }

    private static Map<String, Object> body(Check check) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", check.status().text());
        body.putAll(check.details());
        return body;
    }

    private static void reply(RoutingContext http, int status, Object body) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(Json.bytes(body)));
    }
}
