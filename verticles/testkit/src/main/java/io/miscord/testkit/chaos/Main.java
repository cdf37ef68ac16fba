package io.miscord.testkit.chaos;

import io.miscord.testkit.Folders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;

/** {@code scripts/chaos}: reads the options, runs the trial, prints the report; its help is the script's. */
public final class Main {
    private static final long SEEDS = 1_000_000_000L;
    private static final int EXIT_BROKEN = 1;
    private static final int EXIT_USAGE = 64;

    private boolean brief;
    private boolean calm;
    private boolean keep;
    private long seed = new Random().nextLong(SEEDS);
    private long messages = -1;
    private long minutes = -1;
    private int rate = -1;

    private Main() {}

    /** Runs one trial; exits with 1 when the promise was broken, with 64 when the options are not understood. */
    public static void main(String[] arguments) {
        var main = new Main();
        try {
            main.options(new ArrayDeque<>(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_USAGE);
        }
        System.exit(main.run() ? 0 : EXIT_BROKEN);
    }

    private boolean run() {
        var folder = Folders.temporary("chaos");
        var plan = brief
                ? Plan.brief(
                        seed,
                        or(messages, 5_000),
                        Duration.ofMinutes(or(minutes, 2)),
                        (int) or(rate, 300),
                        keep,
                        folder)
                : Plan.full(
                        seed,
                        or(messages, 500_000),
                        Duration.ofMinutes(or(minutes, 20)),
                        (int) or(rate, 1_500),
                        keep,
                        folder);
        var report = new Run(calm ? plan.withoutFaults() : plan, System.out::println).go();
        System.out.println(report.text());
        if (report.kept() && !keep) {
            Folders.delete(folder);
        }
        return report.kept();
    }

    private static long or(long value, long otherwise) {
        return value < 0 ? otherwise : value;
    }

    private void options(ArrayDeque<String> arguments) {
        while (!arguments.isEmpty()) {
            var option = arguments.remove();
            switch (option) {
                case "--short" -> brief = true;
                case "--calm" -> calm = true;
                case "--keep" -> keep = true;
                case "--seed" -> seed = number(option, arguments);
                case "--messages" -> messages = number(option, arguments);
                case "--minutes" -> minutes = number(option, arguments);
                case "--rate" -> rate = (int) number(option, arguments);
                default -> throw new IllegalArgumentException("no such option: " + option + " (see --help)");
            }
        }
    }

    private static long number(String option, ArrayDeque<String> arguments) {
        var value = arguments.isEmpty() ? "" : arguments.remove();
        if (!value.matches("\\d{1,12}")) {
            throw new IllegalArgumentException(option + ": a number must follow");
        }
        return Long.parseLong(value);
    }
}
