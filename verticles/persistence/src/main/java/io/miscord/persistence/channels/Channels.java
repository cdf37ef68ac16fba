package io.miscord.persistence.channels;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.access.Sight;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Limits;
import io.miscord.platform.ids.UuidV7;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels of servers. Methods wait: they belong on a virtual thread. */
public final class Channels {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TOPIC = 1_024;
    private static final int LAST_POSITION = 100_000;
    private static final int SLOWEST = 21_600;

    private final Database database;
    private final Access access;
    private final Idempotency idempotency;
    private final Bus bus;
    private final Limits limits;
    private final AuditLog audit;
    private final ChannelStore store = new ChannelStore();

    /** Rules of channels on this database; one a node. */
    public Channels(Database database, Access access, Idempotency idempotency, Bus bus, Limits limits, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.idempotency = idempotency;
        this.bus = bus;
        this.limits = limits;
        this.audit = audit;
    }

    /** The channels of servers, in order: for whoever has found out who may see them. */
    public Map<ServerId, List<Channel>> of(Queries queries, Collection<ServerId> servers) {
        return servers.isEmpty() ? Map.of() : store.of(queries, servers);
    }

    /** The channels of a server that the asker may see, in order. */
    public Answer.Listing<Channel> of(ChannelAsk.Of ask) {
        var visible = database.inSnapshot(queries -> visible(queries, access.server(queries, ask.by(), ask.server())));
        return new Answer.Listing<>(visible, null);
    }

    /** The channels of a server that somebody may see, in order; to be asked in the snapshot of the grant. */
    public List<Channel> visible(Queries queries, ServerGrant grant) {
        var server = grant.server().id();
        return Sight.visible(grant.member(), of(queries, List.of(server)).getOrDefault(server, List.of()));
    }

