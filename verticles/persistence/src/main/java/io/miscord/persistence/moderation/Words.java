package io.miscord.persistence.moderation;

import io.miscord.persistence.Letters;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text as the words that rules are looked for in: runs of letters and digits, and each other sign that shows. Pure;
 * the time grows with the text.
 *
 * <p>Folded means: one shape for what looks the same (NFKD), no case, no accents, and nothing that does not show or
 * only decorates. What makes another letter is no accent: {@code й}, {@code ў}, {@code ї}, {@code ñ} and the voiced
 * kana stay, {@code ё} is {@code е}. Letters of different alphabets that look alike stay different.
 */
final class Words {
    /** Scripts that leave no space between words: there each sign is one. */
    private static final Set<UnicodeScript> SPACELESS = Set.of(
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** What clients make bold, struck through, hidden or code of. */
    private static final String MARKUP = "*~|_`";

    private static final int BLANK_OF_BRAILLE = 0x2800;
    /** Parentheses in a link's address: clients follow no more either. */
    private static final int DEEPEST = 32;

    private Words() {}

    /** The words as they were written. */
    static List<String> written(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        folded(text).codePoints().forEach(sign -> {
            if (isOfWord(sign)) {
                word.appendCodePoint(sign == 'ς' ? 'σ' : sign);
                return;
            }
            end(word, words);
            if (!Character.isWhitespace(sign) && !Character.isSpaceChar(sign) && sign != BLANK_OF_BRAILLE) {
                words.add(Character.toString(sign));
            }
        });
        end(word, words);
        return words;
    }

    /**
     * The text as clients show it: without the markup and the addresses of links, which part no words there, and
     * without the ends of lines that they show nothing of. The same text where there is nothing of the kind.
     */
    static String shown(String text) {
        var shown = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (sign == ']') {
                at = endOfAddress(text, at + 1);
            } else if (sign == '\\' ? !isEscaping(text, at) : !isMarkup(sign)) {
                shown.append(sign);
            }
        }
        return shown.length() == text.length() ? text : shown.toString();
    }

    private static boolean isMarkup(char sign) {
        return MARKUP.indexOf(sign) >= 0 || sign == '[' || sign == '\u2028' || sign == '\u2029';
    }

    private static boolean isEscaping(String text, int at) {
        return at + 1 < text.length() && (isMarkup(text.charAt(at + 1)) || text.charAt(at + 1) == ']');
    }

    /**
     * Where {@code (address "title")} ends that begins here; the place before, if none does. What looks like one and
     * is none is given up where the next could begin, or a fixed number of those later.
     */
    private static int endOfAddress(String text, int from) {
        if (charAt(text, from) != '(') {
            return from - 1;
        }
        int at = blanks(text, from + 1);
        at = charAt(text, at) == '<' ? quoted(text, at, '<', '>') : address(text, at);
        int title = blanks(text, Math.max(at, 0));
        if (at >= 0 && title > at) {
            at = switch (charAt(text, title)) {
                case '"' -> quoted(text, title, '"', '"');
                case '\'' -> quoted(text, title, '\'', '\'');
                case '(' -> quoted(text, title, '(', ')');
                default -> title;
            };
        }
        int end = blanks(text, Math.max(at, 0));
        return at >= 0 && charAt(text, end) == ')' ? end : from - 1;
    }

    /** Behind an address whose parentheses close; -1 where they do not. */
    private static int address(String text, int from) {
        int depth = 0;
        int at = from;
        for (; at < text.length() && !isBlank(text.charAt(at)); at++) {
            char sign = text.charAt(at);
            if (sign == '\\') {
                at++;
            } else if (sign == '(' && ++depth > DEEPEST) {
                return -1;
            } else if (sign == ')' && depth-- == 0) {
                return at;
            }
        }
        return depth == 0 ? Math.min(at, text.length()) : -1;
    }

    /** Behind what stands between these signs; -1 where it does not end. */
    private static int quoted(String text, int from, char open, char close) {
        for (int at = from + 1; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (sign == '\\') {
                at++;
            } else if (sign == close) {
                return at + 1;
            } else if (sign == open) {
                return -1;
            }
        }
        return -1;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (isBlank(charAt(text, at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char sign) {
        return sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r';
    }

    private static char charAt(String text, int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        // The letter that marks are put on, while it is the last sign and has none that makes another of it.
        int letter = 0;
        var signs =
                Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().iterator();
        while (signs.hasNext()) {
            int sign = signs.nextInt();
            if (makesAnother(letter, sign)) {
                var another = Normalizer.normalize("" + (char) letter + (char) sign, Normalizer.Form.NFC);
                if (another.length() == 1) {
                    folded.setCharAt(folded.length() - 1, another.charAt(0));
                    letter = 0;
                }
            } else if (!isDecoration(sign)) {
                folded.appendCodePoint(sign);
                letter = sign;
            }
        }
        return folded.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean makesAnother(int letter, int mark) {
        return switch (mark) {
            case 0x0303 -> letter == 'n' || letter == 'N';
            case 0x0306 -> letter == 'и' || letter == 'И' || letter == 'у' || letter == 'У';
            case 0x0308 -> letter == 'і' || letter == 'І';
            // Of these a letter of one sign comes alone, of kana.
            case 0x3099, 0x309A -> letter != 0 && Character.isBmpCodePoint(letter);
            default -> false;
        };
    }

    private static boolean isOfWord(int sign) {
        if (Character.isIdeographic(sign) || SPACELESS.contains(UnicodeScript.of(sign))) {
            return false;
        }
        int type = Character.getType(sign);
        return Character.isLetterOrDigit(sign)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** What does not show or is no character, and marks that belong to no script and so can be put on any letter. */
    private static boolean isDecoration(int sign) {
        return switch (Character.getType(sign)) {
            case Character.FORMAT,
                    Character.ENCLOSING_MARK,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            case Character.NON_SPACING_MARK ->
                UnicodeScript.of(sign) == UnicodeScript.INHERITED || Letters.isIgnorable(sign);
            default -> Letters.isIgnorable(sign);
        };
    }
}
