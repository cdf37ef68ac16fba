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
import org.junit.jupiter.params.provider.ValueSource;

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
                    résumé,      'my RESUME',                 true
                    ano,         'un año',                    false
                    їжа,         'іжа',                       false
                    はか,        'ばか',                      false
                    ばか,        'ばか',                true
                    한국,        '한국',                true
                    σοφος,       'ΣΟΦΟΣ.',                    true
                    'snake_case','a snake_case b',            true
                    'f**k',      'f**k',                      true
                    """)
    void whole_words_are_found_however_they_are_written(String word, String text, boolean caught) {
        var filter = WordFilter.of(List.of(rule("r", FilterAction.BLOCK, word)));
        assertThat(filter.strictest(text, Set.of()).isPresent())
                .as("%s in %s", word, text)
                .isEqualTo(caught);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad**wo**rd",
                "b*ad*word",
                "bad~~word~~",
                "bad||wo||rd",
                "bad__word__",
                "bad`word`",
                "bad****word",
                "bad\\_word",
                "[badw](http://x)ord",
                "[bad](<http://x/)> 'a)')word",
                "[bad]( http://x/(a(b)) \")\" )word",
                "b[a](http://x)d[w](http://y)**o**rd",
                "ba\u0323dword",
                "bádwörd",
                "ba\u0345dword",
                "bad\u0336\u20DDword",
                "bad\u2028word",
                "bad\u2029word"
            })
    void a_word_is_found_as_it_is_shown(String text) {
        var filter = WordFilter.of(List.of(rule("r", FilterAction.BLOCK, "badword", "evil phrase")));
        assertThat(filter.strictest(text, Set.of())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x3164, 0xFFA0, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0xE0FFF, 0xFFFE, 0xE000, 0xFDD0, 0x200B,
                0x200D, 0x00AD, 0x034F, 0x202E, 0xFE0F, 0xE0061, 0x1D173, 0x0378, 0xFFF0
            })
    void what_does_not_show_parts_no_word(int sign) {
        var filter = WordFilter.of(List.of(rule("r", FilterAction.BLOCK, "badword")));
        assertThat(filter.strictest("bad" + Character.toString(sign) + "word", Set.of()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil **phrase**",
                "**evil** [phrase](http://x)",
                "~~evil~~\u2028phrase",
                "evil\u2800phrase",
                "evil\u2029phrase"
            })
    void a_phrase_is_found_as_it_is_shown(String text) {
        var filter = WordFilter.of(List.of(rule("r", FilterAction.BLOCK, "evil phrase", "evilphrase")));
        assertThat(filter.strictest(text, Set.of())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad word",
                "bad] (x)word",
                "bad\\word",
                "bad](word",
                "(bad)word",
                "bad](http://x word",
                "bad-word"
            })
    void what_is_shown_apart_is_not_found(String text) {
        var filter = WordFilter.of(List.of(rule("r", FilterAction.BLOCK, "badword")));
        assertThat(filter.strictest(text, Set.of())).isEmpty();
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
        var texts = List.of(
                "a ".repeat(5_000),
                "\u0301\u0323".repeat(5_000),
                "\uFDFA".repeat(10_000),
                "a".repeat(10_000),
                "*a ".repeat(3_333),
                "](".repeat(5_000),
                "](<".repeat(3_333),
                "](a \"".repeat(2_000),
                "](a (".repeat(2_000),
                "](" + " ".repeat(9_998),
                "[a](" + "(".repeat(9_000) + ")".repeat(990));
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
