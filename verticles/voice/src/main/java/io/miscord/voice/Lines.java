package io.miscord.voice;

import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.Problem;
import io.miscord.contract.RoomState;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceQuality;
import io.miscord.contract.VoiceSeat;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How good the lines in calls are, and what follows. What is known of a line stands in the room, so that reports may
 * come to any node. Methods wait: they belong on a virtual thread.
 */
final class Lines {
    /** Two nodes may be told of the same line at the same time: then the later one looks again. */
    private static final int TRIES = 3;

    private final Rooms rooms;
    private final Announcer announcer;
    private final States states;
    private final QualityPolicy policy;
    private final IntSupplier people;
    private final InstantSource clock;

    Lines(
            Rooms rooms,
            Announcer announcer,
            States states,
            QualityPolicy policy,
            IntSupplier people,
            InstantSource clock) {
        this.rooms = rooms;
        this.announcer = announcer;
        this.states = states;
        this.policy = policy;
        this.people = people;
        this.clock = clock;
    }

    /** Takes what somebody measures of the lines from the others; who is not there is passed over. */
    Answer.Done report(VoiceAsk.Report ask) {
        // Where Redis is away the next report tells as much.
        return kept(
                () -> {
                    take(ask);
                    return Answer.Done.DONE;
                },
                Answer.Done.DONE);
    }

    /** How a newcomer is to send; what is not usual is kept, so that they are told when it is over. */
    VoiceQuality ofNewcomer(VoicePlace place) {
        var told = policy.now(QualityPolicy.Line.NEW, people.getAsInt());
        if (!told.equals(policy.untold())) {
            var line = QualityPolicy.Line.NEW.having(told);
            kept(() -> rooms.keepLine(place.channel(), place.participant(), "", Json.text(line)), true);
        }
        return told;
    }

    /** How somebody is to send who comes back. */
    VoiceQuality of(VoicePlace place) {
        var who = List.of(place.participant());
        var kept = kept(() -> rooms.lines(place.channel(), who).getFirst(), "");
        return policy.now(line(kept), people.getAsInt());
    }

    /** What is kept of lines, or this where Redis does not answer. */
    private static <T> T kept(Supplier<T> kept, T otherwise) {
        try {
            return kept.get();
        } catch (ProblemException e) {
            if (e.problem().kind() != Problem.Kind.UNAVAILABLE) {
                throw e;
            }
            return otherwise;
        }
    }

    private static QualityPolicy.Line line(String kept) {
        return kept.isEmpty() ? QualityPolicy.Line.NEW : Json.readOwn(kept, QualityPolicy.Line.class);
    }

    private void take(VoiceAsk.Report ask) {
        var place = ask.place();
        var room = rooms.room(place.channel(), 0);
        var seats = new HashMap<ParticipantId, VoiceSeat>();
        room.seats().forEach(seat -> seats.put(seat.participant().participantId(), seat));
        if (!seats.containsKey(place.participant())) {
            return;
        }
        var peers = new LinkedHashMap<ParticipantId, ClientFrame.PeerStats>();
        ask.peers().forEach(peer -> peers.put(peer.participantId(), peer)); // who is named twice counts once
        for (var peer : peers.values()) {
            var about = seats.get(peer.participantId());
            if (about != null && !peer.participantId().equals(place.participant())) {
                take(room, about, place.participant(), peer, seats);
            }
        }
    }

    private void take(
            RoomState room,
            VoiceSeat about,
            ParticipantId by,
            ClientFrame.PeerStats said,
            Map<ParticipantId, VoiceSeat> seats) {
        var who = said.participantId();
        var measured = new QualityPolicy.Measured(said.loss(), said.rtt());
        for (int i = 0; i < TRIES; i++) {
            var kept = rooms.lines(room.channel(), List.of(who)).getFirst();
            var before = line(kept);
            long now = clock.millis();
            var after = policy.reported(before, by, measured, seats.keySet(), people.getAsInt(), now);
            if (rooms.keepLine(room.channel(), who, kept, Json.text(after))) {
                tell(room, about, before, after, now);
                return;
            }
        }
    }

    private void tell(RoomState room, VoiceSeat about, QualityPolicy.Line before, QualityPolicy.Line after, long now) {
        var who = about.participant().participantId();
        var said = before.told() == null ? policy.untold() : before.told();
        VoiceQuality told = Objects.requireNonNull(after.told());
        if (!told.equals(said)) {
            announcer.tell(about.node(), new VoiceHint.Encode(who, told));
        }
        var shown = QualityPolicy.shown(after, now);
        if (shown != null && shown != about.participant().quality()) {
            states.change(room.channel(), who, null, Flags.line(shown));
        }
    }
}
