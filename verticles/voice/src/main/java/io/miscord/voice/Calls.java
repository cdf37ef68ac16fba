package io.miscord.voice;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.IceServers;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.ModerationAsk.CallAct;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoomState;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoiceCalls;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceRenewed;
import io.miscord.contract.VoiceRoom;
import io.miscord.contract.VoiceSeat;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** The rules of calls, one method for each ask. Methods wait: they belong on a virtual thread. */
final class Calls {
    private final Bus bus;
    private final Rooms rooms;
    private final Announcer announcer;
    private final Seating seating;
    private final States states;
    private final Lines lines;
    private final TurnCredentials credentials;
    private final int capacity;

    Calls(
            Bus bus,
            Rooms rooms,
            Announcer announcer,
            Seating seating,
            States states,
            Lines lines,
            TurnCredentials credentials,
            int capacity) {
        this.bus = bus;
        this.rooms = rooms;
        this.announcer = announcer;
        this.seating = seating;
        this.states = states;
        this.lines = lines;
        this.credentials = credentials;
        this.capacity = capacity;
    }

    /** Answers what is asked about calls. */
    Answer answer(VoiceAsk<?> asked) {
        return switch (asked) {
            case VoiceAsk.Ice ask -> ice(ask);
            case VoiceAsk.Room ask -> room(ask);
            case VoiceAsk.Join ask -> seating.join(ask);
            case VoiceAsk.Again ask -> seating.again(ask);
            case VoiceAsk.Signal ask -> signal(ask);
            case VoiceAsk.Update ask -> update(ask);
            case VoiceAsk.Report ask -> lines.report(ask);
            case VoiceAsk.Leave ask -> seating.leave(ask);
            case VoiceAsk.Renew ask -> new VoiceRenewed(rooms.renew(ask.node(), ask.seats()));
            case VoiceAsk.State ask -> rooms.room(ask.channel(), capacity);
            case VoiceAsk.Calls ask -> calls();
            case VoiceAsk.Recheck ask -> seating.recheck(ask);
            case VoiceAsk.Silence ask -> silence(ask);
            case VoiceAsk.Disconnect ask -> disconnect(ask);
            case VoiceAsk.Move ask -> move(ask);
        };
    }

    private IceServers ice(VoiceAsk.Ice ask) {
        return credentials.of(Seating.person(ask.by()));
    }

    private VoiceRoom room(VoiceAsk.Room ask) {
        bus.ask(new ChannelAsk.Get(ask.by(), ask.channel())).await();
        var state = rooms.room(ask.channel(), capacity);
        return new VoiceRoom(
                ask.channel(),
                capacity,
                state.seats().stream().map(VoiceSeat::participant).toList());
    }

    /** It goes straight to the node of its target: signals wait for nothing. */
    private Answer.Done signal(VoiceAsk.Signal ask) {
        var sent = ask.outgoing();
        var delivery = rooms.signal(ask.place(), sent).orElseThrow(Calls::over);
        var node = delivery.node();
        if (node == null) {
            throw ProblemException.of(Refusal.NO_SUCH_PARTICIPANT);
        }
        var signal = sent.signal().numbered(delivery.n());
        announcer.tell(node, new VoiceHint.Signalled(sent.target(), signal));
        return Answer.Done.DONE;
    }

    private Answer.Done update(VoiceAsk.Update ask) {
        var said = ask.state();
        // Both are pictures that everybody's line has to carry: one permission for them.
        if (Boolean.TRUE.equals(said.screen()) || Boolean.TRUE.equals(said.camera())) {
            var standing = bus.ask(new ChannelAsk.InCall(ask.by(), ask.place().channel()))
                    .await();
            if (!standing.permissions().has(Permission.SHARE_SCREEN)) {
                throw ProblemException.of(Refusal.MISSING_PERMISSION, Permission.SHARE_SCREEN);
            }
        }
        change(ask.place(), Flags.change(said));
        return Answer.Done.DONE;
    }

    private void change(VoicePlace place, Flags.Change change) {
        if (!change.isNothing()
                && states.change(place.channel(), place.participant(), place.session(), change)
                        .isEmpty()) {
            throw over();
        }
    }

    private VoiceCalls calls() {
        var revs = new HashMap<StreamId, Long>();
        rooms.overview().revs().forEach((channel, rev) -> revs.put(StreamId.of(channel), rev));
        return new VoiceCalls(revs);
    }

    private Answer.Done silence(VoiceAsk.Silence ask) {
        var seat = seat(ask.by(), ask.channel(), ask.user());
        var act = ask.silent() ? CallAct.SILENCE : CallAct.UNSILENCE;
        bus.ask(new ModerationAsk.ActInCall(ask.by(), ask.channel(), ask.user(), act, null, ask.reason()))
                .await();
        var change = ask.silent() ? new Flags.Change(Flags.SILENCED, "") : new Flags.Change("", Flags.SILENCED);
        states.change(ask.channel(), seat.participant().participantId(), null, change);
        return Answer.Done.DONE;
    }

    private Answer.Done disconnect(VoiceAsk.Disconnect ask) {
        var seat = seat(ask.by(), ask.channel(), ask.user());
        var act = new ModerationAsk.ActInCall(
                ask.by(), ask.channel(), ask.user(), CallAct.DISCONNECT, null, ask.reason());
        bus.ask(act).await();
        end(ask.channel(), seat, VoiceEnd.DISCONNECTED, null);
        return Answer.Done.DONE;
    }

    private Answer.Done move(VoiceAsk.Move ask) {
        var seat = seat(ask.by(), ask.channel(), ask.user());
        // That a call is full is nothing for whoever does not see it.
        bus.ask(new ChannelAsk.Get(ask.by(), ask.to())).await();
        RoomState there = rooms.room(ask.to(), capacity);
        if (there.seats().size() >= capacity) {
            throw ProblemException.of(Refusal.CALL_FULL, capacity);
        }
        bus.ask(new ModerationAsk.ActInCall(ask.by(), ask.channel(), ask.user(), CallAct.MOVE, ask.to(), ask.reason()))
                .await();
        end(ask.channel(), seat, VoiceEnd.MOVED, ask.to());
        return Answer.Done.DONE;
    }

    private void end(ChannelId channel, VoiceSeat seat, VoiceEnd reason, @Nullable ChannelId to) {
        var participant = seat.participant().participantId();
        rooms.leave(channel, participant, null)
                .ifPresent(ended -> announcer.gone(channel, participant, ended, reason, to));
    }

    /** Somebody's seat, for whoever sees the channel: nobody else is told who is there by what they are refused. */
    private VoiceSeat seat(Actor by, ChannelId channel, UserId user) {
        bus.ask(new ChannelAsk.Get(by, channel)).await();
        return rooms.room(channel, capacity).seats().stream()
                .filter(seat -> seat.participant().userId().equals(user))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(Refusal.NOT_IN_THIS_CALL));
    }

    private static ProblemException over() {
        return ProblemException.of(Refusal.NO_SUCH_CALL);
    }
}
