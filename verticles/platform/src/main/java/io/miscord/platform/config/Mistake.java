package io.miscord.platform.config;

/**
 * Something in the configuration that cannot be used.
 *
 * @param source where it stands: a file, a variable, an option
 * @param key the key, as it is written there
 * @param value the value, masked if it is secret; empty if the key itself is the mistake
 * @param accepted what would be right
 */
public record Mistake(String source, String key, String value, String accepted) {
    /** The mistake as one line for a person. */
    @Override
    public String toString() {
        return value.isEmpty()
                ? "%s: %s: %s".formatted(source, key, accepted)
                : "%s: %s = %s: %s".formatted(source, key, value, accepted);
    }
}
