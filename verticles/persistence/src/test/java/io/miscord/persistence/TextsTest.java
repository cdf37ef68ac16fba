package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final int MOST = 100;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "Зоя Ёлкина",
                "مُحَمَّد",
                "می\u200Cخواهم",
                "שָׁלוֹם",
                "क्\u200Dष",
                "Nguyễn",
                "Nguye\u0302\u0303n",
                "각 ᄒ\u1161\u11AB",
                "👩\u200D💻",
                "❤\uFE0F\u200D🔥",
                "1\uFE0F\u20E3",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "བསྒྲུབས",
                "漢字\uDB40\uDD00",
                "…"
            })
    void names_of_all_languages_stay_as_they_are(String name) {
        assertThat(Texts.line("name", name, MOST)).isEqualTo(name);
        assertThat(Texts.line("name", "  " + name + "\u3000", MOST)).isEqualTo(name);
    }

    @Test
    void what_nobody_sees_and_what_turns_the_line_round_is_left_out_of_a_name() {
        assertThat(Texts.line("name", "\u202Eevil", MOST)).isEqualTo("evil");
        assertThat(Texts.line("name", "\u2067a\u2069\u061C\u200Eb\u200F", MOST)).isEqualTo("ab");
        for (var sign : new String[] {"\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u3164", "\u115F"}) {
            assertThat(Texts.line("name", "ge" + sign + "neral" + sign, MOST))
                    .as("U+%04X", (int) sign.charAt(0))
                    .isEqualTo("general");
        }
        assertThat(Texts.line("name", "\u200B a \u200B", MOST)).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u200B",
                "\u3164",
                "\u2800",
                "\u2800 \u3164\u2800",
                "\u202E",
                "\u200D",
                "\uFE0F",
                "\u0301\u0301",
                "\uDB40\uDC01\uDB40\uDC61",
                "\uDB40\uDC61",
                "\uFFA0\u1160",
                "\u180E",
                "\u17B4"
            })
    void a_name_of_which_nothing_shows_is_empty(String name) {
        refused(name, Refusal.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "a\u2028b", "a\u2029b", "a\uFFFEb", "a\uFDD0b", "a\uD83F\uDFFFb", "a\u0085b", "a\uD83D"})
    void a_name_is_one_line_of_characters(String name) {
        refused(name, Refusal.WRONG_CHARACTERS);
    }

    @Test
    void a_letter_has_no_tower_of_marks() {
        assertThat(Texts.line("name", "Z\u0300\u0301\u0302\u0303a\u0304", MOST)).hasSize(7);
        refused("a" + "\u0301".repeat(63), Refusal.TOO_MANY_MARKS);
        refused("a\u0300\u0301\u0302\u0303\u0304", Refusal.TOO_MANY_MARKS);
        refused("a\u0300\u0301\u0302\u0303\u034F\u0304", Refusal.TOO_MANY_MARKS);
        refused("क\u0300\u0301\u0302\u200D\u0303\u0304", Refusal.TOO_MANY_MARKS);
    }

    @Test
    void texts_of_several_lines_are_free_but_for_what_is_no_character() {
        var free = "\u202Ea\u202C\u2028b\u200B\n" + "\u0301".repeat(9);
        assertThat(Texts.content("content", free, MOST)).isEqualTo(free);
        assertThat(Texts.linesOrNull("bio", free, MOST)).isEqualTo(free);
        assertThatThrownBy(() -> Texts.content("content", "a\uFFFF", MOST))
                .isInstanceOfSatisfying(ProblemException.class, problem -> isOf(problem, Refusal.WRONG_CHARACTERS));
    }

    private static void refused(String name, Refusal reason) {
        assertThatThrownBy(() -> Texts.line("name", name, MOST))
                .isInstanceOfSatisfying(ProblemException.class, problem -> isOf(problem, reason));
    }

    private static void isOf(ProblemException thrown, Refusal reason) {
        assertThat(thrown.problem().reason()).isEqualTo(reason);
    }
}
