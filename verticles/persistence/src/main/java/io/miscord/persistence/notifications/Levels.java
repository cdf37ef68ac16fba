package io.miscord.persistence.notifications;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Level;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.time.Instant;

/**
 * What people want to be told of, by server, channel and conversation, and for how long they do not; the same on all of
 * their devices. Methods wait: they belong on a virtual thread.
 */
public final class Levels {
    /** Of one person; what they set in servers that they have left stays, for when they come again. */
    private static final int MOST = 2_000;
    /** The end of the year 9999, until when something is muted for good. */
    private static final Instant FOR_GOOD = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Database database;
    private final Access access;
    private final LevelStore store = new LevelStore();

    /** Levels in this database; one a node. */
    public Levels(Database database, Access access) {
        this.database = database;
        this.access = access;
    }

    /** All that the asker has set. */
    public Answer.Listing<Level> mine(PersonAsk.Levels ask) {
        return new Answer.Listing<>(store.of(database, Access.person(ask.by())), null);
    }

    /** Sets what the asker wants to be told of a server, channel or conversation of theirs; nothing of it is none. */
    public Level set(PersonAsk.SetLevel ask) {
        var asker = Access.person(ask.by());
        var until = ask.mutedUntil();
        if (until != null && (until.isAfter(FOR_GOOD) || until.isBefore(Instant.EPOCH))) {
            throw ProblemException.invalid("mutedUntil", Refusal.WRONG_VALUE);
        }
        return database.inTransaction(tx -> {
            if (ask.level() == null && until == null) {
                var none = new Level(ask.subject(), null, null);
                if (store.remove(tx, asker, ask.subject())) {
                    tell(tx, asker, none);
                }
                return none;
            }
            requireSeen(tx, ask.by(), ask.subject());
            var before = store.one(tx, asker, ask.subject());
            if (before.isEmpty() && store.count(tx, asker) >= MOST) {
                throw ProblemException.of(Refusal.TOO_MANY_LEVELS, MOST);
            }
            var level = store.put(tx, asker, ask.subject(), ask.level(), until);
            if (before.filter(level::equals).isEmpty()) {
                tell(tx, asker, level);
            }
            return level;
        });
    }

    private static void tell(Tx tx, UserId user, Level level) {
        var event = new PersonEvent.LevelsUpdated(level);
        tx.emit(
                StreamId.of(user),
                AccessDomain.of(user),
                event,
                level.subjectId().value());
    }

    /** Refuses what is not the asker's to see, and a category, of which there is nothing to tell. */
    private void requireSeen(Queries queries, Actor by, StreamId subject) {
        try {
            access.server(queries, by, new ServerId(subject.value()));
        } catch (ProblemException noServer) {
            if (noServer.problem().kind() != Problem.Kind.NOT_FOUND) {
                throw noServer;
            }
            var grant = access.channel(queries, by, new ChannelId(subject.value()));
            if (grant.channel().type() == ChannelType.CATEGORY) {
                throw ProblemException.of(Refusal.NO_MESSAGES_HERE);
            }
        }
    }
}
