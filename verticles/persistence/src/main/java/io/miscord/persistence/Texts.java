package io.miscord.persistence;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What people may write into a field: bounded, and nothing that neither shows nor can be stored. Pure. */
public final class Texts {
    /** Characters of a reason at most. */
    public static final int LONGEST_REASON = 512;

    /** Marks on one letter: as many as a language needs, and not so many that they cover the line above. */
    private static final int MOST_MARKS = 4;

    private Texts() {}

    /**
     * A name or the like: one line of 1 to {@code most} characters, without white space around it and without what
     * nobody sees or what turns the line round. It shows something, and nothing of it reaches into other lines.
     */
    public static String line(String field, String value, int most) {
        var text = Letters.shown(value).strip();
        if (text.codePoints().noneMatch(Letters::isVisible)) {
            throw ProblemException.invalid(field, Refusal.EMPTY);
        }
        bounded(field, text, most, false);
        int marks = 0;
        for (int sign : text.codePoints().toArray()) {
            marks = Letters.isMark(sign) ? marks + 1 : Letters.isIgnorable(sign) ? marks : 0;
            if (marks > MOST_MARKS) {
                throw ProblemException.invalid(field, Refusal.TOO_MANY_MARKS, MOST_MARKS);
            }
        }
        return text;
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
            int type = Character.getType(c);
            boolean ends = type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            // Half a surrogate pair is no character; PostgreSQL refuses U+0000.
            if ((Character.isISOControl(c) && !layout)
                    || (ends && !lines)
                    || type == Character.SURROGATE
                    || Letters.isNoncharacter(c)) {
                throw ProblemException.invalid(field, Refusal.WRONG_CHARACTERS);
            }
        });
        return text;
    }
}
