package io.miscord.persistence.channels;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelType;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.VoiceStanding;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.access.Sight;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The channels of servers, as people see them. Methods wait: they belong on a virtual thread. */
public final class Channels {
    private final Database database;
    private final Access access;
    private final Bus bus;
    private final ChannelStore store = new ChannelStore();

    /** Reads channels from this database; one a node. */
    public Channels(Database database, Access access, Bus bus) {
        this.database = database;
        this.access = access;
        this.bus = bus;
    }

    /** The channels of servers, in order: for whoever has found out who may see them. */
    public Map<ServerId, List<Channel>> of(Queries queries, Collection<ServerId> servers) {
        return servers.isEmpty() ? Map.of() : store.of(queries, servers);
    }

    /** The channels of a server, in order: for whoever has found out who may see them. */
    public List<Channel> of(Queries queries, ServerId server) {
        return of(queries, List.of(server)).getOrDefault(server, List.of());
    }

    /** The channels of a server that the asker may see, in order. */
    public Answer.Listing<Channel> of(ChannelAsk.Of ask) {
        var visible = database.inSnapshot(queries -> visible(queries, access.server(queries, ask.by(), ask.server())));
        return new Answer.Listing<>(visible, null);
    }

    /** The channels of a server that somebody may see, in order; to be asked in the snapshot of the grant. */
    public List<Channel> visible(Queries queries, ServerGrant grant) {
        return Sight.visible(grant.member(), of(queries, grant.server().id()));
    }

    /** A channel. */
    public Channel get(ChannelAsk.Get ask) {
        return access.channel(database, ask.by(), ask.channel()).channel();
    }

    /** Tells those who have the channel that the asker is writing. */
    public Answer.Done typing(ChannelAsk.Typing ask) {
        var grant = access.toTell(database, ask.by(), ask.channel()).withMessages();
        bus.announce(List.of(new EphemeralEvent.Typing(ask.channel(), grant.user())));
        return Answer.Done.DONE;
    }

    /** What the asker may do in the call of a channel. */
    public VoiceStanding inCall(ChannelAsk.InCall ask) {
        var grant = access.channel(database, ask.by(), ask.channel());
        var channel = grant.channel();
        if (channel.type() != ChannelType.VOICE && channel.type() != ChannelType.DM) {
            throw ProblemException.of(Refusal.NO_VOICE_HERE);
        }
        return new VoiceStanding(
                channel.serverId(), grant.require(Permission.CONNECT).permissions());
    }

    /** Tells those who have a server's channel what it is like now. */
    public static void updated(Tx tx, Channel channel) {
        var domain = AccessDomain.of(Objects.requireNonNull(channel.serverId()));
        var event = new ChannelEvent.ChannelUpdated(channel);
        tx.emit(StreamId.of(channel.id()), domain, event, channel.id().value());
    }
}
