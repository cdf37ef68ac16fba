package io.miscord.testkit.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What a trial found, in words and figures. */
record Report(
        Plan plan,
        Checker checker,
        Figures figures,
        Repairs repairs,
        List<Strike> strikes,
        Breaches breaches,
        Checker.Histories histories,
        long ended) {
    private static final int AROUND = 10;
    private static final int SHOWN = 12;

    /** Whether the promise was kept. */
    boolean kept() {
        return breaches.none();
    }

    /** The table, the rules, and the first counterexample if there is one. */
    String text() {
        var text = new StringBuilder();
        text.append(
                "\nseed %d, %.0f s, %s\n\n".formatted(plan.seed(), ended / 1e9, plan.shortForm() ? "short" : "full"));
        text.append("  %-44s%12s%12s%12s%12s\n"
                .formatted(
                        "fault (worst that a staying client saw, ms)",
                        "recovered",
                        "no socket",
                        "send to ack",
                        "ack to seen"));
        for (var strike : strikes) {
            var worst = figures.of(strike);
            text.append("  %-44s%12s%12.0f%12.0f%12.0f\n"
                    .formatted(
                            (strike.fault() + " " + strike.detail()).strip(),
                            strike.recovered()
                                    ? "%.0f".formatted((strike.recoveredAt() - strike.healedAt()) / 1e6)
                                    : "never",
                            worst.away,
                            worst.ack,
                            worst.delivery));
        }
        text.append('\n');
        figures(text);
        rules(text);
        counterexample(text);
        long failed =
                breaches.byRule().values().stream().filter(count -> count > 0).count();
        text.append(
                "\nchaos: %d passed, %d failed\n".formatted(breaches.byRule().size() - failed, failed));
        return text.toString();
    }

    private void figures(StringBuilder text) {
        long messages = checker.sends().acknowledged();
        line(text, "messages acknowledged", "%d (%.0f/s)".formatted(messages, messages / (ended / 1e9)));
        line(text, "deliveries", "%d".formatted(checker.received()));
        line(
                text,
                "faults",
                "%d, and %d %% of hints lost, %d %% swapped, all the time"
                        .formatted(strikes.size(), Run.BAD_HINTS, Run.BAD_HINTS));
        line(text, "lost", "%d".formatted(breaches.of(Breach.Kind.LOST)));
        line(text, "doubled", "%d".formatted(breaches.of(Breach.Kind.DOUBLED)));
        line(text, "reordered", "%d".formatted(breaches.of(Breach.Kind.REORDERED)));
        line(text, "leaked", "%d".formatted(breaches.of(Breach.Kind.LEAKED)));
        line(text, "otherwise wrong", "%d".formatted(breaches.of(Breach.Kind.WRONG)));
        var overall = figures.overall();
        line(
                text,
                "longest outage seen by a client",
                "%.0f ms without a socket, %.0f ms from send to ack, %.0f ms from ack to seen"
                        .formatted(overall.away, overall.ack, overall.delivery));
        line(text, "ack to seen, between faults", delays(figures.calm()));
        line(text, "ack to seen, during faults", delays(figures.struck()));
        line(text, "repairs, as the nodes measured them", "%s".formatted(repairs.all()));
        line(text, "the same, between faults", "%s".formatted(repairs.calm()));
        line(
                text,
                "sockets, resumes, streams read anew",
                "%d, %d, %d".formatted(figures.sockets(), figures.resumes(), figures.resyncs()));
        line(text, "partitions made by", "a proxy between the nodes");
    }

    private static void line(StringBuilder text, String what, String figure) {
        text.append("  %-38s%s\n".formatted(what, figure));
    }

    private static String delays(Delays delays) {
        return "p50 %.1f, p99 %.0f, p99.9 %.0f, longest %.0f ms"
                .formatted(delays.quantile(0.5), delays.quantile(0.99), delays.quantile(0.999), delays.most());
    }

    private void rules(StringBuilder text) {
        text.append('\n');
        breaches.byRule()
                .forEach((rule, count) -> text.append("  %s %s\n"
                        .formatted(count == 0 ? "holds " : "BROKEN", count == 0 ? rule : rule + ": " + count)));
    }

    private void counterexample(StringBuilder text) {
        var example = breaches.counterexample();
        if (example.isEmpty()) {
            return;
        }
        text.append("\nFirst breaches:\n");
        breaches.first().stream()
                .limit(SHOWN)
                .forEach(breach -> text.append("  ").append(breach).append('\n'));
        var breach = example.get();
        if (histories.clients().contains(breach.client())) {
            text.append("\nAround the first, in the history of ")
                    .append(breach.client())
                    .append(":\n");
            around(breach)
                    .forEach(entry -> text.append("  ").append(entry.line()).append('\n'));
        }
        text.append("\nHistories and logs are kept in ").append(plan.folder()).append('\n');
    }

    /** The entries about the stream before and after the one where it broke. */
    private List<Entry> around(Breach breach) {
        var before = new ArrayDeque<Entry>();
        var found = new ArrayList<Entry>();
        histories.read(breach.client(), entry -> {
            if (!concerns(entry, breach.stream())) {
                return;
            }
            if (!found.isEmpty()) {
                if (found.size() <= 2 * AROUND) {
                    found.add(entry);
                }
                return;
            }
            before.add(entry);
            if (before.size() > AROUND) {
                before.remove();
            }
            if (seq(entry) >= breach.seq()) {
                found.addAll(before);
            }
        });
        return found.isEmpty() ? List.copyOf(before) : found;
    }

    private static long seq(Entry entry) {
        return switch (entry) {
            case Entry.Receive it -> it.seq();
            case Entry.Ok it -> it.seq();
            default -> -1;
        };
    }

    private static boolean concerns(Entry entry, String stream) {
        return switch (entry) {
            case Entry.Receive it -> it.stream().equals(stream);
            case Entry.Told it -> it.stream().equals(stream);
            case Entry.Read it -> it.stream().equals(stream);
            case Entry.Resync it -> it.streams().contains(stream);
            case Entry.Link ignored -> true;
            case Entry.Member ignored -> true;
            default -> false;
        };
    }
}
