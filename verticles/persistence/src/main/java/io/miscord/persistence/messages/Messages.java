package io.miscord.persistence.messages;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.MessageGrant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.moderation.Filters;
import io.miscord.persistence.previews.LinkPreviews;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Emitted;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Messages that are there: their history, and every change of one. Methods wait: they belong on a virtual thread. */
public final class Messages {
    /** The most pins of a channel. */
    public static final int MOST_PINS = 50;

    private static final int FEWEST_AT_ONCE = 2;

    private final Database database;
    private final Access access;
    private final Filters filters;
    private final Limits limits;
    private final AuditLog audit;
    private final LinkPreviews previews;
    private final MessageStore store = new MessageStore();
    private final HistoryStore history = new HistoryStore();

    /** Rules of messages on this database; one a node. */
    public Messages(
            Database database, Access access, Filters filters, Limits limits, AuditLog audit, LinkPreviews previews) {
        this.database = database;
        this.access = access;
        this.filters = filters;
        this.limits = limits;
        this.audit = audit;
        this.previews = previews;
    }

    /** What a change did: null for nothing, or its event. */
    private record Change(Optional<Emitted> event, Message message) {}

    /** Changes one's own message. */
    public Answer.Changed edit(MessageAsk.Edit ask) {
        var content = Texts.content("content", ask.content(), limits.contentLength());
        try {
            var changed = edit(ask, content);
            previews.written(changed.message().channelId(), ask.message(), content);
            return changed;
        } catch (Filters.Caught caught) {
            throw filters.settle(caught);
        }
    }

    private Answer.Changed edit(MessageAsk.Edit ask, String content) {
        return change(ask, ask.message(), (tx, message) -> {
            if (!message.isOwn()) {
                throw ProblemException.of(Refusal.AUTHOR_ONLY);
            }
            requireWritten(message);
            var grant = message.channel().require(Permission.SEND_MESSAGES);
            var reportedBy = filters.check(tx, grant, content);
            var edited = store.edit(tx, message.id(), content);
            var domain = message.channel().domain();
            var mentions =
                    store.mention(tx, message.id(), domain, Mentions.in(content).people());
            reportedBy.ifPresent(rule -> filters.report(tx, message.id(), rule));
            var channel = message.channel().channel().id();
            return emit(
                    tx,
                    message,
                    new ChannelEvent.MessageUpdated(
                            channel, message.id(), content, edited.at(), mentions, edited.embeds()));
        });
    }

    /** Deletes a message: one's own, or anybody's with the permission. */
    public Answer.Changed delete(MessageAsk.Delete ask) {
        return change(ask, ask.message(), (tx, message) -> {
            if (!message.isOwn()) {
                message.channel().require(Permission.MANAGE_MESSAGES);
            }
            store.delete(tx, List.of(message.id()));
            if (!message.isOwn()) {
                audit.write(tx, deed(message, Act.MESSAGE_DELETE).changing(named(message), null));
            }
            var user = message.channel().user();
            var event = new ChannelEvent.MessageDeleted(channel(message), message.id(), user, message.seq(), null);
            return emit(tx, message, event);
        });
    }

    /** Deletes messages of one channel at once; those that are gone already are left out. */
    public Answer.Done bulkDelete(MessageAsk.BulkDelete ask) {
        var wanted = new HashSet<>(ask.messages());
        if (wanted.size() < FEWEST_AT_ONCE) {
            throw ProblemException.invalid("messageIds", Refusal.TOO_FEW, FEWEST_AT_ONCE);
        }
        if (wanted.size() > limits.bulkDelete()) {
            throw ProblemException.invalid("messageIds", Refusal.TOO_MANY, limits.bulkDelete());
        }
        return database.inTransaction(tx -> {
            var grant = access.channelToKeep(tx, ask.by(), ask.channel()).require(Permission.MANAGE_MESSAGES);
            var locked = store.lock(tx, ask.channel(), wanted);
            if (locked.known() < wanted.size()) {
                throw ProblemException.of(Refusal.NO_SUCH_MESSAGE);
            }
            if (!locked.there().isEmpty()) {
                store.delete(tx, locked.there());
                audit.write(
                        tx,
                        Deed.of(grant, Act.MESSAGE_BULK_DELETE).changing(Map.of("messageIds", locked.there()), null));
                var event = new ChannelEvent.MessagesDeleted(ask.channel(), locked.there(), locked.seqs(), null);
                tx.emit(StreamId.of(ask.channel()), grant.domain(), event, null);
            }
            return Answer.Done.DONE;
        });
    }

