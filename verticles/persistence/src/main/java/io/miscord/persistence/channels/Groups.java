package io.miscord.persistence.channels;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Conversation;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conversations of more than two, as their people change. Everybody in a group may bring others and name it; its owner
 * may take people out, and when they leave it goes to the oldest account that is left. Whoever leaves is brought back
 * by friends of theirs alone, and who was taken out by the owner alone; nobody more than once an hour. Each change of
 * the people raises the access version of the conversation, so that nobody is given what is said after they left.
 * Methods wait: they belong on a virtual thread.
 */
public final class Groups {
    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final Access access;
    private final ConversationStore store = new ConversationStore();
    private final DepartureStore departures = new DepartureStore();

    /** Rules of groups on this database; one a node. */
    public Groups(Database database, Access access) {
        this.database = database;
        this.access = access;
    }

    /**
     * Adds people, who read what was said before. Whoever does not take a conversation from the asker stays out, and so
     * does who was there before and is not the asker's to bring back.
     */
    public Conversation add(ChannelAsk.AddPeople ask) {
        var asked = Texts.atMost("userIds", ask.users(), Conversations.MOST - 1);
        return database.inTransaction(tx -> {
            var group = toChange(tx, ask.by(), ask.conversation());
            var there = group.participants().stream().map(User::id).toList();
            var news = asked.stream()
                    .distinct()
                    .filter(user -> !there.contains(user))
                    .toList();
            if (news.isEmpty()) {
                return group;
            }
            if (there.size() + news.size() > Conversations.MOST) {
                throw ProblemException.of(Refusal.GROUP_FULL, Conversations.MOST);
            }
            requireWilling(tx, Access.person(ask.by()), news);
            requireReturnable(tx, group, Access.person(ask.by()), news);
            return added(tx, Access.person(ask.by()), group, news);
        });
    }

    /** The owner takes somebody out, who hears nothing of the group from then on. */
    public Answer.Done remove(ChannelAsk.RemovePerson ask) {
        var asker = Access.person(ask.by());
        return database.inTransaction(tx -> {
            var group = toChange(tx, ask.by(), ask.conversation());
            if (!asker.equals(group.ownerId())) {
                throw ProblemException.of(Refusal.OWNER_ONLY);
            }
            if (asker.equals(ask.user())) {
                throw ProblemException.of(Refusal.NOT_YOURSELF);
            }
            if (group.participants().stream().noneMatch(person -> person.id().equals(ask.user()))) {
                throw ProblemException.of(Refusal.NO_SUCH_PERSON);
            }
            gone(tx, group, ask.user(), asker, SystemMessage.removed(ask.user()));
            return Answer.Done.DONE;
        });
    }

    /** The asker leaves. What was said in a group that nobody is left in is removed in time. */
    public Answer.Done leave(ChannelAsk.LeaveConversation ask) {
        var asker = Access.person(ask.by());
        return database.inTransaction(tx -> {
            gone(tx, toChange(tx, ask.by(), ask.conversation()), asker, asker, SystemMessage.left());
            return Answer.Done.DONE;
        });
    }

    /** Gives the group a name, or takes it away. */
    public Conversation rename(ChannelAsk.RenameConversation ask) {
        var name = ask.name().isBlank() ? null : Texts.line("name", ask.name(), LONGEST_NAME);
        return database.inTransaction(tx -> {
            var grant = access.channelToKeep(tx, ask.by(), ask.conversation());
            var group = group(tx, grant.channel().id());
            store.rename(tx, group.id(), name);
            if (name != null && !name.equals(group.name())) {
                tx.post(group.id(), AccessDomain.of(group.id()), grant.user(), SystemMessage.renamed(name));
            }
            return updated(tx, group.id());
        });
    }

    /** A group of the asker's, whose people nobody else changes or relies on until the commit. */
    private Conversation toChange(Tx tx, Actor by, ChannelId id) {
        return group(tx, access.channelToChange(tx, by, id).channel().id());
    }

    private Conversation group(Tx tx, ChannelId id) {
        var conversation = store.one(tx, id).orElseThrow(() -> ProblemException.of(Refusal.NOT_A_GROUP));
        if (conversation.ownerId() == null) {
            throw ProblemException.of(Refusal.NOT_A_GROUP);
        }
        return conversation;
    }

    private void requireWilling(Tx tx, UserId asker, List<UserId> news) {
        var ids = ConversationStore.ids(news);
        if (!store.lock(tx, ConversationStore.ids(Conversations.inOrder(news, asker)))) {
            throw ProblemException.of(Refusal.NO_SUCH_PERSON);
        }
        store.closed(tx, asker, ids, true).ifPresent(closed -> {
            throw closed.ofGroup();
        });
    }

    private void requireReturnable(Tx tx, Conversation group, UserId asker, List<UserId> news) {
        for (var gone : departures.of(tx, group.id(), ConversationStore.ids(news), asker)) {
            if (gone.takenOut() && !asker.equals(group.ownerId())) {
                throw ProblemException.of(Refusal.TAKEN_OUT, gone.name());
            }
            if (!gone.takenOut() && !gone.friend()) {
                throw ProblemException.of(Refusal.LEFT_GROUP, gone.name());
            }
            if (gone.seconds() > 0) {
                throw ProblemException.later(gone.seconds(), Refusal.BACK_LATELY, gone.name(), gone.seconds());
            }
        }
    }

    private Conversation added(Tx tx, UserId asker, Conversation group, List<UserId> news) {
        var ids = ConversationStore.ids(news);
        var domain = AccessDomain.of(group.id());
        // Whoever writes here waits for the access: the head is what it will be when they are in.
        long head = store.head(tx, group.id());
        store.add(tx, group.id(), group.ownerId(), ids);
        departures.back(tx, group.id(), ids);
        store.read(tx, group.id(), ids, head);
        tx.raiseAccess(domain);
        var now = updated(tx, group.id());
        for (var user : news) {
            tx.post(group.id(), domain, asker, SystemMessage.added(user));
            var event = new PersonEvent.DmCreated(now, head);
            tx.emit(StreamId.of(user), AccessDomain.of(user), event, group.id().value());
        }
        return now;
    }

    private void gone(Tx tx, Conversation group, UserId user, UserId by, SystemMessage what) {
        var domain = AccessDomain.of(group.id());
        var owner = group.ownerId();
        store.remove(tx, group.id(), user, user.equals(owner) ? heir(group, user) : owner);
        departures.go(tx, group.id(), user, !user.equals(by));
        tx.raiseAccess(domain);
        if (group.participants().size() == 1) {
            store.close(tx, group.id());
        } else {
            tx.post(group.id(), domain, by, what);
            updated(tx, group.id());
        }
        var event = new PersonEvent.ConversationLeft(group.id());
        tx.emit(StreamId.of(user), AccessDomain.of(user), event, group.id().value());
    }

    /** Ids of accounts grow with time, and people stand in their order. */
    private static @Nullable UserId heir(Conversation group, UserId leaving) {
        return group.participants().stream()
                .map(User::id)
                .filter(user -> !user.equals(leaving))
                .findFirst()
                .orElse(null);
    }

    private Conversation updated(Tx tx, ChannelId id) {
        var now = store.one(tx, id).orElseThrow();
        tx.emit(StreamId.of(id), AccessDomain.of(id), new ChannelEvent.ConversationUpdated(now), id.value());
        return now;
    }
}
