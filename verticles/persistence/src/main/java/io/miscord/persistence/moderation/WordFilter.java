package io.miscord.persistence.moderation;

import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.RoleId;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words of a server's rules catch. A text is folded and cut into words, and each place in it is followed along
 * a tree of the rules' phrases: so whole words are found alone, and the time grows with the text, times the words of
 * the longest phrase, however many rules there are. Pure and immutable.
 *
 * <p>Folded means: one shape for what looks the same (NFKC), no case, {@code е} for {@code ё}, and nothing that does
 * not show or only decorates. Letters of different alphabets that look alike stay different.
 */
final class WordFilter {
    /** Catches nothing. */
    static final WordFilter NONE = new WordFilter(List.of());

    /** Scripts that leave no space between words: there each sign is one. */
    private static final Set<UnicodeScript> SPACELESS = Set.of(
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private static final Comparator<FilterRule> STRICTEST_FIRST = Comparator.<FilterRule>comparingInt(
                    rule -> strictness(rule.action()))
            .thenComparingInt(FilterRule::muteSeconds)
            .reversed()
            .thenComparing(FilterRule::name)
            .thenComparing(rule -> rule.id().value());

    private final Node root = new Node();

    private WordFilter(List<FilterRule> rules) {
        for (var rule : rules) {
            for (var phrase : rule.words()) {
                var node = root;
                for (var word : words(phrase)) {
                    node = node.next.computeIfAbsent(word, first -> new Node());
                }
                node.rules.add(rule);
            }
        }
    }

    /** A place in the tree: the words that go on from here, and the rules of the phrase that ends here. */
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>(2);
        private final List<FilterRule> rules = new ArrayList<>(1);
    }

    /** The filter of these rules. */
    static WordFilter of(List<FilterRule> rules) {
        return rules.isEmpty() ? NONE : new WordFilter(rules);
    }

    /** Whether there is anything in it that could be found. */
    static boolean canBeFound(String phrase) {
        return !words(phrase).isEmpty();
    }

    /** The strictest rule that catches the text of somebody with these roles. */
    Optional<FilterRule> strictest(String text, Set<RoleId> roles) {
        if (root.next.isEmpty()) {
            return Optional.empty();
        }
        var caught = new HashSet<FilterRule>();
        var words = words(text);
        for (int start = 0; start < words.size(); start++) {
            var node = root.next.get(words.get(start));
            for (int at = start + 1; node != null; at++) {
                caught.addAll(node.rules);
                node = at < words.size() ? node.next.get(words.get(at)) : null;
            }
        }
        return caught.stream()
                .filter(rule -> rule.exemptRoles().stream().noneMatch(roles::contains))
                .min(STRICTEST_FIRST);
    }

    private static int strictness(FilterAction action) {
        return switch (action) {
            case REPORT -> 0;
            case BLOCK -> 1;
            case MUTE -> 2;
        };
    }

    /** A text as its words: runs of letters and digits, and each other sign that shows. */
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        folded.codePoints().filter(sign -> !isDecoration(sign)).forEach(sign -> {
            if (isOfWord(sign)) {
                word.appendCodePoint(sign == 'ё' ? 'е' : sign);
                return;
            }
            end(word, words);
            if (!Character.isWhitespace(sign) && !Character.isSpaceChar(sign)) {
                words.add(Character.toString(sign));
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isOfWord(int sign) {
        if (Character.isIdeographic(sign) || SPACELESS.contains(UnicodeScript.of(sign))) {
            return false;
        }
        int type = Character.getType(sign);
        return Character.isLetterOrDigit(sign)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** What does not show, and marks that belong to no script and so can be put on any letter. */
    private static boolean isDecoration(int sign) {
        int type = Character.getType(sign);
        return type == Character.FORMAT
                || type == Character.ENCLOSING_MARK
                || (type == Character.NON_SPACING_MARK && UnicodeScript.of(sign) == UnicodeScript.INHERITED);
    }
}
