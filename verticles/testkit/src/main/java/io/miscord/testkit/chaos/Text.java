package io.miscord.testkit.chaos;

import java.util.SplittableRandom;

/** What the clients write: each message's text follows from its nonce, so that whoever reads it can tell. */
final class Text {
    private static final String WORDS = "the quick brown fox jumps over a lazy dog and nobody minds ";
    private static final String EDITED = "edited ";
    private static final int LONGEST = 160;

    private Text() {}

    /** The text that is sent under a nonce. */
    static String of(String nonce) {
        int length = new SplittableRandom(nonce.hashCode()).nextInt(LONGEST);
        var text = new StringBuilder(nonce).append(' ');
        while (text.length() < length) {
            text.append(WORDS);
        }
        return text.toString().strip();
    }

    /** The text that replaces it. */
    static String edited(String nonce) {
        return EDITED + of(nonce);
    }

    /** The nonce of a stored text; empty when the text is not ours, or gone. */
    static String nonce(String text) {
        var own = text.startsWith(EDITED) ? text.substring(EDITED.length()) : text;
        int end = own.indexOf(' ');
        return end < 0 ? own : own.substring(0, end);
    }
}
