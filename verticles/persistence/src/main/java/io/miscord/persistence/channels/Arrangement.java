package io.miscord.persistence.channels;

import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelAsk.ChannelMove;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
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
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import io.miscord.platform.ids.UuidV7;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which channels a server has, what they are called and where they stand. A new channel in a category begins with what
 * that allows and denies; from then on the two are apart.
 *
 * <p>Whoever moves channels keeps others from moving some at the same time, and nobody from writing. Methods wait:
 * they belong on a virtual thread.
 */
public final class Arrangement {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TOPIC = 1_024;
    private static final int LAST_POSITION = 100_000;
    private static final int SLOWEST = 21_600;
    private static final int MOST_MOVES = 500;

    private final Database database;
    private final Access access;
    private final Channels channels;
    private final Idempotency idempotency;
    private final Limits limits;
    private final AuditLog audit;
    private final ChannelStore store = new ChannelStore();

    /** Rules of channels on this database; one a node. */
    public Arrangement(
            Database database,
            Access access,
            Channels channels,
            Idempotency idempotency,
            Limits limits,
            AuditLog audit) {
        this.database = database;
        this.access = access;
        this.channels = channels;
        this.idempotency = idempotency;
        this.limits = limits;
        this.audit = audit;
    }

    /** A new channel. */
    public Channel create(ChannelAsk.Create ask) {
        var name = Texts.line("name", ask.name(), LONGEST_NAME);
        var topic = Texts.linesOrNull("topic", ask.topic(), LONGEST_TOPIC);
        requirePosition(ask.position());
        if (ask.type() == ChannelType.DM) {
            throw ProblemException.invalid("type", Refusal.NOT_ONE_OF, "text, voice, category");
        }
        var content = Arrays.asList(ask.server(), name, ask.type(), topic, ask.parentId(), ask.position());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server());
            return idempotency.once(tx, grant.user(), ask.nonce(), content, Channel.class, () -> {
                var all = channels.of(tx, ask.server());
                var category = category(grant, all, ask.type(), ask.parentId());
                var order = new ChannelOrder(all);
                int position = order.enter(ask.type(), ask.parentId(), ask.position());
                var channel = add(tx, grant, all, new Made(name, ask.type(), topic, category, position));
                Moved.ANYBODY.tell(tx, ask.server());
                place(tx, order).values().forEach(other -> Channels.updated(tx, other));
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

    /** Adds the first channels to a new server, whose access is being changed. */
    public void begin(Tx tx, ServerId server) {
        insert(tx, server, new Made("general", ChannelType.TEXT, null, null, 0));
        insert(tx, server, new Made("General", ChannelType.VOICE, null, null, 1));
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
                    ? access.channelToKeep(tx, ask.by(), ask.channel())
                    : access.channelToChange(tx, ask.by(), ask.channel());
            var grant = seen.ofServer().require(Permission.MANAGE_CHANNELS);
            var before = grant.channel();
            if (slowMode != null && slowMode > 0 && before.type() == ChannelType.CATEGORY) {
                throw ProblemException.of(Refusal.NO_MESSAGES_HERE);
            }
            if (moves(ask)) { // before any channel's row, as all who move have it
                store.lockOrder(tx, grant.server());
            }
            var changed = store.update(tx, ask.channel(), name, ask.topic() != null, topic, slowMode)
                    .orElseThrow();
            var moved = moved(tx, ask, grant);
            var channel = moved.getOrDefault(ask.channel(), changed);
            if (channel.slowMode() != before.slowMode()) {
                Moved.NOBODY.tell(tx, grant.server());
            }
            if (!channel.equals(before)) {
                moved.put(ask.channel(), channel);
                audit.write(tx, Deed.of(grant, Act.CHANNEL_UPDATE).changing(described(before), described(channel)));
            }
            moved.values().forEach(one -> Channels.updated(tx, one));
            if (!channel.name().equals(before.name()) && channel.type() != ChannelType.CATEGORY) {
                tx.post(channel.id(), grant.domain(), grant.user(), SystemMessage.renamed(channel.name()));
            }
            return channel;
        });
    }

