package io.miscord.persistence.channels;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.Unread;
import io.miscord.contract.UserId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Membership;
import io.miscord.persistence.access.Memberships;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.platform.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How far people have read, and what calls them in what they have not. The mark of a channel moves forward only; what
 * is unread follows from it and from what is there: a deletion, a role and a lost channel need nothing told. Methods
 * wait: they belong on a virtual thread.
 */
public final class ReadStates {
    /** Marks told to who comes back: with more channels read meanwhile, the rest show as unread until looked at. */
    private static final int MOST_READS = 1_000;

    private final Database database;
    private final Access access;
    private final Channels channels;
    private final Memberships memberships = new Memberships();
    private final ReadStateStore store = new ReadStateStore();

    /** Read marks in this database; one a node. */
    public ReadStates(Database database, Access access, Channels channels) {
        this.database = database;
        this.access = access;
        this.channels = channels;
    }

    /** How far the asker has read; less than before changes nothing. */
    public Answer.Done read(ChannelAsk.Read ask) {
        if (ask.seq() < 0) {
            throw ProblemException.invalid("seq", Refusal.BELOW_LEAST, 0);
        }
        return database.inTransaction(tx -> {
            var grant = access.channel(tx, ask.by(), ask.channel());
            store.read(tx, grant.user(), ask.channel(), ask.seq())
                    .ifPresent(seq -> tx.tell(new EphemeralEvent.ReadUpdated(grant.user(), ask.channel(), seq)));
            return Answer.Done.DONE;
        });
    }

    /** How far the asker has read a channel, and what is left. */
    public Unread of(ChannelAsk.ReadState ask) {
        return database.inSnapshot(queries -> {
            var grant = access.channel(queries, ask.by(), ask.channel());
            var user = grant.user();
            var server = grant.channel().serverId();
            var member =
                    server == null ? Map.<ServerId, Membership>of() : memberships.of(queries, user, List.of(server));
            var calls = store.calls(queries, user, List.of(grant.channel()), List.of(), member);
            return store.unread(
                    queries, user, ask.channel(), calls.getOrDefault(StreamId.of(ask.channel()), List.of()));
        });
    }

    /** How far the asker has read the channels of a server. */
    public Answer.ReadStates of(ServerAsk.ReadStates ask) {
        return database.inSnapshot(queries -> {
            var grant = access.server(queries, ask.by(), ask.server());
            var visible = channels.visible(queries, grant);
            var streams =
                    visible.stream().map(channel -> StreamId.of(channel.id())).toList();
            var member = Map.of(ask.server(), grant.member());
            return of(queries, grant.user(), streams, visible, List.of(), member, false);
        });
    }

    /** The asker has read all that is there in a server; their devices are told by one event. */
    public Answer.Done readAll(ServerAsk.ReadAll ask) {
        return database.inTransaction(tx -> {
            var grant = access.server(tx, ask.by(), ask.server());
            var user = grant.user();
            var moved = store.readAll(tx, user, channels.visible(tx, grant));
            if (!moved.isEmpty()) {
                var event = new PersonEvent.ServerRead(ask.server(), moved);
                tx.emit(
                        StreamId.of(user),
                        AccessDomain.of(user),
                        event,
                        ask.server().value());
            }
            return Answer.Done.DONE;
        });
    }

    /**
     * How far somebody has read what they see, for a greeting; to be asked in its snapshot.
     *
     * @param streams all that they see
     * @param visible the channels of servers among it
     * @param conversations the others
     * @param servers what they are in those servers
     * @param resume without heads, and with the marks that moved last alone
     */
    public Answer.ReadStates of(
            Queries queries,
            UserId user,
            Collection<StreamId> streams,
            Collection<Channel> visible,
            Collection<ChannelId> conversations,
            Map<ServerId, Membership> servers,
            boolean resume) {
        var standing =
                resume ? store.reads(queries, user, streams, MOST_READS) : store.standing(queries, user, streams);
        var calls = store.calls(queries, user, visible, conversations, servers);
        return new Answer.ReadStates(standing.heads(), standing.reads(), calls);
    }
}
