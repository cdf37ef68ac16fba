package io.miscord.persistence.moderation;

import io.miscord.contract.Ban;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of bans ended: with this person, banned at this time. Pure. */
record BanPlace(Instant time, UserId user) {
    private static final BanPlace FIRST = new BanPlace(Cursor.LATEST, new UserId(Cursor.FIRST));

    /** Where the next page begins; null for the first one. */
    static BanPlace of(@Nullable String cursor) {
        if (cursor == null) {
            return FIRST;
        }
        var parts = Cursor.read(cursor, 2);
        return new BanPlace(Cursor.time(parts.get(0)), new UserId(Cursor.part(parts.get(1), UUID::fromString)));
    }

    static String after(Ban last) {
        return Cursor.of(last.createdAt().toString(), last.user().id().toString());
    }
}
