package io.miscord.gateway;

import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.netty.buffer.ByteBufAllocator;
import java.util.HashMap;
import java.util.HashSet;
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

    /** Tells one who has the channel from now on who is in its call. */
    static void voice(ByteBufAllocator memory, Viewer to, EphemeralEvent.VoicePresence call) {
        try (var told = Encoded.of(memory, call)) {
            to.whisper(told);
        }
    }

    /** Tells those who have the channel who is in its call. */
    void voice(EphemeralEvent.VoicePresence call) {
        var topic = topics.of(StreamId.of(call.channelId()));
        if (topic != null) {
            try (var told = Encoded.of(memory, call)) {
                topic.each(subscription -> subscription.receiver.whisper(told));
            }
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
