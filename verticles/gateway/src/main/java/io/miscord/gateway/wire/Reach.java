package io.miscord.gateway.wire;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.Welcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a kind of socket is for, of all that a person may see: which streams it has. Pure. */
public sealed interface Reach {
    /** All that the person may see. */
    record Everything() implements Reach {}

    /** One channel; besides it the streams that tell whether the person may still see it. */
    record OneChannel(ChannelId channel) implements Reach {}

    /** The person's own stream. */
    record Person() implements Reach {}

    /** Whether a further channel or conversation is for this socket. */
    default boolean includes(StreamId channel) {
        return switch (this) {
            case Everything all -> true;
            case OneChannel one -> StreamId.of(one.channel).equals(channel);
            case Person person -> false;
        };
    }

    /** As much of the person's start as is for this socket; empty when they may not see what it is for. */
    default Optional<Welcome> of(Welcome welcome) {
        return switch (this) {
            case Everything all -> Optional.of(welcome);
            case Person person -> Optional.of(narrow(welcome, Map.of(), Map.of()));
            case OneChannel one -> only(one.channel, welcome);
        };
    }

    private static Optional<Welcome> only(ChannelId channel, Welcome welcome) {
        var stream = StreamId.of(channel);
        var position = welcome.positions().get(stream);
        if (position == null || !isChannel(channel, welcome)) {
            return Optional.empty();
        }
        var channels = new HashMap<ServerId, Set<ChannelId>>(); // none for a conversation
        welcome.channels().forEach((server, its) -> {
            if (its.contains(channel)) {
                channels.put(server, Set.of(channel));
            }
        });
        return Optional.of(narrow(welcome, channels, Map.of(stream, position)));
    }

    /** Of the streams that a person sees, all are channels' and conversations' but their servers' and their own. */
    private static boolean isChannel(ChannelId channel, Welcome welcome) {
        return !welcome.access().containsKey(new ServerId(channel.value()))
                && !welcome.user().id().value().equals(channel.value());
    }

    private static Welcome narrow(
            Welcome welcome, Map<ServerId, Set<ChannelId>> channels, Map<StreamId, Long> positions) {
        var streams = new HashMap<>(positions);
        var access = new HashMap<ServerId, Long>();
        channels.keySet().forEach(server -> {
            keep(welcome.positions(), StreamId.of(server), streams);
            keep(welcome.access(), server, access);
        });
        keep(welcome.positions(), StreamId.of(welcome.user().id()), streams);
        return new Welcome(
                welcome.user(), List.of(), List.of(), streams, access, channels, Map.of(), Map.of(), welcome.epoch());
    }

    private static <K> void keep(Map<K, Long> all, K key, Map<K, Long> kept) {
        var value = all.get(key);
        if (value != null) {
            kept.put(key, value);
        }
    }
}
