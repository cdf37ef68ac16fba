package io.miscord.gateway;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Frame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.gateway.wire.Reach;
import io.miscord.gateway.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One answer about who sees what, as it reaches sockets: who lost a channel is unsubscribed and told, who gained one is
 * told and subscribed. What one kind of people lost and gained is compared once for all of them. Used on the hub's
 * loop, within one or several of its turns.
 */
final class Refresh {
    /** Whoever is told of a channel this soon after it was made is given everything that was said there. */
    private static final Duration NEW = Duration.ofMinutes(1);

    private static final long NEW_EVENTS = 100;

    private final AccessView.World world;
    private final Sights sights;
    private final AccessDomain domain;
    private final ServerId server;
    private final Map<StreamId, Channel> channels = new HashMap<>();
    private final Map<StreamId, Long> positions;
    private final Map<UserId, Kind> kinds = new HashMap<>();

    /** People who see the same from now on; {@code changes} by what they saw before. */
    private record Kind(SharedSight sight, Map<SharedSight, Change> changes) {}

    /**
     * What some lost and gained.
     *
     * @param told in the words of each wire: the lost, then the gained
     */
    private record Change(List<StreamId> lost, List<Gain> gained, Map<Wire, List<Optional<Frame>>> told) {
        /** What is said of it, in that order. */
        List<ServerFrame> said(ServerId server) {
            var said = new ArrayList<ServerFrame>();
            lost.forEach(stream -> said.add(new ServerFrame.ChannelRemoved(server, new ChannelId(stream.value()))));
            gained.forEach(gain -> said.add(new ServerFrame.ChannelCreated(gain.channel, gain.position)));
            return said;
        }
    }

    private record Gain(Channel channel, long position, long head) {}

    Refresh(AccessView.World world, Sights sights, Visibility visibility) {
        this.world = world;
        this.sights = sights;
        this.domain = visibility.domain();
        this.server = new ServerId(domain.value());
        this.positions = visibility.positions();
        visibility.channels().forEach(channel -> channels.put(StreamId.of(channel.id()), channel));
        for (var group : visibility.groups()) {
            var kind = kind(group.channels());
            group.users().forEach(user -> kinds.put(user, kind));
        }
    }

    private Kind kind(Set<ChannelId> may) {
        var streams = new HashSet<StreamId>();
        may.forEach(channel -> streams.add(StreamId.of(channel)));
        streams.retainAll(channels.keySet());
        return new Kind(sights.of(streams), new IdentityHashMap<>());
    }

    /** Whether the person still has the server or conversation at all. */
    boolean has(UserId user) {
        return kinds.containsKey(user);
    }

    /** Whether the person may have this stream. */
    boolean sees(UserId user, StreamId stream) {
        var kind = kinds.get(user);
        return kind != null && (stream.equals(new StreamId(domain.value())) || kind.sight.streams.contains(stream));
    }

    /** Gives this socket what its person sees now, and takes the rest away; {@link #has} was asked before. */
    void apply(Viewer viewer, UserId user) {
        var kind = kinds.get(user);
        var before = viewer.has().sights.get(server);
        if (kind == null || before == null) {
            return; // a conversation is had or not; or their server:joined is still on its way
        }
        if (viewer.hasAll()) {
            if (before != kind.sight) {
                var change = kind.changes.computeIfAbsent(before, old -> change(old, kind.sight));
                sights.give(viewer, server, kind.sight);
                apply(viewer, change);
            }
        } else {
            var sight = sights.of(within(viewer.wire().reach(), kind.sight));
            var change = change(before, sight);
            sights.give(viewer, server, sight);
            apply(viewer, change);
        }
    }

    private static Set<StreamId> within(Reach reach, SharedSight sight) {
        var streams = new HashSet<StreamId>();
        if (reach instanceof Reach.OneChannel(ChannelId only) && sight.streams.contains(StreamId.of(only))) {
            streams.add(StreamId.of(only));
        }
        return streams;
    }

    private Change change(SharedSight before, SharedSight now) {
        var lost = before.streams.stream()
                .filter(stream -> !now.streams.contains(stream))
                .toList();
        var gained = now.streams.stream()
                .filter(stream -> !before.streams.contains(stream))
                .map(stream -> gain(stream, Objects.requireNonNull(channels.get(stream))))
                .toList();
        return new Change(lost, gained, new HashMap<>());
    }

    private Gain gain(StreamId stream, Channel channel) {
        long head = positions.getOrDefault(stream, 0L);
        return new Gain(channel, isNew(channel, head) ? 0 : head, head);
    }

    /** Those who are told the same on the same kind of socket are told in the same bytes. */
    private void apply(Viewer viewer, Change change) {
        var said = change.said(server);
        var told = change.told.computeIfAbsent(
                viewer.wire(), wire -> said.stream().map(wire::frame).toList());
        int i = 0;
        for (var stream : change.lost) {
            world.unsubscribe(viewer, stream);
            tell(viewer, said.get(i), told.get(i));
            i++;
            if (!viewer.hasAll()) {
                viewer.end(Disconnect.NO_SUCH_CHANNEL);
            }
        }
        for (var gain : change.gained) {
            tell(viewer, said.get(i), told.get(i));
            i++;
            world.subscribe(viewer, StreamId.of(gain.channel.id()), gain.position, gain.head);
        }
    }

    private static void tell(Viewer viewer, ServerFrame said, Optional<Frame> text) {
        text.ifPresent(frame -> viewer.write(frame, new Told.Said(said, false)));
    }

    /** Whether what was said in a channel before one was told of it is news: it was made just now. */
    private boolean isNew(Channel channel, long head) {
        return head <= NEW_EVENTS && world.monotonic(channel.createdAt()) > world.now() - NEW.toMillis();
    }
}
