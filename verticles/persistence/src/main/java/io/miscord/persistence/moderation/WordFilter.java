package io.miscord.persistence.moderation;

import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.RoleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words of a server's rules catch. A text is folded and cut into words ({@link Words}), as it is written and
 * as clients show it, and each place in it is followed along a tree of the rules' phrases: so whole words are found
 * alone, and the time grows with the text, times the words of the longest phrase, however many rules there are. Pure
 * and immutable.
 */
final class WordFilter {
    /** Catches nothing. */
    static final WordFilter NONE = new WordFilter(List.of());

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
                for (var word : Words.written(phrase)) {
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
        return !Words.written(phrase).isEmpty();
    }

    /** The strictest rule that catches the text of somebody with these roles. */
    Optional<FilterRule> strictest(String text, Set<RoleId> roles) {
        if (root.next.isEmpty()) {
            return Optional.empty();
        }
        var caught = new HashSet<FilterRule>();
        follow(Words.written(text), caught);
        var shown = Words.shown(text);
        if (!shown.equals(text)) {
            follow(Words.written(shown), caught);
        }
        return caught.stream()
                .filter(rule -> rule.exemptRoles().stream().noneMatch(roles::contains))
                .min(STRICTEST_FIRST);
    }

    private void follow(List<String> words, Set<FilterRule> caught) {
        for (int start = 0; start < words.size(); start++) {
            var node = root.next.get(words.get(start));
            for (int at = start + 1; node != null; at++) {
                caught.addAll(node.rules);
                node = at < words.size() ? node.next.get(words.get(at)) : null;
            }
        }
    }

    private static int strictness(FilterAction action) {
        return switch (action) {
            case REPORT -> 0;
            case BLOCK -> 1;
            case MUTE -> 2;
        };
    }
}
