package io.miscord.persistence.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFilterTest {
    private static final RoleId GUARDS = new RoleId(new UUID(0, 7));

    @ParameterizedTest
    @CsvSource(textBlock = """
                    spam,        'this is spam',              true
                    spam,        'SpAm!',                     true
                    spam,        'spammer',                   false
                    spam,        'antispam',                  false
                    spam,        's p a m',                   false
                    spam,        '**spam**',                  true
                    spam,        'no_spam_here',              true
                    spam,        'spam2',                     false
                    SPAM,        'spam',                      true
                    ёлка,        'Елка',                      true
                    елка,        'моя ЁЛКА',                  true
                    мой,         'мои',                       false
                    мои,         'мой',                       false
                    'free money','get FREE   money now',      true
                    'free money','free, money',               false
                    'free money','money free',                false
                    'free money','free moneybags',            false
                    'free money','free free money',           true
                    c++,         'I like C++.',               true
                    c++,         'I like C.',                 false
                    straße,      'STRASSE',                   true
                    spam,        'ｓｐａｍ',                  true
                    spam,        'sp​am',                true
                    spam,        'sp­am',                true
                    spam,        's̶p̶a̶m̶',  true
                    кий,         'кйй',                 false
                    йод,         'йод',                 true
                    賭博,        '今日は賭博をする',          true
                    賭博,        '賭けない博物館',            false
                    🎰,          'come🎰play',                true
                    ❤️,          'I ❤ it',                    true
                    """)
    void whole_words_are_found_however_they_are_written(String word, String text, boolean caught) {
        var filter = WordFilter.of(List.of(rule("r", FilterAction.BLOCK, word)));
        assertThat(filter.strictest(text, Set.of()).isPresent())
                .as("%s in %s", word, text)
                .isEqualTo(caught);
    }

    @Test
    void the_strictest_rule_counts_of_those_that_bind() {
        var report = rule("report", FilterAction.REPORT, "spam");
        var block = rule("block", FilterAction.BLOCK, "spam spam");
        var shortly = mute("shortly", 60, "eggs");
        var long1 = mute("long", 600, "spam spam eggs");
        var filter = WordFilter.of(List.of(report, block, shortly, long1));
        assertThat(filter.strictest("spam", Set.of())).contains(report);
        assertThat(filter.strictest("spam spam", Set.of())).contains(block);
        assertThat(filter.strictest("eggs and spam spam", Set.of())).contains(shortly);
        assertThat(filter.strictest("spam spam eggs", Set.of())).contains(long1);
        assertThat(filter.strictest("bacon", Set.of())).isEmpty();
        assertThat(WordFilter.NONE.strictest("spam", Set.of())).isEmpty();
    }

    @Test
    void who_has_an_exempt_role_is_bound_by_the_other_rules_alone() {
        var block = rule("block", FilterAction.BLOCK, "spam");
        var mute = new FilterRule(
                block.id(), block.serverId(), "mute", List.of("spam"), FilterAction.MUTE, 60, List.of(GUARDS));
        var filter = WordFilter.of(List.of(block, mute));
        assertThat(filter.strictest("spam", Set.of())).contains(mute);
        assertThat(filter.strictest("spam", Set.of(GUARDS))).contains(block);
    }

    @Test
    void what_nothing_is_left_of_cannot_be_looked_for() {
        assertThat(WordFilter.canBeFound("\u0336")).isFalse();
        assertThat(WordFilter.canBeFound("\u200B \u00A0")).isFalse();
        assertThat(WordFilter.canBeFound("+")).isTrue();
    }

    /** As many rules as there may be, made so that each place in the text is followed as far as it goes. */
    @Test
    void the_worst_text_under_the_worst_rules_is_looked_up_in_little_time() {
        var words = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            words.add("a ".repeat(29) + "b" + i);
        }
        var rules = new ArrayList<FilterRule>();
        for (int i = 0; i < 500; i++) {
            rules.add(rule("r" + i, FilterAction.BLOCK, words.toArray(String[]::new)));
        }
        var filter = WordFilter.of(rules);
        var texts =
                List.of("a ".repeat(5_000), "\u0301\u0323".repeat(5_000), "\uFDFA".repeat(10_000), "a".repeat(10_000));
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (var text : texts) {
                for (int i = 0; i < 10; i++) {
                    assertThat(filter.strictest(text, Set.of())).isEmpty();
                }
            }
        });
    }

    private static FilterRule rule(String name, FilterAction action, String... words) {
        return new FilterRule(
                new FilterRuleId(UUID.randomUUID()),
                new ServerId(new UUID(0, 1)),
                name,
                List.of(words),
                action,
                0,
                List.of());
    }

    private static FilterRule mute(String name, int seconds, String... words) {
        return new FilterRule(
                new FilterRuleId(UUID.randomUUID()),
                new ServerId(new UUID(0, 1)),
                name,
                List.of(words),
                FilterAction.MUTE,
                seconds,
                Collections.emptyList());
    }
}
