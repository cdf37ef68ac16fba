package io.miscord.persistence;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What people may write into a field: bounded, and nothing that neither shows nor can be stored. Pure. */
public final class Texts {
    /** Characters of a reason at most. */
    public static final int LONGEST_REASON = 512;

    private Texts() {}

    /** A name or the like: one line of 1 to {@code most} characters, without white space around it. */
    public static String line(String field, String value, int most) {
        var text = value.strip();
        if (text.isEmpty()) {
            throw ProblemException.invalid(field, Refusal.EMPTY);
        }
        return bounded(field, text, most, false);
    }

    /** A text of several lines that may be left out or empty, which is the same. */
    public static @Nullable String linesOrNull(String field, @Nullable String value, int most) {
        return value == null || value.isBlank() ? null : bounded(field, value.strip(), most, true);
    }

    /** Why something is done, as others read it later; left out or empty is the same. */
    public static @Nullable String reason(@Nullable String value) {
        return linesOrNull("reason", value, LONGEST_REASON);
    }

    /** What a message says: 1 to {@code most} characters, not only white space. */
    public static String content(String field, String value, int most) {
        if (value.isBlank()) {
            throw ProblemException.invalid(field, Refusal.EMPTY);
        }
        return bounded(field, value, most, true);
    }

    /** Refuses a number outside its bounds. */
    public static int within(String field, int value, int least, int most) {
        if (value < least) {
            throw ProblemException.invalid(field, Refusal.BELOW_LEAST, least);
        }
        if (value > most) {
            throw ProblemException.invalid(field, Refusal.ABOVE_MOST, most);
        }
        return value;
    }

    /** Refuses more than so many. */
    public static <C extends Collection<?>> C atMost(String field, C values, int most) {
        if (values.size() > most) {
            throw ProblemException.invalid(field, Refusal.TOO_MANY, most);
        }
        return values;
    }

    private static String bounded(String field, String text, int most, boolean lines) {
        if (text.codePointCount(0, text.length()) > most) {
            throw ProblemException.invalid(field, Refusal.TOO_LONG, most);
        }
        text.codePoints().forEach(c -> {
            boolean layout = lines && (c == '\n' || c == '\r' || c == '\t');
            // Half a surrogate pair is no character; PostgreSQL refuses U+0000.
            if ((Character.isISOControl(c) && !layout) || Character.getType(c) == Character.SURROGATE) {
                throw ProblemException.invalid(field, Refusal.WRONG_CHARACTERS);
            }
        });
        return text;
    }
}
