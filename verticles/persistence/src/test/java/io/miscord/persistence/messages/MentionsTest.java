package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Message;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final UserId PERSON = UserId.of(ID);
    private static final RoleId ROLE = RoleId.of(ID);

    @Test
    void names_are_found_once_each() {
        var text = "hi <@%s> and <@%s>, not <@nobody> nor @%s".formatted(ID, ID.toUpperCase(Locale.ROOT), ID);
        assertThat(Mentions.in(text)).isEqualTo(new Mentions(List.of(PERSON), List.of(), false, false));
    }

    @Test
    void a_role_and_a_person_of_one_id_are_two() {
        assertThat(Mentions.in("<@&%s><@%s> <@&%s>".formatted(ID, ID, ID)))
                .isEqualTo(new Mentions(List.of(PERSON), List.of(ROLE), false, false));
    }

    @Test
    void the_fifty_first_name_is_text() {
        var text = IntStream.range(0, 80)
                .mapToObj(i -> (i % 2 == 0 ? "<@" : "<@&") + new UUID(1, i) + ">")
                .collect(Collectors.joining());
        var found = Mentions.in(text + "@everyone");
        assertThat(found.people()).hasSize(Mentions.MOST / 2);
        assertThat(found.roles()).hasSize(Mentions.MOST / 2);
        assertThat(found.everyone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@everyone", "hey @everyone!", "(@everyone)", "\n@everyone\n", "да,@everyone", "<@everyone>"})
    void the_word_for_everybody_calls_everybody(String text) {
        assertThat(Mentions.in(text)).isEqualTo(new Mentions(List.of(), List.of(), true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "everyone",
                "@everyones",
                "me@everyone",
                "@Everyone",
                "@every one",
                "@@here",
                "a@here.org",
                "@hereby",
                "я@here",
                "@here_"
            })
    void other_words_call_nobody(String text) {
        assertThat(Mentions.in(text)).isEqualTo(Mentions.NONE);
        assertThat(Mentions.in(text).callSomebody()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"`%s`", "``a ` %s``", "```\nlog %s\n\n%s```", "`a` and `%s` and ```%s```"})
    void code_calls_nobody(String code) {
        for (var call : List.of("@everyone", "@here", "<@" + ID + ">", "<@&" + ID + ">")) {
            assertThat(Mentions.in(code.replace("%s", call))).isEqualTo(Mentions.NONE);
        }
    }

    @Test
    void a_sign_of_code_that_is_never_closed_is_text() {
        assertThat(Mentions.in("`@everyone").everyone()).isTrue();
        assertThat(Mentions.in("`one\ntwo` @here").here()).isTrue();
        assertThat(Mentions.in("```@everyone").everyone()).isTrue();
        assertThat(Mentions.in("`code` @everyone `code`").everyone()).isTrue();
    }

    @Test
    void what_one_may_not_call_is_left_out_but_people_never() {
        var other = new RoleId(new UUID(1, 1));
        var named = new Mentions(List.of(PERSON), List.of(ROLE, other), true, true);
        assertThat(named.under(List.of(other), false))
                .isEqualTo(new Mentions(List.of(PERSON), List.of(other), false, false));
        assertThat(named.under(List.of(ROLE, other), true)).isEqualTo(named);
        assertThat(Mentions.NONE.under(List.of(), true)).isEqualTo(Mentions.NONE);
    }

    @Test
    void flags_and_marks_say_who_is_called() {
        var domain = new AccessDomain(new UUID(2, 2));
        var all = new Mentions(List.of(PERSON), List.of(ROLE), true, true);
        assertThat(all.flags()).isEqualTo(Message.EVERYONE | Message.HERE).isEqualTo(6);
        assertThat(all.targets(domain)).containsExactly(ROLE.value(), domain.value());
        var here = new Mentions(List.of(), List.of(), false, true);
        assertThat(here.flags()).isEqualTo(Message.HERE);
        assertThat(here.targets(domain)).isEmpty();
        assertThat(here.callSomebody()).isTrue();
        assertThat(Mentions.NONE.flags()).isZero();
    }
}
