package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsernamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "al",
                "Ada_Lovelace-1.0",
                "мария",
                "Ёжик",
                "李小龍",
                "たろう太郎",
                "42",
                "12345678901234567890123456789012"
            })
    void takes_letters_digits_dots_dashes_and_underscores_of_any_script(String name) {
        assertThat(Usernames.normalised(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "..",
                "_-",
                "a b",
                "a@b",
                "a/b",
                "ada\u0000",
                "ad\u200ba",
                "ad\u202ea",
                "😀😀",
                "a\ud800b",
                "123456789012345678901234567890123"
            })
    void refuses_what_is_no_name(String name) {
        assertThatThrownBy(() -> Usernames.normalised(name)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada\u0585", "\u13aada", "мария李"})
    void refuses_scripts_mixed_that_cannot_be_told_apart(String name) {
        assertThatThrownBy(() -> Usernames.normalised(name)).hasMessageContaining("alphabets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyone", "Everyone", "еveryоne", "HERE"})
    void refuses_names_that_mean_everybody(String name) {
        assertThatThrownBy(() -> Usernames.normalised(name)).hasMessageContaining("reserved");
    }

    @Test
    void wide_letters_and_white_space_around_are_put_right() {
        assertThat(Usernames.normalised(" ａｄａ ")).isEqualTo("ada");
    }

    @Test
    void names_that_differ_in_case_are_the_same() {
        assertThat(Usernames.key("ÄDA")).isEqualTo(Usernames.key("äda"));
        assertThat(Usernames.key("ЁЖИК")).isEqualTo(Usernames.key("ёжик"));
        assertThat(Usernames.key("ada")).isNotEqualTo(Usernames.key("adа"));
    }

    @ParameterizedTest
    @CsvSource({
        "ada, аdа", "paypal, pаypаl", "Bill, BiIl", "bill, bi1l", "root, r00t", "rené, rene", "modern, modem",
        "BOB, ВОВ", "HOTEL, НОТЕL", "KATE, КАТЕ", "www, vvvvvv", "cloud, doud", "anna, αnnα", "ada٣, ada3"
    })
    void names_that_look_alike_have_one_skeleton(String one, String other) {
        assertThat(Usernames.skeleton(other)).isEqualTo(Usernames.skeleton(one));
    }

    @ParameterizedTest
    @CsvSource({"ada, eda", "bill, biil", "мария, марина", "john.doe, john_doe", "tom, том1", "иван, нина"})
    void names_that_do_not_look_alike_have_two(String one, String other) {
        assertThat(Usernames.skeleton(other)).isNotEqualTo(Usernames.skeleton(one));
    }
}