    /** Reacts with an emoji; a second time changes nothing. */
    public Answer.Changed react(MessageAsk.React ask) {
        var emoji = ReactionEmoji.of(ask.emoji());
        return change(ask, ask.message(), (tx, message) -> {
            message.channel().require(Permission.ADD_REACTIONS);
            ReactionEmoji.own(emoji).ifPresent(own -> requireThere(tx, message, own));
            var user = message.channel().user();
            if (!store.react(tx, message.id(), emoji, user)) {
                return Optional.empty();
            }
            // The message is locked: nobody else adds a kind meanwhile.
            if (store.kinds(tx, message.id()) > limits.reactionKinds()) {
                throw ProblemException.of(Refusal.TOO_MANY_REACTIONS, limits.reactionKinds());
            }
            int count = (int) store.reactions(tx, message.id(), emoji);
            return emit(
                    tx, message, new ChannelEvent.ReactionAdded(channel(message), message.id(), emoji, user, count));
        });
    }

    /** Takes a reaction back; a second time changes nothing. */
    public Answer.Changed unreact(MessageAsk.Unreact ask) {
        var emoji = ReactionEmoji.of(ask.emoji());
        return change(ask, ask.message(), (tx, message) -> {
            var user = message.channel().user();
            if (!store.unreact(tx, message.id(), emoji, user)) {
                return Optional.empty();
            }
            int count = (int) store.reactions(tx, message.id(), emoji);
            return emit(
                    tx, message, new ChannelEvent.ReactionRemoved(channel(message), message.id(), emoji, user, count));
        });
    }

    /** Pins a message, which the channel is told in a message of its own; a second time changes nothing. */
    public Answer.Changed pin(MessageAsk.Pin ask) {
        return change(ask, ask.message(), (tx, message) -> {
            requirePinning(message);
            requireWritten(message);
            if (message.pinned()) {
                return Optional.empty();
            }
            store.lockPins(tx, channel(message));
            if (store.pinned(tx, channel(message)) >= MOST_PINS) {
                throw ProblemException.of(Refusal.TOO_MANY_PINS, MOST_PINS);
            }
            store.pin(tx, message.id());
            if (isInServer(message)) {
                audit.write(tx, deed(message, Act.MESSAGE_PIN).changing(null, named(message)));
            }
            var user = message.channel().user();
            var pinned = emit(tx, message, new ChannelEvent.MessagePinned(channel(message), message.id(), user));
            tx.post(channel(message), message.channel().domain(), user, SystemMessage.pinned(message.id()));
            return pinned;
        });
    }

    /** Unpins a message; a second time changes nothing. */
    public Answer.Changed unpin(MessageAsk.Unpin ask) {
        return change(ask, ask.message(), (tx, message) -> {
            requirePinning(message);
            if (!message.pinned()) {
                return Optional.empty();
            }
            store.unpin(tx, message.id());
            if (isInServer(message)) {
                audit.write(tx, deed(message, Act.MESSAGE_UNPIN).changing(named(message), null));
            }
            var user = message.channel().user();
            return emit(tx, message, new ChannelEvent.MessageUnpinned(channel(message), message.id(), user));
        });
    }

