package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The web client's files: one page for every screen, assets kept for ever, and nothing else. */
class WebrootTest {
    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String SCRIPT = "/assets/app-1a2b3c4d.js";
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
    void a_browser_gets_the_client_and_anyone_else_what_this_is() {
        var page = browser("/");
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains("<title>Miscord</title>");
        var other = server.anonymous("GET", "/").send().json();
        assertThat(other.getString("name")).isEqualTo("Miscord");
        assertThat(other.getString("version")).isEqualTo(server.api.contract().version());
        assertThat(other.getString("docs")).isEqualTo("/api/docs");
        assertThat(other.getString("websocket")).isEqualTo("/ws/main");
    }

    @Test
    void every_screen_is_the_one_page() {
        for (var path : new String[] {"/register", "/channels/1/2", "/invite/abc", "/index.html", "/a.b"}) {
            assertThat(browser(path).text()).as(path).contains("<title>Miscord</title>");
        }
        for (var path : new String[] {"/api/x", "/ws/main", "/health", "/metrics", "/files/x", "/assets/gone.js"}) {
            var none = server.anonymous("GET", path).header("Accept", PAGE).send();
            assertThat(none.status()).as(path).isEqualTo(404);
        }
        assertThat(server.anonymous("GET", "/register").send().status()).isEqualTo(404);
        assertThat(server.anonymous("POST", "/").send().status()).isIn(404, 405);
    }

    @Test
    void the_page_uses_nothing_but_its_own_scripts_and_styles() {
        var page = browser("/");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'")
                .contains("connect-src 'self' ws://127.0.0.1:")
                .doesNotContain("unsafe-eval", "unsafe-inline");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("permissions-policy")).contains("microphone=(self)", "geolocation=()");
        assertThat(page.header("cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        assertThat(browserAgain(page)).isEqualTo(304);
    }

    @Test
    void assets_are_kept_for_ever_and_sent_small() throws IOException {
        var plain = server.anonymous("GET", SCRIPT).send();
        assertThat(plain.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(plain.header("cache-control")).contains("immutable", "max-age=31536000");
        assertThat(plain.header("content-encoding")).isEmpty();
        var small = server.anonymous("GET", SCRIPT)
                .header("Accept-Encoding", "br, gzip")
                .send();
        assertThat(small.header("content-encoding")).isEqualTo("gzip");
        assertThat(small.header("vary")).isEqualTo("Accept-Encoding");
        assertThat(small.header("etag")).isNotEqualTo(plain.header("etag"));
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(small.bytes()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(plain.bytes());
        }
        var refusing = server.anonymous("GET", SCRIPT)
                .header("Accept-Encoding", "gzip;q=0, identity")
                .send();
        assertThat(refusing.header("content-encoding")).isEmpty();
        assertThat(server.anonymous("GET", "/robots.txt").send().header("cache-control"))
                .isEqualTo("no-cache");
        var head = server.anonymous("HEAD", SCRIPT).send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
    }

    @Test
    void no_path_leads_out_of_the_folder() {
        for (var path : new String[] {
            "/../openapi.yaml",
            "/assets/../../openapi.yaml",
            "/%2e%2e/openapi.yaml",
            "/..%2fopenapi.yaml",
            "//etc/passwd"
        }) {
            assertThat(server.anonymous("GET", path).send().status()).as(path).isEqualTo(404);
        }
    }

    private static ApiServer.Response browser(String path) {
        var page = server.anonymous("GET", path).header("Accept", PAGE).send();
        assertThat(page.status()).as(path).isEqualTo(200);
        return page;
    }

    private static int browserAgain(ApiServer.Response page) {
        return server.anonymous("GET", "/")
                .header("Accept", PAGE)
                .header("If-None-Match", page.header("etag"))
                .send()
                .status();
    }
}
