package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.api.request.Caller;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ServerAsk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract and the code are one: every operation has a route, every route an operation. */
class ContractTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_operation_is_answered_by_a_route_of_its_own() {
        server.owners.answer(ServerAsk.LookUpInvite.class, ask -> Samples.invite(Samples.server(), 1));
        for (var operation : server.contract.operations()) {
            if ("node".equals(operation.getExtensions().get("x-served-by"))) {
                continue;
            }
            var path = operation.getOpenAPIPath().replaceAll("\\{[^}]*}", "x");
            var response =
                    server.anonymous(operation.getHttpMethod().name(), path).send();
            assertThat(response.status())
                    .as("%s %s", operation.getOperationId(), response.text())
                    .isIn(200, 400, 401);
        }
    }

    @Test
    void an_operation_without_a_route_stops_the_start() {
        assertThatThrownBy(() -> routes().open(Router.router(Vertx.vertx()), server.contract))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("operations without an endpoint")
                .hasMessageContaining("sendMessage");
    }

    @Test
    void a_route_without_an_operation_stops_the_start() {
        var routes = routes();
        server.contract.operations().stream()
                .filter(operation -> operation.getExtensions().isEmpty())
                .forEach(operation ->
                        routes.on(operation.getOperationId(), call -> Future.succeededFuture(Reply.done())));
        routes.on("brewCoffee", call -> Future.succeededFuture(Reply.done()));
        assertThatThrownBy(() -> routes.open(Router.router(Vertx.vertx()), server.contract))
                .hasMessageContaining("endpoints without an operation: [brewCoffee]");
    }

    @Test
    void every_operation_says_how_it_fails_and_is_named_once() {
        var names = server.contract.operations().stream()
                .collect(Collectors.groupingBy(one -> one.getOperationId(), HashMap::new, Collectors.counting()));
        assertThat(names.values()).containsOnly(1L);
        server.contract.operations().stream()
                .filter(operation -> operation.getExtensions().isEmpty())
                .forEach(operation -> assertThat(operation.getResponse(429))
                        .as(operation.getOperationId())
                        .isNotNull());
    }

    @Test
    void the_document_of_the_sockets_is_served_with_a_tag_and_linked_from_the_page() {
        var path = "/api/asyncapi.yaml";
        var document = server.anonymous("GET", path).send();
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.text()).startsWith("asyncapi: 3.0.0").contains("/ws/main");
        assertThat(document.header("content-type")).startsWith("application/yaml");
        var again = server.anonymous("GET", path)
                .header("If-None-Match", document.header("etag"))
                .send();
        assertThat(again.status()).isEqualTo(304);
        assertThat(server.api.contract().text()).contains("(" + path + ")");
    }

    @Test
    void the_document_is_served_with_a_tag_and_as_a_page() {
        var document = server.anonymous("GET", "/api/openapi.yaml").send();
        assertThat(document.text()).isEqualTo(server.api.contract().text());
        assertThat(document.header("content-type")).startsWith("application/yaml");
        var again = server.anonymous("GET", "/api/openapi.yaml")
                .header("If-None-Match", document.header("etag"))
                .send();
        assertThat(again.status()).isEqualTo(304);
        var page = server.anonymous("GET", "/api/docs").send();
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy"))
                .contains("script-src 'self'")
                .doesNotContain("unsafe-eval");
        assertThat(page.text()).doesNotContainPattern("<script>|onload=");
        for (var file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png"}) {
            assertThat(server.anonymous("GET", "/api/docs/" + file).send().status())
                    .as(file)
                    .isEqualTo(200);
        }
        assertThat(server.anonymous("GET", "/api/docs/nothing.js").send().status())
                .isEqualTo(404);
    }

    private static Routes routes() {
        return new Routes(
                server.api.clients(),
                new Caller(
                        server.api.bus(),
                        server.api.tokens(),
                        server.api.sessions(),
                        server.api.log(),
                        server.api.clock()),
                server.api.limits(),
                server.api.log(),
                1_000);
    }
}
