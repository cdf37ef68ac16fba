package io.miscord.api.web;

import io.miscord.api.assets.Asset;
import io.miscord.api.assets.Assets;
import io.miscord.platform.http.Client;
import io.miscord.platform.http.Clients;
import io.miscord.platform.http.ProblemHandler;
import io.miscord.platform.http.Reads;
import io.miscord.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The web client: its files, and its one page at every path that is a screen of it. To who does not ask for a page,
 * {@code GET /} says in JSON what this is.
 */
public final class WebrootRoutes {
    /** The file beside which the others lie on the class path. */
    public static final String INDEX = "webroot/index.html";

    private static final String PAGE = "index.html";
    private static final String ASSETS = "assets/";

    // What other routes answer, or would on a node that runs them: never a page of ours.
    private static final Pattern NOT_PAGES = Pattern.compile("/(api|ws|health|metrics|files|socket\\.io|assets)(/.*)?");

    private static final String PERMISSIONS = "camera=(self), microphone=(self), display-capture=(self), "
            + "fullscreen=(self), autoplay=(self), clipboard-write=(self), geolocation=(), payment=(), usb=(), "
            + "serial=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=()";

    private final Assets assets;
    private final Clients clients;
    private final byte[] about;

    /**
     * @param assets the web client's files; without any, only {@code GET /} is answered
     * @param version of the product
     */
    public WebrootRoutes(Assets assets, Clients clients, String version) {
        this.assets = assets;
        this.clients = clients;
        this.about = Json.bytes(new About("Miscord", version, "/api/docs", "/ws/main"));
    }

    /** Adds the routes behind all others, whichever edge is opened later. */
    public void open(Router router) {
        Reads.on(router.route()).last().handler(this::serve).failureHandler(new ProblemHandler());
    }

    private void serve(RoutingContext http) {
        var path = http.normalizedPath();
        var name = path.substring(1);
        var file = name.equals(PAGE) ? Optional.<Asset>empty() : assets.find(name);
        if (file.isPresent()) {
            protect(http);
            file.get().send(http, name.startsWith(ASSETS) ? Asset.FOR_EVER : Asset.ASK_FIRST);
        } else if (wantsPage(http) && !NOT_PAGES.matcher(path).matches() && !assets.isEmpty()) {
            page(http);
        } else if (path.equals("/")) {
            about(http);
        } else {
            http.next();
        }
    }

    private void page(RoutingContext http) {
        protect(http);
        http.response()
                .putHeader("Content-Security-Policy", policy(clients.of(http.request())))
                .putHeader("Permissions-Policy", PERMISSIONS)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader(HttpHeaders.VARY, "Accept");
        assets.find(PAGE).ifPresentOrElse(index -> index.send(http, Asset.ASK_FIRST), http::next);
    }

    private void about(RoutingContext http) {
        protect(http);
        http.response()
                .putHeader(HttpHeaders.VARY, "Accept")
                .putHeader(HttpHeaders.CACHE_CONTROL, Asset.ASK_FIRST)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(about));
    }

    private void protect(RoutingContext http) {
        var response = http.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (clients.of(http.request()).secure()) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /**
     * Nothing but our own scripts and style sheets are used, and nothing but our own server is talked to. What scripts
     * set on an element's {@code style} is not forbidden by this; markup that brings styles along is.
     */
    private static String policy(Client client) {
        return "default-src 'self'; script-src 'self'; style-src 'self'; "
                + "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; worker-src 'self' blob:; "
                + "connect-src 'self'" + sockets(client) + "; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'";
    }

    /** Sockets of the same host: older browsers do not count them to 'self'. */
    private static String sockets(Client client) {
        var origin = client.origin();
        return origin.isEmpty() ? "" : " ws" + origin.substring("http".length());
    }

    private static boolean wantsPage(RoutingContext http) {
        var accepted = http.request().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** What {@code GET /} says to who does not ask for a page. */
    private record About(String name, String version, String docs, String websocket) {}
}