    /** A new channel. Those at one position stand in the order in which they were made. */
    public Channel create(ChannelAsk.Create ask) {
        var name = Texts.line("name", ask.name(), LONGEST_NAME);
        var topic = Texts.linesOrNull("topic", ask.topic(), LONGEST_TOPIC);
        requirePosition(ask.position());
        if (ask.type() == ChannelType.DM) {
            throw ProblemException.invalid("type", Refusal.NOT_ONE_OF, "text, voice, category");
        }
        var content = Arrays.asList(ask.server(), name, ask.type(), topic, ask.parentId(), ask.position());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MANAGE_CHANNELS);
            return idempotency.once(tx, grant.user(), ask.nonce(), content, Channel.class, () -> {
                var parent = ask.parentId();
                if (parent != null
                        && (ask.type() == ChannelType.CATEGORY || !store.isCategory(tx, parent, ask.server()))) {
                    throw ProblemException.invalid("parentId", Refusal.NOT_A_CATEGORY);
                }
                var channel = add(tx, ask.server(), name, ask.type(), topic, parent, ask.position());
                changed(tx, ask.server(), Moved.ANYBODY);
                audit.write(
                        tx,
                        Deed.of(grant, Act.CHANNEL_CREATE)
                                .to(channel.id())
                                .in(channel.id())
                                .changing(null, described(channel)));
                return channel;
            });
        });
    }

    /** Adds a channel to a server whose access is being changed; the caller raises the version. */
    public Channel add(
            Tx tx,
            ServerId server,
            String name,
            ChannelType type,
            @Nullable String topic,
            @Nullable ChannelId parent,
            @Nullable Integer position) {
        var count = store.count(tx, server);
        if (count.count() >= limits.channelsPerServer()) {
            throw ProblemException.of(Refusal.TOO_MANY_CHANNELS, limits.channelsPerServer());
        }
        var id = new ChannelId(UuidV7.next());
        int place = position == null ? Math.min(count.next(), LAST_POSITION) : position;
        var channel = store.insert(tx, id, server, name, type, place, topic, parent);
        tx.openStreams(List.of(StreamId.of(id)));
        return channel;
    }

    /** A channel. */
    public Channel get(ChannelAsk.Get ask) {
        return access.channel(database, ask.by(), ask.channel()).channel();
    }

    /** Changes a channel. */
    public Channel update(ChannelAsk.Update ask) {
        var name = ask.name() == null ? null : Texts.line("name", ask.name(), LONGEST_NAME);
        var topic = Texts.linesOrNull("topic", ask.topic(), LONGEST_TOPIC);
        var slowMode = ask.slowMode() == null ? null : Texts.within("slowMode", ask.slowMode(), 0, SLOWEST);
        requirePosition(ask.position());
        return database.inTransaction(tx -> {
            // What is kept of those who write says how long they wait: that ends with the version.
            var seen = slowMode == null
                    ? access.channel(tx, ask.by(), ask.channel())
                    : access.channelToChange(tx, ask.by(), ask.channel());
            var grant = ofServer(seen).require(Permission.MANAGE_CHANNELS);
            var before = grant.channel();
            if (slowMode != null && slowMode > 0 && before.type() == ChannelType.CATEGORY) {
                throw ProblemException.of(Refusal.NO_MESSAGES_HERE);
            }
            var channel = store.update(tx, ask.channel(), name, ask.topic() != null, topic, ask.position(), slowMode)
                    .orElseThrow();
            if (channel.slowMode() != before.slowMode()) {
                changed(tx, new ServerId(grant.domain().value()), Moved.NOBODY);
            }
            if (!channel.equals(before)) {
                updated(tx, grant, channel);
                audit.write(tx, Deed.of(grant, Act.CHANNEL_UPDATE).changing(described(before), described(channel)));
            }
            if (!channel.name().equals(before.name()) && channel.type() != ChannelType.CATEGORY) {
                tx.post(channel.id(), grant.domain(), grant.user(), SystemMessage.renamed(channel.name()));
            }
            return channel;
        });
    }

    /** Deletes a channel; the channels of a category stay, outside of it. */
    public Answer.Done delete(ChannelAsk.Delete ask) {
        return database.inTransaction(tx -> {
            var grant = ofServer(access.channelToChange(tx, ask.by(), ask.channel()))
                    .require(Permission.MANAGE_CHANNELS);
            store.delete(tx, ask.channel());
            store.silence(tx, ask.channel())
                    .ifPresent(server -> tx.emit(
                            StreamId.of(server.id()), grant.domain(), new ServerEvent.ServerUpdated(server), null));
            if (grant.channel().type() == ChannelType.CATEGORY) {
                store.orphan(tx, ask.channel()).forEach(channel -> updated(tx, grant, channel));
            }
            changed(tx, new ServerId(grant.domain().value()), Moved.ANYBODY);
            audit.write(tx, Deed.of(grant, Act.CHANNEL_DELETE).changing(described(grant.channel()), null));
            return Answer.Done.DONE;
        });
    }

    /** Tells those who have the channel that the asker is writing. */
    public Answer.Done typing(ChannelAsk.Typing ask) {
        var grant = access.toTell(database, ask.by(), ask.channel());
        bus.announce(List.of(new EphemeralEvent.Typing(ask.channel(), grant.user())));
        return Answer.Done.DONE;
    }

    private static void updated(Tx tx, Grant grant, Channel channel) {
        var event = new ChannelEvent.ChannelUpdated(channel);
        tx.emit(StreamId.of(channel.id()), grant.domain(), event, channel.id().value());
    }

    /** What the audit log keeps of a channel. */
    private static Map<String, ?> described(Channel channel) {
        var described = new HashMap<String, @Nullable Object>();
        described.put("name", channel.name());
        described.put("type", channel.type());
        described.put("topic", channel.topic());
        described.put("position", channel.position());
        described.put("parentId", channel.parentId());
        described.put("slowMode", channel.slowMode());
        return described;
    }

    /** What these people may see or do in the channels of a server has changed. */
    private static void changed(Tx tx, ServerId server, Moved whose) {
        var domain = AccessDomain.of(server);
        long version = tx.raiseAccess(domain);
        tx.emit(StreamId.of(server), domain, whose.event(server, version), null);
    }

    private static Grant ofServer(Grant grant) {
        if (grant.channel().type() == ChannelType.DM) {
            throw ProblemException.of(Refusal.CONVERSATION_FIXED);
        }
        return grant;
    }

    private static void requirePosition(@Nullable Integer position) {
        if (position != null) {
            Texts.within("position", position, 0, LAST_POSITION);
        }
    }
}
