package io.miscord.persistence;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page of a list ended, as a text that means nothing to whoever brings it back. Pure. */
public final class Cursor {
    private static final String BETWEEN = "\n";

    private Cursor() {}

    /** That of these parts; none has a line break in it. */
    public static String of(String... parts) {
        var text = String.join(BETWEEN, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The parts again; INVALID when there are not so many of them. */
    public static List<String> read(String cursor, int count) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var parts = List.of(text.split(BETWEEN, -1));
            // PostgreSQL takes no U+0000.
            if (parts.size() == count && text.indexOf(0) < 0) {
                return parts;
            }
        } catch (IllegalArgumentException notBase64) {
            throw refused();
        }
        throw refused();
    }

    private static ProblemException refused() {
        return ProblemException.invalid("cursor", Refusal.NOT_A_CURSOR);
    }
}
