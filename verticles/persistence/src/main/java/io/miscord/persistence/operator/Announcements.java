package io.miscord.persistence.operator;

import io.miscord.contract.Announcement;
import io.miscord.contract.AnnouncementId;
import io.miscord.contract.Answer;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What everybody of the instance is told: a few sentences. Methods wait, in their caller's transaction. */
final class Announcements {
    /** Those that go on at the same time. */
    private static final int MOST = 10;

    private static final int LONGEST = 500;
    private static final int LATEST_DAYS = 365;

    private final Idempotency idempotency;
    private final InstantSource clock;
    private final OperatorLog log;
    private final AnnouncementStore store = new AnnouncementStore();

    Announcements(Idempotency idempotency, OperatorLog log, InstantSource clock) {
        this.idempotency = idempotency;
        this.log = log;
        this.clock = clock;
    }

    /** Tells everybody something from the commit on. */
    Announcement announce(Tx tx, UserId by, OperatorAsk.Announce ask) {
        var text = Texts.content("text", ask.text().strip(), LONGEST);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var end = end(ask.endsAt(), now);
        var content = Arrays.asList(text, ask.severity(), end);
        return idempotency.once(tx, by, ask.nonce(), content, Announcement.class, () -> {
            if (store.current(tx, now, MOST).size() >= MOST) {
                throw ProblemException.of(Refusal.TOO_MANY_ANNOUNCEMENTS, MOST);
            }
            var made = new Announcement(new AnnouncementId(UuidV7.next()), text, ask.severity(), now, end);
            store.insert(tx, made, by);
            log.write(tx, by, OperatorAct.ANNOUNCEMENT_CREATE, made.id().value(), null, text);
            tell(tx, now);
            return made;
        });
    }

    /** Ends one; it is no mistake if it has ended already. */
    Answer.Done end(Tx tx, UserId by, AnnouncementId announcement) {
        var text = store.text(tx, announcement).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_ANNOUNCEMENT));
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (store.current(tx, now, MOST).stream()
                .anyMatch(current -> current.id().equals(announcement))) {
            store.end(tx, announcement, now);
            log.write(tx, by, OperatorAct.ANNOUNCEMENT_END, announcement.value(), null, text);
            tell(tx, now);
        }
        return Answer.Done.DONE;
    }

    /** What there is to tell now. */
    Answer.Listing<Announcement> current(Queries queries) {
        return new Answer.Listing<>(store.current(queries, clock.instant(), MOST), null);
    }

    /** All that were made. */
    Answer.Listing<Announcement> page(Queries queries, OperatorAsk.Announcements ask) {
        int limit = Page.limit(ask.limit());
        var before = Objects.requireNonNullElse(Cursor.id(ask.cursor()), Cursor.LAST);
        return Page.cut(
                store.page(queries, before, limit + 1),
                limit,
                announcement -> announcement.id().toString());
    }

    private void tell(Tx tx, Instant now) {
        List<Announcement> current = store.current(tx, now, MOST);
        tx.tell(new EphemeralEvent.AnnouncementsUpdated(current));
    }

    private static @Nullable Instant end(@Nullable Instant asked, Instant now) {
        if (asked == null) {
            return null;
        }
        var end = asked.truncatedTo(ChronoUnit.MILLIS);
        if (!end.isAfter(now) || end.isAfter(now.plus(Duration.ofDays(LATEST_DAYS)))) {
            throw ProblemException.invalid("endsAt", Refusal.NOT_AHEAD, LATEST_DAYS);
        }
        return end;
    }
}
