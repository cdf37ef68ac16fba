package io.miscord.persistence.previews;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LinksTest {
    @Test
    void links_are_found_where_people_write_them() {
        assertThat(Links.in("see https://example.org/a?b=c#d, and (http://example.com/x_(y))."))
                .containsExactly("https://example.org/a?b=c#d", "http://example.com/x_(y)");
        assertThat(Links.in("[here](https://example.org/a)")).containsExactly("https://example.org/a");
        assertThat(Links.in("HTTPS://Example.org!\n\"http://пример.рф/ё\""))
                .containsExactly("HTTPS://Example.org", "http://пример.рф/ё");
        assertThat(Links.in("xhttps://example.org ftp://example.org https example.org"))
                .isEmpty();
    }

    @Test
    void the_writer_can_ask_for_none() {
        assertThat(Links.in("<https://example.org>")).isEmpty();
        assertThat(Links.in("`https://example.org` ```\nhttps://example.org\n``` ``a ` https://example.org``"))
                .isEmpty();
        assertThat(Links.in("||https://example.org||")).isEmpty();
        assertThat(Links.in("a < b https://example.org")).containsExactly("https://example.org");
        assertThat(Links.in("` https://example.org")).containsExactly("https://example.org");
    }

    @Test
    void the_first_five_are_taken_each_once() {
        var text = new StringBuilder("https://a.org https://a.org ");
        for (int i = 0; i < 10; i++) {
            text.append("https://").append(i).append(".org ");
        }
        assertThat(Links.in(text.toString())).hasSize(5).startsWith("https://a.org", "https://0.org");
        assertThat(Links.in("https://example.org/" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    @Timeout(20)
    void the_worst_text_takes_no_time() {
        for (var piece : new String[] {
            "`", "||", "<", "h", "http://", "https://a)", "``` ` ", "https://" + ")".repeat(1_900) + " "
        }) {
            long from = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                Links.in(piece.repeat(10_000 / piece.length()));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).as(piece).isLessThan(Duration.ofSeconds(5));
        }
    }
}
