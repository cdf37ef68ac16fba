package io.miscord.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RefusalTest {
    @ParameterizedTest
    @EnumSource
    void every_refusal_has_a_sentence_and_names_its_params(Refusal why) {
        var sentence = why.sentence();
        if (why.isOfField()) {
            assertThat(sentence).doesNotEndWith(".");
        } else {
            assertThat(sentence).matches("\\{?\\p{L}.*([.}])");
        }
        assertThat(sentence).doesNotContain("  ").hasSizeLessThan(100);
        assertThat(new HashSet<>(why.params())).hasSameSizeAs(why.params());
        assertThat(sentence.replaceAll("\\{[a-z]+}", "")).as("braces").doesNotContain("{", "}", "%");
        assertThat(why.name()).matches("[A-Z0-9_]+");
    }

    @ParameterizedTest
    @EnumSource
    void every_refusal_is_said_with_what_it_is_given(Refusal why) {
        var values = why.params().stream().map(name -> "<" + name + " {x} $1>").toArray();
        var problem = why.isOfField() ? Problem.invalid("name", why, values) : Problem.of(why, values);

        assertThat(problem.kind()).isEqualTo(why.kind());
        assertThat(problem.reason()).isEqualTo(why);
        assertThat(List.of(values))
                .allSatisfy(value -> assertThat(problem.detail()).contains(String.valueOf(value)));
        assertThat(problem.errors()).hasSize(why.isOfField() ? 1 : 0);
    }

    @Test
    void a_sentence_is_said_once() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::sentence)).doesNotHaveDuplicates();
    }

    @Test
    void what_may_be_tried_again_says_when() {
        var problem = Problem.later(7, Refusal.SLOW_MODE, 7);
        assertThat(problem.retryAfter()).isEqualTo(7);
        assertThat(problem.detail()).isEqualTo("This channel is in slow mode. Write again in 7 s.");
        assertThat(problem.params()).isEqualTo(Map.of("seconds", "7"));
    }

    @Test
    void of_several_wrong_fields_all_are_named_and_the_first_is_the_reason() {
        var problem = Problem.fields(
                Problem.Kind.INVALID,
                List.of(
                        Problem.FieldError.of("username", Refusal.USERNAME_RESERVED),
                        Problem.FieldError.of("password", Refusal.PASSWORD_LENGTH, 8, 128)));
        assertThat(problem.detail()).isEqualTo("username: is reserved; password: must have 8 to 128 characters");
        assertThat(problem.reason()).isEqualTo(Refusal.USERNAME_RESERVED);
        assertThat(problem.params()).isEqualTo(Map.of("field", "username"));
        assertThat(problem.errors().get(1).params()).isEqualTo(Map.of("least", "8", "most", "128"));
    }

    @Test
    void a_value_too_few_or_too_many_is_a_mistake_of_ours() {
        assertThatThrownBy(() -> Problem.of(Refusal.SLOW_MODE)).hasMessageContaining("SLOW_MODE");
        assertThatThrownBy(() -> Problem.of(Refusal.BUSY, 1)).hasMessageContaining("BUSY");
    }
}
