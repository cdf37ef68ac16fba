package io.miscord.persistence.messages;

import io.miscord.contract.EmojiId;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerEmoji;
import io.miscord.platform.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one may react with: one emoji as a person sees it, however many code points it takes, or one of the server's
 * own, as {@code name:id}. Pure.
 */
public final class ReactionEmoji {
    private static final int MOST_CODE_POINTS = 32;
    private static final int KEYCAP = 0x20E3;
    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");

    private static final Pattern OWN = Pattern.compile(
            "(" + ServerEmoji.NAME + "):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    private ReactionEmoji() {}

    /** An emoji of a server's own, by what it was called when it was used. */
    record Own(String name, EmojiId id) {}

    /** The server's own that a text names, whether it is there or not; empty for an emoji that is everybody's. */
    static Optional<Own> own(String text) {
        var named = OWN.matcher(text);
        return named.matches() ? Optional.of(new Own(named.group(1), EmojiId.of(named.group(2)))) : Optional.empty();
    }

    /** The emoji; INVALID when it is none. Whether a server's own is there is not looked at. */
    public static String of(String text) {
        if (own(text).isPresent()) {
            return text;
        }
        boolean emoji = !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MOST_CODE_POINTS
                && ONE_CHARACTER.matcher(text).matches()
                && text.codePoints().allMatch(c -> Character.isEmoji(c) || Character.isEmojiComponent(c) || c == KEYCAP)
                // Digits and # are emoji by the letter of the standard, but show as themselves.
                && text.codePoints().anyMatch(c -> c == KEYCAP || (c > 0x7F && Character.isEmoji(c)));
        if (!emoji) {
            throw ProblemException.invalid("emoji", Refusal.NOT_AN_EMOJI);
        }
        return text;
    }
}
