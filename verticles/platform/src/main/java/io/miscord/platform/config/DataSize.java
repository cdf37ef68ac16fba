package io.miscord.platform.config;

import java.util.regex.Pattern;

/**
 * An amount of data, written as {@code 64KB}: units are B, KB, MB and GB, each 1024 of the one before.
 *
 * @param bytes the amount in bytes, 0 or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    /** Refuses a negative amount. */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative");
        }
    }

    /**
     * Reads {@code 64KB}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static DataSize parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("not a size: " + text);
        }
        return new DataSize(Math.multiplyExact(Long.parseLong(form.group(1)), unit(form.group(2))));
    }

    /** The amount as an {@code int}, for interfaces that take one; the largest {@code int} if it is more. */
    public int toInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The amount in the largest unit that needs no fraction, as {@link #parse} reads it. */
    @Override
    public String toString() {
        for (String unit : new String[] {"GB", "MB", "KB"}) {
            if (bytes > 0 && bytes % unit(unit) == 0) {
                return bytes / unit(unit) + unit;
            }
        }
        return bytes + "B";
    }

    private static long unit(String name) {
        return switch (name.charAt(0)) {
            case 'G', 'g' -> 1L << 30;
            case 'M', 'm' -> 1L << 20;
            case 'K', 'k' -> 1L << 10;
            default -> 1;
        };
    }
}
