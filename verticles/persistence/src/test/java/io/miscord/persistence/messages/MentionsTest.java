package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.UserId;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @Test
    void names_are_found_once_each() {
        var text = "hi <@%s> and <@%s>, not <@nobody> nor @%s".formatted(ID, ID.toUpperCase(java.util.Locale.ROOT), ID);
        assertThat(Mentions.in(text)).containsExactly(UserId.of(ID));
    }

    @Test
    void the_fifty_first_name_is_text() {
        var text = IntStream.range(0, 80)
                .mapToObj(i -> "<@" + new UUID(1, i) + ">")
                .collect(Collectors.joining());
        assertThat(Mentions.in(text)).hasSize(Mentions.MOST);
    }
}
