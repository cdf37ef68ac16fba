package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelId;
import io.miscord.contract.StreamId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceRenewed;
import io.miscord.contract.VoiceSeat;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for calls again and again: leases of seats are renewed, the mirror is compared with the rooms, and it is
 * asked whether people may still be where they are. Used on the context of {@link NodeCalls}.
 */
final class CallUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger("miscord.websocket");
    private static final long RENEW_MS = 5_000;
    private static final long MIRROR_MS = 5_000;
    private static final long RECHECK_MS = 15_000;
    private static final int RENEWED_AT_ONCE = 100;
    private static final int READ_AT_ONCE = 50;
    /** How long a seat is known here after its socket was lost: a little longer than the 20 s that its lease lasts. */
    private static final long LOST_MS = 25_000;

    private final Vertx vertx;
    private final Bus bus;
    private final RoomMirror mirror;
    private final NodeCalls calls;
    private final Set<ChannelId> reading = new HashSet<>();

    CallUpkeep(Vertx vertx, Bus bus, RoomMirror mirror, NodeCalls calls) {
        this.vertx = vertx;
        this.bus = bus;
        this.mirror = mirror;
        this.calls = calls;
    }

    void start() {
        vertx.setPeriodic(RENEW_MS, due -> renew());
        vertx.setPeriodic(1, MIRROR_MS, due -> compare());
        vertx.setPeriodic(RECHECK_MS, due -> recheckAll());
    }

    private void renew() {
        var alive = new ArrayList<CallSeat>();
        for (var seat : List.copyOf(calls.seats())) {
            if (seat.socket != null) {
                alive.add(seat);
            } else if (NodeCalls.now() - seat.lostAt > LOST_MS) {
                calls.drop(seat);
            }
        }
        for (int from = 0; from < alive.size(); from += RENEWED_AT_ONCE) {
            ask(alive.subList(from, Math.min(from + RENEWED_AT_ONCE, alive.size())));
        }
    }

    /** Lengthens the leases of some seats, and asks for what they missed; 100 at most. */
    void ask(List<CallSeat> some) {
        var asked = List.copyOf(some);
        var renewals = asked.stream()
                .map(seat -> new VoiceAsk.Renewal(seat.place, seat.user, seat.signals.n()))
                .toList();
        bus.ask(new VoiceAsk.Renew(Actor.NODE, bus.node(), renewals))
                .onSuccess(renewed -> {
                    for (int i = 0; i < asked.size(); i++) {
                        renewed(asked.get(i), renewed.seats().get(i));
                    }
                })
                .onFailure(failure -> LOG.debug("seats not renewed cause={}", failure.getMessage()));
    }

    private void renewed(CallSeat seat, VoiceRenewed.Kept kept) {
        if (!calls.has(seat)) {
            return;
        }
        switch (kept.fate()) {
            case KEPT -> {
                seat.caughtUp(kept.missed());
                if (kept.rev() != mirror.rev(seat.place.channel())) {
                    read(seat.place.channel());
                }
            }
            case TAKEN -> calls.over(seat, VoiceEnd.REPLACED);
            case ENDED -> ended(seat);
            case FORGOTTEN -> {
                if (seat.socket == null) {
                    calls.drop(seat);
                } else {
                    again(seat);
                }
            }
        }
    }

    /** The hint with the reason is nearly always on its way. */
    private void ended(CallSeat seat) {
        if (seat.endUntold) {
            calls.over(seat, VoiceEnd.DISCONNECTED);
        }
        seat.endUntold = true;
    }

    private void again(CallSeat seat) {
        var known = mirror.seat(seat.place.channel(), seat.place.participant());
        if (known != null) {
            bus.ask(new VoiceAsk.Again(
                            seat.actor, seat.place, new VoiceSeat(known.participant(), bus.node()), seat.signals.n()))
                    .onFailure(failure -> LOG.debug("seat not taken again cause={}", failure.getMessage()));
        }
    }

    /** Compares the mirror with the rooms, for changes that were lost with the node that told them. */
    private void compare() {
        bus.ask(new VoiceAsk.Calls(Actor.NODE)).onSuccess(calls -> {
            var differ = new HashSet<ChannelId>();
            calls.revs().forEach((stream, rev) -> {
                var channel = new ChannelId(stream.value());
                if (mirror.rev(channel) != rev) {
                    differ.add(channel);
                }
            });
            mirror.channels().stream()
                    .filter(channel -> !calls.revs().containsKey(StreamId.of(channel)))
                    .forEach(differ::add);
            differ.addAll(mirror.doubtful());
            differ.stream().limit(READ_AT_ONCE).forEach(this::read);
        });
    }

    /** Reads a room, once at a time. */
    void read(ChannelId channel) {
        if (!reading.add(channel)) {
            return;
        }
        long asked = mirror.rev(channel);
        bus.ask(new VoiceAsk.State(Actor.NODE, channel)).onComplete(done -> {
            reading.remove(channel);
            if (done.succeeded()) {
                calls.told(mirror.become(done.result(), asked, NodeCalls.now()));
            }
        });
    }

    private void recheckAll() {
        var byChannel = new HashMap<ChannelId, List<CallSeat>>();
        calls.seats()
                .forEach(seat -> byChannel
                        .computeIfAbsent(seat.place.channel(), its -> new ArrayList<>())
                        .add(seat));
        byChannel.forEach(this::recheck);
    }

    /** Permissions in a server have changed, or in a person's conversations. */
    void recheck(StreamId stream) {
        var byChannel = new HashMap<ChannelId, List<CallSeat>>();
        var conversations = new HashSet<ChannelId>();
        for (var seat : calls.seats()) {
            if (seat.server != null && stream.equals(StreamId.of(seat.server))) {
                byChannel
                        .computeIfAbsent(seat.place.channel(), its -> new ArrayList<>())
                        .add(seat);
            } else if (seat.server == null && stream.equals(StreamId.of(seat.user))) {
                conversations.add(seat.place.channel());
            }
        }
        byChannel.forEach(this::recheck);
        // What one of a conversation does to another ends it for both, and the other's node hears nothing of it.
        conversations.forEach(channel -> check(channel, mirror.seats(channel)));
    }

    /** Some seats of a call may not be allowed any more. */
    void recheck(ChannelId channel, List<CallSeat> some) {
        var known = some.stream()
                .map(seat -> mirror.seat(channel, seat.place.participant()))
                .filter(Objects::nonNull)
                .toList();
        check(channel, known);
    }

    private void check(ChannelId channel, List<VoiceSeat> seats) {
        if (!seats.isEmpty()) {
            bus.ask(new VoiceAsk.Recheck(Actor.NODE, channel, seats))
                    .onFailure(failure -> LOG.debug("call not checked cause={}", failure.getMessage()));
        }
    }
}