    /**
     * Moves channels one after the other, in the order as it is by then: of two people who move channels at once the
     * second moves them in what the first has left.
     */
    public Answer.Listing<Channel> move(ChannelAsk.Move ask) {
        Texts.atMost("moves", ask.moves(), MOST_MOVES);
        ask.moves().forEach(move -> requirePosition(move.position()));
        return database.inTransaction(ask.server(), tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server());
            store.lockOrder(tx, ask.server());
            var before = channels.of(tx, ask.server());
            var moved = arrange(tx, grant, before, ask.moves());
            moved.values().forEach(channel -> Channels.updated(tx, channel));
            var named = ask.moves().stream().map(ChannelMove::channelId).collect(Collectors.toSet());
            // Those that made room are told, but nobody moved them.
            before.stream()
                    .filter(was -> named.contains(was.id()) && moved.containsKey(was.id()))
                    .map(was -> Deed.of(grant, Act.CHANNEL_MOVE)
                            .to(was.id())
                            .in(was.id())
                            .changing(placed(was), placed(Objects.requireNonNull(moved.get(was.id())))))
                    .forEach(deed -> audit.write(tx, deed));
            return new Answer.Listing<>(channels.visible(tx, grant), null);
        });
    }

    /** Deletes a channel; the channels of a category stay, after all others that are outside of any. */
    public Answer.Done delete(ChannelAsk.Delete ask) {
        return database.inTransaction(tx -> {
            var grant = access.channelToChange(tx, ask.by(), ask.channel())
                    .ofServer()
                    .require(Permission.MANAGE_CHANNELS);
            var order = new ChannelOrder(channels.of(tx, grant.server()));
            order.inside(ask.channel()).forEach(channel -> order.move(channel, null, null));
            store.delete(tx, ask.channel());
            Moved.ANYBODY.tell(tx, grant.server());
            store.silence(tx, ask.channel())
                    .ifPresent(server -> tx.emit(
                            StreamId.of(server.id()), grant.domain(), new ServerEvent.ServerUpdated(server), null));
            place(tx, order).values().forEach(channel -> Channels.updated(tx, channel));
            audit.write(tx, Deed.of(grant, Act.CHANNEL_DELETE).changing(described(grant.channel()), null));
            return Answer.Done.DONE;
        });
    }

    /** What a new channel is to be. */
    private record Made(
            String name,
            ChannelType type,
            @Nullable String topic,
            @Nullable Channel category,
            int position) {}

    private Channel add(Tx tx, ServerGrant grant, List<Channel> all, Made made) {
        if (all.size() >= limits.channelsPerServer()) {
            throw ProblemException.of(Refusal.TOO_MANY_CHANNELS, limits.channelsPerServer());
        }
        var category = made.category;
        var channel = insert(tx, grant.server().id(), made);
        if (category == null || category.overwrites().isEmpty()) {
            return channel;
        }
        int overwrites = all.stream().mapToInt(one -> one.overwrites().size()).sum();
        if (overwrites + category.overwrites().size() > limits.overwritesPerServer()) {
            throw ProblemException.of(Refusal.TOO_MANY_OVERWRITES, limits.overwritesPerServer());
        }
        store.copyOverwrites(tx, category.id(), channel.id());
        return channel.withOverwrites(category.overwrites());
    }

    private Channel insert(Tx tx, ServerId server, Made made) {
        var id = new ChannelId(UuidV7.next());
        var parent = made.category == null ? null : made.category.id();
        var channel = store.insert(tx, id, server, made.name, made.type, made.position, made.topic, parent);
        tx.openStreams(List.of(StreamId.of(id)));
        return channel;
    }

    private static boolean moves(ChannelAsk.Update ask) {
        return ask.position() != null || ask.into() != null;
    }

    /** Moves a channel as its change asks for, and returns what is elsewhere now; the order is locked. */
    private Map<ChannelId, Channel> moved(Tx tx, ChannelAsk.Update ask, Grant grant) {
        if (!moves(ask)) {
            return new HashMap<>();
        }
        var server = access.server(tx, ask.by(), grant.server());
        var all = channels.of(tx, grant.server());
        return arrange(tx, server, all, List.of(new ChannelMove(ask.channel(), ask.position(), ask.into())));
    }

    /** Carries out moves, if the asker may, and returns what is elsewhere now. */
    private Map<ChannelId, Channel> arrange(Tx tx, ServerGrant grant, List<Channel> all, List<ChannelMove> moves) {
        var order = new ChannelOrder(all);
        for (var move : moves) {
            var channel = order.find(move.channelId())
                    .filter(one -> grant.member().in(one).has(Permission.VIEW_CHANNEL))
                    .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_CHANNEL));
            grant.member().require(Permission.MANAGE_CHANNELS, channel);
            var parent = channel.parentId();
            if (move.into() != null && !Objects.equals(parent, move.into().category())) {
                parent = move.into().category();
                category(grant, all, channel.type(), parent);
            }
            order.move(channel, parent, move.position());
        }
        return place(tx, order);
    }

    private Map<ChannelId, Channel> place(Tx tx, ChannelOrder order) {
        var moved = order.moved();
        return moved.isEmpty() ? new HashMap<>() : store.place(tx, moved);
    }

    /** The category that something goes into, if whoever puts it there sees it and may arrange what is in it. */
    private static @Nullable Channel category(
            ServerGrant grant, List<Channel> all, ChannelType type, @Nullable ChannelId id) {
        if (id == null) {
            grant.require(Permission.MANAGE_CHANNELS);
            return null;
        }
        var member = grant.member();
        var category = all.stream()
                .filter(one -> one.id().equals(id) && one.type() == ChannelType.CATEGORY)
                .filter(one -> type != ChannelType.CATEGORY && member.in(one).has(Permission.VIEW_CHANNEL))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("parentId", Refusal.NOT_A_CATEGORY));
        member.require(Permission.MANAGE_CHANNELS, category);
        return category;
    }

    /** What the audit log keeps of a channel. */
    private static Map<String, @Nullable Object> described(Channel channel) {
        var described = placed(channel);
        described.put("name", channel.name());
        described.put("type", channel.type());
        described.put("topic", channel.topic());
        described.put("slowMode", channel.slowMode());
        return described;
    }

    private static Map<String, @Nullable Object> placed(Channel channel) {
        var placed = new HashMap<String, @Nullable Object>();
        placed.put("position", channel.position());
        placed.put("parentId", channel.parentId());
        return placed;
    }

    private static void requirePosition(@Nullable Integer position) {
        if (position != null) {
            Texts.within("position", position, 0, LAST_POSITION);
        }
    }
}
