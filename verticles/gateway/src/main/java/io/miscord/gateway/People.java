package io.miscord.gateway;

import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.netty.buffer.ByteBufAllocator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose sockets one hub has, and what passes between people: who is writing, who is there. Used on the hub's loop. */
final class People {
    private final Topics topics;
    private final MemberWindows windows;
    private final ByteBufAllocator memory;
    private final Map<UserId, Set<Socket>> sockets = new HashMap<>();
    private long round;

    People(Topics topics, MemberWindows windows, ByteBufAllocator memory) {
        this.topics = topics;
        this.windows = windows;
        this.memory = memory;
    }

    void entered(UserId user, Socket socket) {
        sockets.computeIfAbsent(user, its -> new HashSet<>()).add(socket);
    }

    /** The socket is gone; whether it was one of the person's. */
    boolean left(UserId user, Socket socket) {
        var its = sockets.get(user);
        if (its == null) {
            return false;
        }
        boolean was = its.remove(socket);
        if (its.isEmpty()) {
            sockets.remove(user);
        }
        return was;
    }

    /** The sockets of a person. */
    Set<Socket> socketsOf(UserId user) {
        return sockets.getOrDefault(user, Set.of());
    }

    /** The people who have this stream. */
    Set<UserId> of(StreamId stream) {
        var topic = topics.of(stream);
        var people = new HashSet<UserId>();
        if (topic != null) {
            topic.each(subscription -> {
                var user = subscription.receiver.user();
                if (user != null) {
                    people.add(user);
                }
            });
        }
        return people;
    }

    void typing(EphemeralEvent.Typing typing) {
        var topic = topics.of(StreamId.of(typing.channelId()));
        if (topic != null) {
            try (var told = Encoded.of(memory, typing)) {
                topic.each(subscription -> subscription.receiver.whisper(told));
            }
        }
    }

    /** Tells one who has the channel who is in its call; later, if they cannot take it now. */
    static void voice(ByteBufAllocator memory, Viewer to, EphemeralEvent.VoicePresence call) {
        try (var told = Encoded.of(memory, call)) {
            voice(to, call, told);
        }
    }

    /** Tells those who have the channel who is in its call; later, whoever cannot take it now. */
    void voice(EphemeralEvent.VoicePresence call) {
        var topic = topics.of(StreamId.of(call.channelId()));
        if (topic != null) {
            try (var told = Encoded.of(memory, call)) {
                topic.each(subscription -> {
                    if (subscription.receiver instanceof Viewer viewer) {
                        voice(viewer, call, told);
                    }
                });
            }
        }
    }

    private static void voice(Viewer to, EphemeralEvent.VoicePresence call, Encoded told) {
        var channel = StreamId.of(call.channelId());
        if (to.whisper(told)) {
            to.has().callsUntold.remove(channel);
        } else {
            to.has().callsUntold.add(channel);
        }
    }

    /** Tells one who is in the calls that they could not be told of before, as far as they can be now. */
    static void callsUntold(ByteBufAllocator memory, Viewer to, NodeCalls calls) {
        var untold = to.has().callsUntold;
        for (var channel : untold.isEmpty() ? Set.<StreamId>of() : Set.copyOf(untold)) {
            var call = calls.shown(channel);
            var nobody = new EphemeralEvent.VoicePresence(new ChannelId(channel.value()), List.of());
            voice(memory, to, call == null ? nobody : call);
        }
    }

    void presence(EphemeralEvent.PresenceChanged change) {
        long thisRound = ++round;
        try (var told = Encoded.of(memory, change)) {
            for (ServerId server : change.servers()) {
                var topic = topics.of(StreamId.of(server));
                if (topic != null) {
                    windows.each(topic, server, change.userId(), receiver -> {
                        if (receiver.firstIn(thisRound)) {
                            receiver.whisper(told);
                        }
                    });
                }
            }
        }
    }

    /** Tells all sockets of a person. */
    void tell(UserId user, EphemeralEvent event) {
        try (var told = Encoded.of(memory, event)) {
            socketsOf(user).forEach(socket -> socket.whisper(told));
        }
    }

    /** Tells everybody who is here. */
    void tellAll(EphemeralEvent event) {
        try (var told = Encoded.of(memory, event)) {
            sockets.values().forEach(its -> its.forEach(socket -> socket.whisper(told)));
        }
    }
}
