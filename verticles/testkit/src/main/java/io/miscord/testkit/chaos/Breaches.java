package io.miscord.testkit.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All breaches found: counted, and the first ones kept. */
final class Breaches {
    private static final int KEPT = 200;

    private final Map<Breach.Kind, Long> counts = new EnumMap<>(Breach.Kind.class);
    private final Map<String, Long> byRule = new LinkedHashMap<>();
    private final List<Breach> first = new ArrayList<>();

    /** A part of the promise is looked at; it holds unless a breach of it is added. */
    void rule(String rule) {
        byRule.putIfAbsent(rule, 0L);
    }

    void add(Breach breach) {
        counts.merge(breach.kind(), 1L, Long::sum);
        byRule.merge(breach.rule(), 1L, Long::sum);
        if (first.size() < KEPT) {
            first.add(breach);
        }
    }

    /** How many of a kind. */
    long of(Breach.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** How many of each rule, those that hold included. */
    Map<String, Long> byRule() {
        return byRule;
    }

    /** The first ones, in the order in which they were found. */
    List<Breach> first() {
        return first;
    }

    /** The first that some client's history shows, or else the first. */
    Optional<Breach> counterexample() {
        return first.stream()
                .filter(breach -> !breach.client().isEmpty())
                .findFirst()
                .or(() -> first.stream().findFirst());
    }

    boolean none() {
        return counts.isEmpty();
    }
}
