package io.miscord.gateway;

import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.VoiceParticipant;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What channel lists show of calls. Everybody who has a channel is told, so they are told of one call four times a
 * second at most, however often somebody there mutes themselves or comes and goes. Used on the context of
 * {@link NodeCalls}, but for {@link #of}.
 */
final class CallLists {
    private static final long INTERVAL_MS = 250;

    private final Vertx vertx;
    private final Set<Hub> hubs = new HashSet<>();
    /** Calls that were told of a moment ago; what has become of them since, if anything has. */
    private final Map<ChannelId, List<EphemeralEvent.VoicePresence>> later = new HashMap<>();

    private final Map<StreamId, EphemeralEvent.VoicePresence> shown = new ConcurrentHashMap<>();

    CallLists(Vertx vertx) {
        this.vertx = vertx;
    }

    void add(Hub hub) {
        hubs.add(hub);
    }

    /** Who is in a channel's call; null for nobody. Safe on any thread. */
    EphemeralEvent.@Nullable VoicePresence of(StreamId channel) {
        return shown.get(channel);
    }

    /** From now on these are in a channel's call. */
    void show(ChannelId channel, List<VoiceParticipant> participants) {
        var now = new EphemeralEvent.VoicePresence(channel, participants);
        if (participants.isEmpty()) {
            shown.remove(StreamId.of(channel));
        } else {
            shown.put(StreamId.of(channel), now);
        }
        if (later.replace(channel, List.of(now)) == null) {
            tell(now);
        }
    }

    private void tell(EphemeralEvent.VoicePresence now) {
        later.put(now.channelId(), List.of());
        vertx.setTimer(INTERVAL_MS, over -> {
            var since = later.remove(now.channelId());
            if (since != null) {
                since.forEach(this::tell);
            }
        });
        hubs.forEach(hub -> hub.run(() -> hub.take(List.of(now))));
    }
}
