package io.miscord.persistence;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a page of a list ended, as a text that means nothing to whoever brings it back. Pure. */
public final class Cursor {
    /** Before every id that is handed out. */
    public static final UUID FIRST = new UUID(0, 0);
    /** After every id that is handed out. */
    public static final UUID LAST = new UUID(-1, -1);

    /** After every time of which anything is stored. */
    public static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

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

    /** The id that is a cursor by itself, null for a list's beginning; INVALID when it is none. */
    public static @Nullable UUID id(@Nullable String cursor) {
        return cursor == null ? null : part(cursor, UUID::fromString);
    }

    /** The time that a part is, as {@link Instant#toString} wrote it; INVALID when it is none that PostgreSQL has. */
    public static Instant time(String part) {
        var time = part(part, Instant::parse);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw refused();
        }
        return time;
    }

    /** What a part is; INVALID when reading it fails. */
    public static <T> T part(String part, Function<String, T> read) {
        try {
            return read.apply(part);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused();
        }
    }

    private static ProblemException refused() {
        return ProblemException.invalid("cursor", Refusal.NOT_A_CURSOR);
    }
}
