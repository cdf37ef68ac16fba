package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.EmojiId;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerId;
import io.miscord.platform.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page is as long as was asked for, and has a next one only where there is more. */
class PageTest {
    private static final ServerId SERVER = new ServerId(new UUID(0, 1));

    @Test
    void one_more_than_asked_for_is_left_for_the_next_page() {
        var found = emoji(3);

        var page = Page.cut(found, 2, ServerEmoji::name);

        assertThat(page.items()).isEqualTo(found.subList(0, 2));
        assertThat(page.next()).isEqualTo("e1");
    }

    @Test
    void what_fits_has_no_next_page() {
        assertThat(Page.cut(emoji(2), 2, ServerEmoji::name).next()).isNull();
        assertThat(Page.cut(List.of(), 2, ServerEmoji::name).next()).isNull();
    }

    @Test
    void a_page_has_one_to_a_hundred() {
        assertThat(Page.limit(1)).isEqualTo(1);
        assertThat(Page.limit(100)).isEqualTo(100);
        assertThatThrownBy(() -> Page.limit(0)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Page.limit(101)).isInstanceOf(ProblemException.class);
    }

    private static List<ServerEmoji> emoji(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ServerEmoji(new EmojiId(new UUID(0, i)), SERVER, "e" + i, "/x"))
                .toList();
    }
}
