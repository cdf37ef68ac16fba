package io.miscord.persistence.previews;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.web.Page;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewTest {
    private static final int READ = 512 * 1024;

    @Test
    void what_is_said_to_be_shown_goes_before_what_the_page_is_called() {
        var page = of("<title>a</title><meta property=og:title content=b><meta name=description content=c>");
        assertThat(page).contains(new Preview("b", "c", "site.org"));
        assertThat(of("<title> a <b>b</b> </title>")).contains(new Preview("a <b>b</b>", null, "site.org"));
        assertThat(of("<p>untitled")).isEmpty();
        assertThat(of("<META CONTENT='x &amp; &#39;y&apos;' Name = \"Twitter:Title\" /><TITLE>a</TITLE>"))
                .contains(new Preview("x & 'y'", null, "site.org"));
        assertThat(of("<title></title><svg><title>drawn</title></svg>"))
                .contains(new Preview("drawn", null, "site.org"));
        assertThat(of("")).isEmpty();
    }

    @Test
    void what_is_in_comments_scripts_and_values_is_not_said() {
        var said = "<meta property='og:title' content='not said'><title>not said</title>";
        for (var around : List.of("<!-- %s -->", "<script>\"%s\"</script >", "<STYLE>%s</style>", "<p a=\"%s\">")) {
            assertThat(of(around.formatted(said) + "<title>said</title>"))
                    .as(around)
                    .contains(new Preview("said", null, "site.org"));
        }
        assertThat(of("<script>if (a < b) c = '<!--'</script><title>said</title>"))
                .isPresent();
        assertThat(of("<!-- %s".formatted(said))).isEmpty();
        assertThat(of("<script> %s".formatted(said))).isEmpty();
        assertThat(of("<title>cut")).contains(new Preview("cut", null, "site.org"));
        assertThat(of("<meta content='cut")).isEmpty();
    }

    @Test
    void only_what_can_be_seen_is_left_of_a_text() {
        assertThat(of("<title>a\u202e\u200b\n\u00a0 b\ufeff\ue000</title>"))
                .contains(new Preview("a b", null, "site.org"));
        assertThat(of("<title>\u200b\u202e</title>")).isEmpty();
        assertThat(of("<title>" + "😀".repeat(300) + "</title>"))
                .hasValueSatisfying(preview -> assertThat(preview.title()).isEqualTo("😀".repeat(199) + "…"));
    }

    @Test
    void a_page_is_read_in_the_letters_that_it_names() {
        var cyrillic = Charset.forName("windows-1251");
        var said = Buffer.buffer("<title>Привет</title>".getBytes(cyrillic));
        assertThat(Preview.of(new Page("site.org", "windows-1251", said)).map(Preview::title))
                .contains("Привет");
        var inside = Buffer.buffer("<meta charset=windows-1251><title>Привет</title>".getBytes(cyrillic));
        assertThat(Preview.of(new Page("site.org", null, inside)).map(Preview::title))
                .contains("Привет");
        var utf8 = Buffer.buffer("<title>Привет</title>".getBytes(StandardCharsets.UTF_8));
        assertThat(Preview.of(new Page("site.org", "no-such", utf8)).map(Preview::title))
                .contains("Привет");
        assertThat(Preview.of(new Page("site.org", "!", utf8)).map(Preview::title))
                .contains("Привет");
    }

    @Test
    void of_what_is_not_said_nothing_stands_in_the_message() {
        assertThat(new Preview("a", null, "s").embed("http://s"))
                .isEqualTo(Map.of("type", "link", "url", "http://s", "title", "a", "siteName", "s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "<a>",
                "<div>",
                "<p><b>",
                "<table>",
                "<table><b>",
                "<meta property=og:x content=y>",
                "<svg>",
                "</p>",
                "<!--",
                "&amp",
                "<b a",
                "<font><p>",
                "<select>",
                "<template>",
                "<a b=c d=e f=g h=i ",
                "<title>"
            })
    @Timeout(60)
    void the_worst_page_takes_little_time(String piece) {
        var html = piece.repeat(READ / piece.length());
        long from = System.nanoTime();
        of(html);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    }

    private static Optional<Preview> of(String html) {
        return Preview.of(new Page("site.org", "utf-8", Buffer.buffer(html)));
    }
}
