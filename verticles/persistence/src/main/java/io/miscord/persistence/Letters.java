package io.miscord.persistence;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** What Unicode's signs are to people who read them, where Java does not say. Pure. */
public final class Letters {
    /** Whose letters do not change beside each other: what joins or parts letters does nothing between them. */
    private static final Set<UnicodeScript> UNJOINED =
            Set.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK);

    private static final int NOT_JOINED = 0x200C;
    private static final int JOINED = 0x200D;

    private Letters() {}

    /** Whether it may never stand in a text that passes from one system to another. */
    public static boolean isNoncharacter(int sign) {
        return (sign & 0xFFFE) == 0xFFFE || (sign >= 0xFDD0 && sign <= 0xFDEF);
    }

    /** Whether a reader sees nothing of it: Default_Ignorable_Code_Point, which Java does not know. */
    public static boolean isIgnorable(int sign) {
        return switch (sign) {
            // Soft hyphen, grapheme joiner, fillers of Hangul, inherent vowels of Khmer.
            case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0 -> true;
            default ->
                isBetween(sign, 0x180B, 0x180F) // variants of Mongolian
                        || isBetween(sign, 0x200B, 0x200F)
                        || isBetween(sign, 0x202A, 0x202E)
                        || isBetween(sign, 0x2060, 0x206F)
                        || isBetween(sign, 0xFE00, 0xFE0F) // variants
                        || isBetween(sign, 0xFFF0, 0xFFF8)
                        || isBetween(sign, 0x1BCA0, 0x1BCA3)
                        || isBetween(sign, 0x1D173, 0x1D17A)
                        || isBetween(sign, 0xE0000, 0xE0FFF); // tags, more variants
        };
    }

    /** Whether one who reads it sees something: no blank, no mark without a letter, nothing that is ignored. */
    public static boolean isVisible(int sign) {
        return switch (Character.getType(sign)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> sign != 0x2800 && !isIgnorable(sign);
        };
    }

    /** Whether it is put onto the letter before it, however many come, rather than beside it. */
    public static boolean isMark(int sign) {
        int type = Character.getType(sign);
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) && !isIgnorable(sign);
    }

    /**
     * A name without what nobody sees in it. What changes the look of its neighbours stays where it does so: variants
     * and tags of emoji, and between letters that are joined, or not, by it.
     */
    public static String shown(String name) {
        var shown = new StringBuilder(name.length());
        int before = ' ';
        for (int sign : name.codePoints().toArray()) {
            if (!isIgnorable(sign) || changesLook(sign, before)) {
                shown.appendCodePoint(sign);
                before = sign;
            }
        }
        return shown.toString();
    }

    private static boolean changesLook(int sign, int before) {
        if (sign == JOINED || sign == NOT_JOINED) {
            return before != ' ' && !UNJOINED.contains(UnicodeScript.of(before)) && before != sign;
        }
        return isBetween(sign, 0xFE00, 0xFE0F)
                || isBetween(sign, 0x180B, 0x180F)
                || sign == 0x034F
                || isBetween(sign, 0xE0020, 0xE01EF);
    }

    private static boolean isBetween(int sign, int first, int last) {
        return sign >= first && sign <= last;
    }
}
