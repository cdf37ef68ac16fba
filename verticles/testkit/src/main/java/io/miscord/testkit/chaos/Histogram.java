package io.miscord.testkit.chaos;

import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A histogram as a node tells it in Prometheus text: how many took at most so many seconds. Pure, immutable.
 *
 * @param counts by the upper bound in seconds, the last one infinite: how many are at most that, rising
 */
record Histogram(TreeMap<Double, Double> counts) {
    static final Histogram NONE = new Histogram(new TreeMap<>());

    private static final double MS = 1_000;

    Histogram {
        counts = new TreeMap<>(counts);
    }

    /** The histogram of this name; none when the text has none. */
    static Histogram in(String text, String name) {
        var line = Pattern.compile("^" + Pattern.quote(name) + "_bucket\\{.*?le=\"([^\"]+)\".*?\\} (\\S+)$");
        var counts = new TreeMap<Double, Double>();
        text.lines().map(line::matcher).filter(found -> found.matches()).forEach(found -> {
            var bound = found.group(1);
            counts.put(
                    bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                    Double.parseDouble(found.group(2)));
        });
        return new Histogram(counts);
    }

    /** Both together. */
    Histogram plus(Histogram other) {
        return combined(other, 1);
    }

    /** What came to it since this earlier reading. */
    Histogram since(Histogram earlier) {
        return combined(earlier, -1);
    }

    private Histogram combined(Histogram other, int sign) {
        var sum = new TreeMap<>(counts);
        other.counts.forEach((bound, count) -> sum.merge(bound, sign * count, Double::sum));
        return new Histogram(sum);
    }

    long count() {
        return counts.isEmpty() ? 0 : Math.round(counts.lastEntry().getValue());
    }

    /** Milliseconds that this share of all took at most, as 0.99, as far as the buckets tell; 0 when there is none. */
    double quantile(double share) {
        double wanted = share * count();
        double bound = 0;
        double before = 0;
        for (var bucket : counts.entrySet()) {
            double upTo = bucket.getKey();
            double count = bucket.getValue();
            if (count >= wanted && count > 0) {
                return upTo == Double.POSITIVE_INFINITY || count == before
                        ? bound * MS
                        : (bound + (upTo - bound) * (wanted - before) / (count - before)) * MS;
            }
            bound = upTo;
            before = count;
        }
        return 0;
    }
}
