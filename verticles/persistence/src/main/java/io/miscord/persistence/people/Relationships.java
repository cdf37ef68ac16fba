package io.miscord.persistence.people;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.Relationship;
import io.miscord.contract.RelationshipKind;
import io.miscord.contract.StreamId;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.channels.Conversations;
import io.miscord.persistence.notifications.Notifications;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Friends, requests and blocks. Two who change something between them at the same moment take turns, so that a request
 * that meets another is a friendship. A block raises the access version of their conversation: nodes that keep what one
 * may do there look again. Methods wait: they belong on a virtual thread.
 */
public final class Relationships {
    private final Database database;
    private final Conversations conversations;
    private final Notifications notifications;
    private final int most;
    private final RelationshipStore store = new RelationshipStore();

    /**
     * Rules of relationships on this database; one a node.
     *
     * @param limits how many friends a person may have, requests included; and as many people that they block
     */
    public Relationships(Database database, Conversations conversations, Notifications notifications, Limits limits) {
        this.database = database;
        this.conversations = conversations;
        this.notifications = notifications;
        this.most = limits.friends();
    }

    /** What others are to the asker, by their ids. */
    public Answer.Listing<Relationship> mine(PersonAsk.Relationships ask) {
        return new Answer.Listing<>(store.of(database, Access.person(ask.by())), null);
    }

    /** Asks a person to be friends, or accepts what they asked. */
    public Relationship befriend(PersonAsk.Befriend ask) {
        var asker = Access.person(ask.by());
        return database.inTransaction(tx -> {
            var other = lock(tx, asker, ask.user());
            return new Relationship(other, befriended(tx, asker, other.id()));
        });
    }

    /** Blocks a person, who is told no more than that they are no friends any more. */
    public Relationship block(PersonAsk.Block ask) {
        var asker = Access.person(ask.by());
        return betweenTwo(asker, ask.user(), (tx, two) -> {
            var other = two.other.id();
            if (store.kind(tx, asker, other)
                    .filter(RelationshipKind.BLOCKED::equals)
                    .isEmpty()) {
                if (store.count(tx, asker, true) >= most) {
                    throw ProblemException.of(Refusal.TOO_MANY_BLOCKED, most);
                }
                put(tx, asker, other, RelationshipKind.BLOCKED);
                unlessBlocking(tx, other, asker);
                two.conversation.ifPresent(tx::raiseAccess);
            }
            return new Relationship(two.other, RelationshipKind.BLOCKED);
        });
    }

    /** A person is nothing to the asker any more; that the person blocks them stays so. */
    public Answer.Done end(PersonAsk.EndRelationship ask) {
        var asker = Access.person(ask.by());
        return betweenTwo(asker, ask.user(), (tx, two) -> {
            var other = two.other.id();
            var was = store.kind(tx, asker, other);
            was.ifPresent(kind -> remove(tx, asker, other));
            if (was.filter(RelationshipKind.BLOCKED::equals).isPresent()) {
                two.conversation.ifPresent(tx::raiseAccess);
            } else {
                unlessBlocking(tx, other, asker);
            }
            return Answer.Done.DONE;
        });
    }

    private RelationshipKind befriended(Tx tx, UserId asker, UserId other) {
        var mine = store.kind(tx, asker, other);
        if (mine.isEmpty()) {
            return requested(tx, asker, other);
        }
        return switch (mine.get()) {
            case FRIEND, OUTGOING -> mine.get();
            case BLOCKED -> throw ProblemException.of(Refusal.BLOCKED);
            case INCOMING -> {
                put(tx, asker, other, RelationshipKind.FRIEND);
                put(tx, other, asker, RelationshipKind.FRIEND);
                notifications.befriended(tx, other, asker);
                yield RelationshipKind.FRIEND;
            }
        };
    }

    private RelationshipKind requested(Tx tx, UserId asker, UserId other) {
        if (store.count(tx, asker, false) >= most) {
            throw ProblemException.of(Refusal.TOO_MANY_FRIENDS, most);
        }
        var theirs = store.kind(tx, other, asker);
        if (theirs.filter(RelationshipKind.BLOCKED::equals).isPresent()) {
            throw ProblemException.of(Refusal.BLOCKED);
        }
        if (theirs.isPresent() || store.count(tx, other, false) >= most) {
            throw ProblemException.of(Refusal.NO_REQUESTS);
        }
        put(tx, asker, other, RelationshipKind.OUTGOING);
        put(tx, other, asker, RelationshipKind.INCOMING);
        notifications.befriended(tx, other, asker);
        return RelationshipKind.OUTGOING;
    }

    /** The other side of what has ended is gone too, but for a block, which is the other one's own. */
    private void unlessBlocking(Tx tx, UserId user, UserId other) {
        var was = store.kind(tx, user, other);
        if (was.isPresent() && was.get() != RelationshipKind.BLOCKED) {
            remove(tx, user, other);
        }
    }

    /** The other one, and the access of the conversation of the two if they have one. */
    private record Two(User other, Optional<AccessDomain> conversation) {}

    /**
     * Changes who may write in the conversation of the two: its access is locked before any row. One that is opened
     * meanwhile was not, so all is done again then; once there, it stays.
     */
    private <T> T betweenTwo(UserId asker, UserId user, BiFunction<Tx, Two, T> work) {
        return tried(asker, user, work)
                .or(() -> tried(asker, user, work))
                .orElseThrow(() -> ProblemException.later(1, Refusal.BUSY));
    }

    private <T> Optional<T> tried(UserId asker, UserId user, BiFunction<Tx, Two, T> work) {
        var conversation = conversations.between(database, asker, user).map(AccessDomain::of);
        return database.inTransaction(tx -> {
            conversation.ifPresent(tx::changeAccess);
            var other = lock(tx, asker, user);
            var now = conversations.between(tx, asker, user).map(AccessDomain::of);
            return now.equals(conversation)
                    ? Optional.of(work.apply(tx, new Two(other, conversation)))
                    : Optional.empty();
        });
    }

    private User lock(Tx tx, UserId asker, UserId user) {
        if (asker.equals(user)) {
            throw ProblemException.of(Refusal.NOT_YOURSELF);
        }
        var other = store.lock(tx, asker, user).get(user);
        if (other == null) {
            throw ProblemException.of(Refusal.NO_SUCH_PERSON);
        }
        return other;
    }

    private void put(Tx tx, UserId user, UserId other, RelationshipKind kind) {
        store.put(tx, user, other, kind);
        tell(tx, user, other, kind);
    }

    private void remove(Tx tx, UserId user, UserId other) {
        store.remove(tx, user, other);
        tell(tx, user, other, null);
    }

    private static void tell(Tx tx, UserId user, UserId other, @Nullable RelationshipKind kind) {
        var event = new PersonEvent.RelationshipUpdated(other, kind);
        tx.emit(StreamId.of(user), AccessDomain.of(user), event, other.value());
    }
}
