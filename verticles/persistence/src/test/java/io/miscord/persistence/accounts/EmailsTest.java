package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailsTest {
    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "' Ada.Lovelace+x@EXAMPLE.org ', ada.lovelace+x@example.org",
        "ada@localhost, ada@localhost",
        "ada@bücher.example, ada@xn--bcher-kva.example",
        "ada@пример.рф, ada@xn--e1afmkfd.xn--p1ai"
    })
    void an_address_has_one_spelling(String text, String spelling) {
        assertThat(Emails.normalised(text)).isEqualTo(spelling);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@.org",
                "ada@example..org",
                "ada@example.org.",
                "a b@example.org",
                "ada@exa mple.org",
                "ada@@example.org",
                "a\u0000a@example.org",
                "<ada@example.org>",
                "ada@-x.org",
                "ada@example_x.org",
                "ада@example.org"
            })
    void refuses_what_is_no_address(String text) {
        assertThatThrownBy(() -> Emails.normalised(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().errors().getFirst().field()).isEqualTo("email"));
    }

    @Test
    void refuses_what_is_too_long() {
        var label = "x".repeat(60);
        assertThat(Emails.normalised("a".repeat(64) + "@" + label + ".org")).hasSize(129);
        assertThatThrownBy(() -> Emails.normalised("a".repeat(65) + "@" + label + ".org"))
                .isInstanceOf(ProblemException.class);
        var domain = String.join(".", label, label, label, label);
        assertThatThrownBy(() -> Emails.normalised("a".repeat(20) + "@" + domain))
                .isInstanceOf(ProblemException.class);
    }
}
