package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Event;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.contract.Welcome;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Http;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway gives one person, without a gateway: the events of the streams that they may see, in each stream's
 * order, and channels that come and go as permissions change. The rule is the gateways': nothing that was committed
 * under newer permissions than were derived for them is given before these are derived anew. To be used by one thread.
 */
public final class Gate {
    private static final String ACCESS_CHANGED = Event.nameOf(ServerEvent.AccessChanged.class);

    private final UserId me;
    private final Instant began;
    private final Owner owner;
    private final Map<StreamId, Long> positions = new HashMap<>();
    private final Map<AccessDomain, Long> versions = new HashMap<>();
    private final Map<ServerId, Set<ChannelId>> visible = new HashMap<>();

    /** Who is asked. */
    public interface Owner {
        /** Which channels of a server the person may see, or whether they take part in a conversation. */
        Visibility visible(AccessDomain domain, UserId person);

        /** The events of a stream after a seq, all of them. */
        List<StreamEvent> since(StreamId stream, long seq);
    }

    /**
     * Lets somebody in who was greeted so.
     *
     * @param began a time after the greeting, by the clock that says when channels were made
     */
    public Gate(Welcome welcome, Instant began, Owner owner) {
        this.me = welcome.user().id();
        this.began = began;
        this.owner = owner;
        positions.putAll(welcome.positions());
        versions.putAll(welcome.access());
        welcome.channels().forEach((server, channels) -> visible.put(server, new HashSet<>(channels)));
    }

    /**
     * All that there is for them by now, as frames in the order in which they are told.
     *
     * @param order the order in which streams are looked at, for no order between streams is promised; streams that it
     *     does not name come last
     */
    public List<JsonNode> pull(List<StreamId> order) {
        var frames = new ArrayList<JsonNode>();
        int before;
        do {
            before = frames.size();
            var streams = new ArrayList<>(order);
            positions.keySet().stream()
                    .filter(stream -> !order.contains(stream))
                    .forEach(streams::add);
            for (var stream : streams) {
                var position = positions.get(stream);
                if (position != null) {
                    owner.since(stream, position).forEach(event -> take(event, frames));
                }
            }
        } while (frames.size() > before);
        return frames;
    }

    /** The streams that they are given now. */
    public Set<StreamId> streams() {
        return Set.copyOf(positions.keySet());
    }

    private void take(StreamEvent event, List<JsonNode> frames) {
        var version = versions.get(event.domain());
        if (version != null && version < event.accessVersion() && !event.name().equals(ACCESS_CHANGED)) {
            derive(event.domain(), frames);
        }
        var position = positions.get(event.stream());
        if (position == null || event.seq() <= position) {
            return; // they may not see it any more
        }
        positions.put(event.stream(), event.seq());
        frames.add(Http.tree(event.frame().text()));
        follow(Json.event(event.frame()), frames);
    }

    private void follow(Event event, List<JsonNode> frames) {
        switch (event) {
            case ServerEvent.AccessChanged changed
            when changed.userIds() == null || changed.userIds().contains(me) ->
                derive(AccessDomain.of(changed.serverId()), frames);
            case PersonEvent.ServerJoined joined -> {
                var server = joined.server().id();
                var now = owner.visible(AccessDomain.of(server), me);
                var may = may(now);
                if (may == null) {
                    return; // server:left is on its way
                }
                var told = new HashSet<ChannelId>();
                joined.channels().forEach(channel -> told.add(channel.id()));
                visible.put(server, told);
                joined.positions().forEach((stream, seq) -> {
                    if (stream.equals(StreamId.of(server)) || may.contains(new ChannelId(stream.value()))) {
                        positions.put(stream, seq);
                    }
                });
                apply(now, may, frames);
            }
            case PersonEvent.ServerLeft left -> left(AccessDomain.of(left.serverId()));
            case PersonEvent.DmCreated made -> {
                var domain = AccessDomain.of(made.conversation().id());
                var now = owner.visible(domain, me);
                if (may(now) != null) {
                    versions.put(domain, now.version());
                    positions.putIfAbsent(StreamId.of(made.conversation().id()), made.position());
                }
            }
            case PersonEvent.ConversationLeft left -> left(AccessDomain.of(left.conversationId()));
            default -> {}
        }
    }

    private void derive(AccessDomain domain, List<JsonNode> frames) {
        if (!positions.containsKey(new StreamId(domain.value()))) {
            return;
        }
        var now = owner.visible(domain, me);
        var may = may(now);
        if (may == null) {
            left(domain);
        } else if (!visible.containsKey(new ServerId(domain.value()))) {
            versions.put(domain, now.version()); // a conversation, of which there is nothing more to see
        } else {
            apply(now, may, frames);
        }
    }

    private @Nullable Set<ChannelId> may(Visibility now) {
        return now.groups().stream()
                .filter(group -> group.users().contains(me))
                .map(Visibility.Group::channels)
                .findFirst()
                .orElse(null);
    }

    private void left(AccessDomain domain) {
        versions.remove(domain);
        positions.remove(new StreamId(domain.value()));
        var channels = visible.remove(new ServerId(domain.value()));
        if (channels != null) {
            channels.forEach(channel -> positions.remove(StreamId.of(channel)));
        }
    }

    private void apply(Visibility now, Set<ChannelId> may, List<JsonNode> frames) {
        var server = new ServerId(now.domain().value());
        var sees = visible.computeIfAbsent(server, its -> new HashSet<>());
        versions.put(now.domain(), now.version());
        for (var channel : List.copyOf(sees)) {
            if (!may.contains(channel)) {
                sees.remove(channel);
                positions.remove(StreamId.of(channel));
                frames.add(Http.tree(Json.frame(new ServerFrame.ChannelRemoved(server, channel))
                        .text()));
            }
        }
        for (var channel : now.channels()) {
            if (may.contains(channel.id()) && sees.add(channel.id())) {
                var stream = StreamId.of(channel.id());
                // Of what was made while they were there they are given all that was said.
                long position =
                        channel.createdAt().isAfter(began) ? 0 : now.positions().getOrDefault(stream, 0L);
                positions.put(stream, position);
                frames.add(Http.tree(Json.frame(new ServerFrame.ChannelCreated(channel, position))
                        .text()));
            }
        }
    }
}
