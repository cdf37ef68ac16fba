package io.miscord.persistence.channels;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Pace;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import io.miscord.platform.ids.UuidV7;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Direct messages: the same people have one conversation. Methods wait: they belong on a virtual thread. */
public final class Conversations {
    /** People of a group. */
    static final int MOST = 10;

    private final Database database;
    private final Pace pace;
    private final Pace.Limit begun;
    private final ConversationStore store = new ConversationStore();

    /** Rules of conversations on this database; one a node. */
    public Conversations(Database database, Limits limits, Pace pace) {
        this.database = database;
        this.pace = pace;
        this.begun = new Pace.Limit("conversation", limits.newConversationsPerHour(), Duration.ofHours(1));
    }

    /**
     * Opens the conversation with these people; whoever opens it at the same moment gets the same one. FORBIDDEN where
     * somebody does not take a new one from the asker, and RATE_LIMITED when they have begun many; one that is there
     * already is always theirs to open.
     */
    public Answer.Opened open(ChannelAsk.OpenConversation ask) {
        var asker = Access.person(ask.by());
        var people = inOrder(ask.users());
        people.remove(asker);
        if (people.isEmpty()) {
            throw ProblemException.invalid("userIds", Refusal.NOBODY_ELSE);
        }
        Texts.atMost("userIds", List.copyOf(people), MOST - 1);
        people.add(asker);
        var ids = ConversationStore.ids(people);
        return known(ids).orElseGet(() -> {
            pace.take(begun, asker);
            return begin(asker, people);
        });
    }

    private Optional<Answer.Opened> known(UUID[] people) {
        return store.find(database, people)
                .map(known -> new Answer.Opened(store.one(database, known).orElseThrow(), false));
    }

    private Answer.Opened begin(UserId asker, SortedSet<UserId> people) {
        var ids = ConversationStore.ids(people);
        boolean group = ids.length > 2;
        return database.inTransaction(tx -> {
            if (!store.lock(tx, ids)) {
                throw ProblemException.of(Refusal.NO_SUCH_PERSON);
            }
            store.closed(tx, asker, ids, group).ifPresent(closed -> {
                throw group ? closed.ofGroup() : refusal(closed);
            });
            var id = new ChannelId(UuidV7.next());
            if (!store.insert(tx, id, ids, group ? asker : null)) {
                var others = store.find(tx, ids).orElseThrow();
                return new Answer.Opened(store.one(tx, others).orElseThrow(), false);
            }
            return new Answer.Opened(opened(tx, id, people), true);
        });
    }

    private static ProblemException refusal(ConversationStore.Closed closed) {
        return closed.blocked()
                ? ProblemException.of(Refusal.BLOCKED)
                : ProblemException.of(Refusal.NOT_ACCEPTING, closed.name());
    }

    /** The asker's conversations: the 1,000 in which something was said last. */
    public Answer.Listing<Conversation> mine(ChannelAsk.Conversations ask) {
        return new Answer.Listing<>(of(database, Access.person(ask.by())), null);
    }

    /** Somebody's conversations. */
    public List<Conversation> of(Queries queries, UserId user) {
        return store.of(queries, user);
    }

    /** Those of these people who take part in the conversation; nobody when there is none of this id. */
    public Set<UserId> among(Queries queries, ChannelId conversation, Collection<UserId> users) {
        return store.among(queries, conversation, users);
    }

    /** The conversation of two, if they have one. */
    public Optional<ChannelId> between(Queries queries, UserId one, UserId other) {
        return store.find(queries, ConversationStore.ids(inOrder(List.of(one, other))));
    }

    static SortedSet<UserId> inOrder(Collection<UserId> users, UserId... others) {
        var people = new TreeSet<UserId>((a, b) -> a.value().compareTo(b.value()));
        people.addAll(users);
        people.addAll(List.of(others));
        return people;
    }

    private Conversation opened(Tx tx, ChannelId id, Iterable<UserId> people) {
        var domain = AccessDomain.of(id);
        tx.changeAccess(domain);
        tx.raiseAccess(domain);
        tx.openStreams(List.of(StreamId.of(id)));
        var conversation = store.one(tx, id).orElseThrow();
        for (var user : people) {
            var event = new PersonEvent.DmCreated(conversation, 0);
            tx.emit(StreamId.of(user), AccessDomain.of(user), event, id.value());
        }
        return conversation;
    }
}
