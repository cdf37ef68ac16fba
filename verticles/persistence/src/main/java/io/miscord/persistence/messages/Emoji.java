package io.miscord.persistence.messages;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import java.util.regex.Pattern;

/** What one may react with: one emoji as a person sees it, however many code points it takes. Pure. */
public final class Emoji {
    private static final int MOST_CODE_POINTS = 32;
    private static final int KEYCAP = 0x20E3;
    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");

    private Emoji() {}

    /** The emoji; INVALID when it is none. */
    public static String of(String text) {
        boolean emoji = !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MOST_CODE_POINTS
                && ONE_CHARACTER.matcher(text).matches()
                && text.codePoints().allMatch(c -> Character.isEmoji(c) || Character.isEmojiComponent(c) || c == KEYCAP)
                // Digits and # are emoji by the letter of the standard, but show as themselves.
                && text.codePoints().anyMatch(c -> c == KEYCAP || (c > 0x7F && Character.isEmoji(c)));
        if (!emoji) {
            throw new ProblemException(Problem.invalid("emoji", "must be one emoji"));
        }
        return text;
    }
}
