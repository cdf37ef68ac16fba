package io.miscord.persistence.previews;

import java.util.ArrayList;
import java.util.List;

/**
 * Which links of a text get a preview: the first five, each once; none in code, in a spoiler, or between angle
 * brackets, which is how a writer asks for none. Reads the text once from its beginning to its end. Pure.
 */
public final class Links {
    /** The most links of a message that get a preview. */
    public static final int MOST = 5;

    private static final int LONGEST = 2_000;
    private static final String CLOSING = ")]}";
    private static final String OPENING = "([{";
    private static final String PUNCTUATION = ".,;:!?'\"*_~»”’…";

    private final String text;
    private final List<String> found = new ArrayList<>();
    private int at;

    private Links(String text) {
        this.text = text;
    }

    /** The links, in order. */
    public static List<String> in(String text) {
        var links = new Links(text);
        while (links.at < text.length() && links.found.size() < MOST) {
            links.next();
        }
        return List.copyOf(links.found);
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '`') {
            skip(c, run(c));
        } else if (text.startsWith("||", at)) {
            skip('|', 2);
        } else if (c == '<') {
            int end = text.indexOf('>', at);
            at = end < 0 ? at + 1 : end + 1;
        } else if ((c == 'h' || c == 'H') && startsLink()) {
            link();
        } else {
            at++;
        }
    }

    private int run(char c) {
        int length = 0;
        while (at + length < text.length() && text.charAt(at + length) == c) {
            length++;
        }
        return length;
    }

    /** Goes behind what these enclose; where nothing closes it they are just characters. */
    private void skip(char c, int length) {
        int start = at + length;
        int end = text.indexOf(String.valueOf(c).repeat(length), start);
        at = end < 0 ? start : end + length;
    }

    private boolean startsLink() {
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        return begins
                && (text.regionMatches(true, at, "https://", 0, 8) || text.regionMatches(true, at, "http://", 0, 7));
    }

    private void link() {
        int end = at;
        while (end < text.length() && !isEnd(text.charAt(end))) {
            end++;
        }
        var whole = text.substring(at, end);
        at = end;
        var link = whole.length() > LONGEST ? "" : trimmed(whole);
        if (!link.isEmpty() && !found.contains(link)) {
            found.add(link);
        }
    }

    private static boolean isEnd(char c) {
        return c <= ' '
                || c == '<'
                || c == '>'
                || c == '`'
                || c == '|'
                || Character.isWhitespace(c)
                || Character.isISOControl(c);
    }

    /** Without what ends the sentence rather than the link: a bracket that was not opened in it, too. */
    private static String trimmed(String link) {
        // Of each kind of bracket: how many more are opened than closed.
        var open = new int[OPENING.length()];
        for (int i = 0; i < link.length(); i++) {
            count(open, link.charAt(i), 1);
        }
        int end = link.length();
        while (end > 0) {
            char last = link.charAt(end - 1);
            int bracket = CLOSING.indexOf(last);
            boolean unopened = bracket >= 0 && open[bracket] < 0;
            if (PUNCTUATION.indexOf(last) < 0 && !unopened) {
                break;
            }
            count(open, last, -1);
            end--;
        }
        return link.substring(0, end);
    }

    private static void count(int[] open, char c, int by) {
        int opening = OPENING.indexOf(c);
        int closing = CLOSING.indexOf(c);
        if (opening >= 0) {
            open[opening] += by;
        } else if (closing >= 0) {
            open[closing] -= by;
        }
    }
}
