package io.miscord.testkit.chaos;

import java.util.HashMap;
import java.util.Map;

/**
 * How long repairs took, as the nodes themselves measure it: what their {@code /metrics} said, over all processes, for
 * a node that is killed begins anew. Pure; one thread at a time.
 */
final class Repairs {
    private static final String TIME = "miscord_repair_time_seconds";
    private static final String AGE = "miscord_repair_age_seconds";

    private final Map<Long, Times> last = new HashMap<>();
    private Map<Long, Times> calmSince = Map.of();
    private Times calm = Times.NONE;

    /**
     * The two times of repairs.
     *
     * @param time from when a gap was noticed until it was filled
     * @param age from when the first event of the gap was stored until it was filled
     */
    record Times(Histogram time, Histogram age) {
        static final Times NONE = new Times(Histogram.NONE, Histogram.NONE);

        static Times in(String metrics) {
            return new Times(Histogram.in(metrics, TIME), Histogram.in(metrics, AGE));
        }

        Times plus(Times other) {
            return new Times(time.plus(other.time), age.plus(other.age));
        }

        Times since(Times earlier) {
            return new Times(time.since(earlier.time), age.since(earlier.age));
        }

        @Override
        public String toString() {
            return "%d: from noticed p50 %.0f, p99 %.0f ms; from stored p50 %.0f, p99 %.0f ms"
                    .formatted(
                            time.count(),
                            time.quantile(0.5),
                            time.quantile(0.99),
                            age.quantile(0.5),
                            age.quantile(0.99));
        }
    }

    /** Nothing is broken any more; metrics by process. */
    void calmBegins(Map<Long, String> metrics) {
        calmSince = read(metrics);
    }

    /** Something is about to be broken, or all is over; metrics by process. */
    void calmEnds(Map<Long, String> metrics) {
        var now = read(metrics);
        for (var process : now.entrySet()) {
            var before = calmSince.get(process.getKey());
            if (before != null) {
                calm = calm.plus(process.getValue().since(before));
            }
        }
        calmSince = Map.of();
    }

    private Map<Long, Times> read(Map<Long, String> metrics) {
        var now = new HashMap<Long, Times>();
        metrics.forEach((process, text) -> now.put(process, Times.in(text)));
        last.putAll(now);
        return now;
    }

    /** Those between faults. */
    Times calm() {
        return calm;
    }

    /** All, but what a process repaired after its last reading. */
    Times all() {
        return last.values().stream().reduce(Times.NONE, Times::plus);
    }
}
