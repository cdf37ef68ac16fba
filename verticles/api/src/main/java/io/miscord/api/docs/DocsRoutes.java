package io.miscord.api.docs;

import io.miscord.api.assets.Asset;
import io.miscord.api.assets.Assets;
import io.miscord.api.request.OpenApi;
import io.miscord.platform.http.Reads;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The contract itself: the documents of HTTP and of the sockets, and a page to read and try them out (Swagger UI, all
 * from this node).
 */
public final class DocsRoutes {
    private static final String PAGE = "io/miscord/api/docs/index.html";
    private static final String SOCKETS = "/asyncapi.yaml";
    private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    // Swagger UI styles its elements one by one, and shows its icons from data addresses.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final Assets own;
    private final Assets swagger;
    private final Asset http;
    private final Asset sockets;

    private DocsRoutes(Assets own, Assets swagger, Asset http, Asset sockets) {
        this.own = own;
        this.swagger = swagger;
        this.http = http;
        this.sockets = sockets;
    }

    /** Reads all files. Blocks: for a worker. Then the same for all event loops. */
    public static DocsRoutes load(OpenApi contract) {
        return new DocsRoutes(
                Assets.beside(PAGE),
                Assets.beside("META-INF/resources/webjars/swagger-ui/" + version() + "/swagger-ui.css"),
                Asset.ofText("openapi.yaml", contract.text()),
                Asset.ofText("asyncapi.yaml", text(SOCKETS)));
    }

    /** Adds the routes. */
    public void open(Router router) {
        Reads.on(router.route("/api/openapi.yaml")).handler(request -> http.send(request, Asset.ASK_FIRST));
        Reads.on(router.route("/api/asyncapi.yaml")).handler(request -> sockets.send(request, Asset.ASK_FIRST));
        Reads.on(router.route("/api/docs")).handler(http -> send(http, own.find("index.html")));
        Reads.on(router.route("/api/docs/:file")).handler(http -> {
            var name = Objects.requireNonNull(http.pathParam("file"));
            send(http, own.find(name).or(() -> swagger.find(name)));
        });
    }

    private static void send(RoutingContext http, Optional<Asset> file) {
        if (file.isEmpty()) {
            http.fail(404);
            return;
        }
        http.response().putHeader("Content-Security-Policy", POLICY);
        file.get().send(http, Asset.ASK_FIRST);
    }

    private static String text(String resource) {
        try (var in = Objects.requireNonNull(DocsRoutes.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        try (var in = Objects.requireNonNull(DocsRoutes.class.getResourceAsStream(VERSION), VERSION)) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
