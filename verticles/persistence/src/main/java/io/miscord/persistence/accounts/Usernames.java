package io.miscord.persistence.accounts;

import static java.lang.Character.UnicodeScript.BOPOMOFO;
import static java.lang.Character.UnicodeScript.COMMON;
import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.INHERITED;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.LATIN;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Usernames: how they are spelled, when two are the same, and when one would be taken for another. Pure.
 *
 * <p>Letters of any script are welcome; but scripts whose letters this class cannot tell apart from others' are not
 * mixed within a name.
 */
public final class Usernames {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}._-]{2,32}");

    /** Scripts that people do write in one word, and those whose look-alikes are known below. */
    private static final List<Set<UnicodeScript>> MIXED = List.of(
            Set.of(LATIN, CYRILLIC, GREEK),
            Set.of(LATIN, HAN, HIRAGANA, KATAKANA, BOPOMOFO),
            Set.of(LATIN, HAN, HANGUL));

    /** Small letters and figures that look like a small Latin letter, or whose capitals do. */
    private static final Map<Integer, String> ALIKE = alike(
            "a", "аα", "b", "вьβ", "c", "сϲς", "d", "ԁđ", "e", "еєεэ", "h", "нһћђħη", "i", "іιı", "j", "ј", "k", "кκ",
            "l", "ӏ1ł", "m", "мμ", "n", "пи", "o", "оοσ0ø", "p", "рρ", "q", "ԛ", "r", "гґ", "s", "ѕ", "t", "тτŧ", "u",
            "цυ", "v", "ѵν", "w", "шщԝω", "x", "хχ", "y", "уүγ", "z", "ζ", "3", "з", "6", "б");

    /** What the gateway and people take for more than a name; compared by skeleton. */
    private static final Set<String> RESERVED = Set.of("everyone", "here");

    private Usernames() {}

    /** The name as it is stored and shown; INVALID naming {@code username} when it cannot be one. */
    static String normalised(String text) {
        var name = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
        if (!ALLOWED.matcher(name).matches() || name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw wrong(Refusal.USERNAME_SHAPE);
        }
        if (!isReadable(name)) {
            throw wrong(Refusal.USERNAME_MIXED);
        }
        if (RESERVED.contains(skeleton(name))) {
            throw wrong(Refusal.USERNAME_RESERVED);
        }
        return name;
    }

    /** The same for names that differ in case alone, and for what people type who mean that name. */
    public static String key(String username) {
        return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The same for names that a person would take for one another. */
    public static String skeleton(String username) {
        // A capital I looks like a small l: in small letters that would be gone.
        var small = Normalizer.normalize(username.replace('I', 'l'), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT);
        var skeleton = new StringBuilder(small.length());
        // Lower case may bring marks of its own; й and é are и and e with a mark.
        Normalizer.normalize(small, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> skeleton.append(likeness(c)));
        return skeleton.toString().replace("rn", "m").replace("vv", "w").replace("cl", "d");
    }

    private static String likeness(int c) {
        int latin = Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c;
        var like = ALIKE.get(latin);
        return like == null ? Character.toString(latin) : like;
    }

    private static boolean isReadable(String name) {
        var scripts = name.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
        scripts.removeAll(Set.of(COMMON, INHERITED));
        return scripts.size() <= 1 || MIXED.stream().anyMatch(set -> set.containsAll(scripts));
    }

    private static Map<Integer, String> alike(String... pairs) {
        var map = new HashMap<Integer, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            var latin = pairs[i];
            pairs[i + 1].codePoints().forEach(c -> map.put(c, latin));
        }
        return Map.copyOf(map);
    }

    private static ProblemException wrong(Refusal why) {
        return ProblemException.invalid("username", why);
    }
}
