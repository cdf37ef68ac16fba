package io.miscord.persistence.messages;

import io.miscord.contract.ChannelType;
import io.miscord.contract.FilterRule;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.moderation.Filters;
import io.miscord.persistence.sql.Queries;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.util.List;
import java.util.Optional;

/**
 * A message that somebody asks to be sent: the same at every try, whichever of them it is that stores it. What its
 * sender may do is looked up for each.
 *
 * @param id the message's, from the beginning
 * @param ask who asks for what
 * @param content the text, found to be valid
 * @param named whom it calls, if its sender may
 * @param acceptedAt when it reached this node, in milliseconds since the epoch
 * @param deadline when its sender is told to try again
 */
record Asked(MessageId id, MessageAsk.Send ask, String content, Mentions named, long acceptedAt, long deadline) {
    /** A new one; a text that cannot be sent is refused. */
    static Asked of(MessageAsk.Send ask, int contentLength, long acceptedAt, long deadline) {
        var content = Texts.content("content", ask.content(), contentLength);
        return new Asked(new MessageId(UuidV7.next()), ask, content, Mentions.in(content), acceptedAt, deadline);
    }

    /**
     * What is to be stored, by what its sender may do as of some time ago: all of it was looked up under the access
     * version that goes along, or a later one. Waits for PostgreSQL.
     */
    Outgoing outgoing(Queries queries, Access access, Filters filters, MessageStore store) {
        var kept = access.toSend(queries, ask.by(), ask.channel());
        if (kept.channel().type() == ChannelType.CATEGORY) {
            // Whoever does not see it any more is not told that it is there.
            kept = afresh(queries, access).withMessages();
        }
        try {
            return outgoing(queries, access, kept, filters.check(queries, kept, content), store);
        } catch (Filters.Caught perhaps) {
            // What was kept may not hold any more, and a refusal never meets the statement that compares versions.
            var grant = afresh(queries, access);
            return outgoing(queries, access, grant, filters.pass(queries, grant, content), store);
        }
    }

    /** What its sender may do now, whatever was kept. */
    private Grant afresh(Queries queries, Access access) {
        access.forget(ask.by(), ask.channel());
        return access.toSend(queries, ask.by(), ask.channel());
    }

    private Outgoing outgoing(
            Queries queries, Access access, Grant grant, Optional<FilterRule> reportedBy, MessageStore store) {
        var replyTo = ask.replyTo();
        if (replyTo != null && !store.isIn(queries, replyTo, ask.channel())) {
            // No statement compares versions after a refusal: whoever lost the channel meanwhile is told nothing of it.
            afresh(queries, access);
            throw ProblemException.of(Refusal.ANSWERED_GONE);
        }
        return new Outgoing(
                id,
                ask.channel(),
                grant.domain(),
                grant.version(),
                grant.user(),
                ask.nonce(),
                content,
                replyTo,
                called(queries, store, grant),
                slowMode(grant),
                reportedBy.orElse(null),
                acceptedAt,
                deadline);
    }

    /** What its sender may not call stays in the text, and calls nobody. */
    private Mentions called(Queries queries, MessageStore store, Grant grant) {
        boolean all = grant.permissions().has(Permission.MENTION_EVERYONE);
        var server = grant.channel().serverId();
        var callable = server == null || named.roles().isEmpty()
                ? List.<RoleId>of()
                : store.callable(queries, server, named.roles(), all);
        return named.under(callable, all);
    }

    /** Who keeps order in the channel is not bound by its slow mode. */
    private static int slowMode(Grant grant) {
        var permissions = grant.permissions();
        boolean isFree = permissions.has(Permission.MANAGE_MESSAGES) || permissions.has(Permission.MANAGE_CHANNELS);
        return isFree ? 0 : grant.channel().slowMode();
    }
}