    /** A page of history, newest first. */
    public Answer.Listing<Message> history(MessageAsk.History ask) {
        int limit = Page.limit(ask.limit());
        var grant = access.channel(database, ask.by(), ask.channel()).withMessages();
        var asker = grant.user();
        if (ask.before() != null) {
            return page(history.before(database, ask.channel(), anchor(ask, ask.before()), limit, asker));
        }
        if (ask.after() != null) {
            return page(history.after(database, ask.channel(), anchor(ask, ask.after()), limit, asker));
        }
        if (ask.around() != null) {
            return page(around(ask, anchor(ask, ask.around()), limit, grant));
        }
        return page(history.before(database, ask.channel(), Long.MAX_VALUE, limit, asker));
    }

    /** The pinned messages of a channel, newest pin first. */
    public Answer.Listing<Message> pins(ChannelAsk.Pins ask) {
        var grant = access.channel(database, ask.by(), ask.channel());
        return page(history.pins(database, ask.channel(), MOST_PINS, grant.user()));
    }

    private List<Message> around(MessageAsk.History ask, long seq, int limit, Grant grant) {
        int older = limit / 2 + 1;
        var page = new ArrayList<Message>();
        page.addAll(history.after(database, ask.channel(), seq, limit - Math.min(older, limit), grant.user()));
        page.addAll(history.before(database, ask.channel(), seq + 1, older, grant.user()));
        return page.subList(0, Math.min(limit, page.size()));
    }

    private long anchor(MessageAsk.History ask, MessageId message) {
        return history.seqOf(database, message, ask.channel())
                .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_MESSAGE));
    }

    private Answer.Changed change(
            MessageAsk<Answer.Changed> ask, MessageId id, BiFunction<Tx, MessageGrant, Optional<Emitted>> work) {
        var change = database.inTransaction(id, tx -> {
            var message = access.message(tx, ask.by(), id);
            var event = work.apply(tx, message);
            var now = history.one(tx, id, message.channel().user()).orElseThrow();
            return new Change(event, now);
        });
        return new Answer.Changed(change.event.map(Emitted::seq).orElse(null), change.message);
    }

    private void requireThere(Tx tx, MessageGrant message, ReactionEmoji.Own emoji) {
        var server = message.channel().channel().serverId();
        if (server == null || !store.hasEmoji(tx, server, emoji)) {
            throw ProblemException.of(Refusal.NO_SUCH_EMOJI);
        }
    }

    private static void requirePinning(MessageGrant message) {
        // In a conversation nobody has a role, and either side may keep what matters to them at hand.
        boolean conversation = message.channel().channel().type() == ChannelType.DM;
        message.channel().require(conversation ? Permission.SEND_MESSAGES : Permission.MANAGE_MESSAGES);
    }

    private static void requireWritten(MessageGrant message) {
        if (message.type() == MessageType.SYSTEM) {
            throw ProblemException.of(Refusal.SYSTEM_MESSAGE);
        }
    }

    private static Optional<Emitted> emit(Tx tx, MessageGrant message, ChannelEvent event) {
        var stream = StreamId.of(channel(message));
        return Optional.of(
                tx.emit(stream, message.channel().domain(), event, message.id().value()));
    }

    /** What is done to a message is done to its author, or to itself when there is none any more. */
    private static Deed deed(MessageGrant message, Act act) {
        var author = message.author();
        return Deed.of(message.channel(), act).to(author == null ? message.id() : author);
    }

    /** What the audit log keeps of a message: which it is, and never what it says. */
    private static Map<String, ?> named(MessageGrant message) {
        return Map.of("messageId", message.id());
    }

    private static boolean isInServer(MessageGrant message) {
        return message.channel().channel().serverId() != null;
    }

    private static ChannelId channel(MessageGrant message) {
        return message.channel().channel().id();
    }

    private static Answer.Listing<Message> page(List<Message> messages) {
        return new Answer.Listing<>(messages, null);
    }
}
