package io.miscord.gateway;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSeated;
import io.miscord.contract.VoiceSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is said of calls, as frames. Pure. */
final class CallFrames {
    private CallFrames() {}

    /** That somebody is in; with those whom the node knows there, since of them it tells the changes. */
    static ServerFrame ready(VoiceSeated seated, List<VoiceSeat> there) {
        var place = seated.place();
        return new ServerFrame.VoiceReady(
                place.channel(),
                place.participant(),
                place.session(),
                seated.resumed(),
                seated.n(),
                withOwn(seated, there).map(VoiceSeat::participant).toList(),
                seated.iceServers(),
                seated.iceExpiresAt(),
                seated.quality(),
                seated.resumeWindowMs(),
                seated.state().capacity(),
                seated.may());
    }

    /** Where word of a later one was quicker, the node does not know the seat yet: of it alone it tells no coming. */
    private static Stream<VoiceSeat> withOwn(VoiceSeated seated, List<VoiceSeat> there) {
        var self = seated.place().participant();
        Predicate<VoiceSeat> isOwn = seat -> seat.participant().participantId().equals(self);
        var own = there.stream().anyMatch(isOwn)
                ? Stream.<VoiceSeat>empty()
                : seated.state().seats().stream().filter(isOwn);
        return Stream.concat(there.stream(), own);
    }

    /** What whoever has this place is told of news. */
    static List<ServerFrame> news(VoicePlace place, RoomMirror.News news) {
        var frames = new ArrayList<ServerFrame>();
        for (var one : news.came()) {
            if (!one.participantId().equals(place.participant())) {
                frames.add(new ServerFrame.VoiceJoined(news.channel(), one));
            }
        }
        if (!news.changed().isEmpty()) {
            frames.add(new ServerFrame.VoiceStates(news.channel(), news.changed()));
        }
        for (var one : news.gone()) {
            boolean own = one.participant().equals(place.participant());
            frames.add(new ServerFrame.VoiceLeft(
                    news.channel(),
                    one.participant(),
                    one.user(),
                    one.reason(),
                    own ? one.reason().sentence() : null,
                    own ? one.to() : null));
        }
        return frames;
    }

    /** What somebody says to another, without its number. */
    static VoiceSignal signal(ParticipantId from, ClientFrame.Signal said) {
        return switch (said) {
            case ClientFrame.VoiceOffer it -> new VoiceSignal(from, 0, VoiceSignal.Kind.OFFER, it.pc(), it.sdp(), null);
            case ClientFrame.VoiceAnswer it ->
                new VoiceSignal(from, 0, VoiceSignal.Kind.ANSWER, it.pc(), it.sdp(), null);
            case ClientFrame.VoiceIce it ->
                new VoiceSignal(from, 0, VoiceSignal.Kind.ICE, it.pc(), null, it.candidate());
        };
    }

    /** The frames of signals. */
    static List<ServerFrame> signals(List<VoiceSignal> signals) {
        var frames = new ArrayList<ServerFrame>();
        signals.forEach(signal -> frames.add(frame(signal)));
        return frames;
    }

    private static ServerFrame frame(VoiceSignal signal) {
        var sdp = signal.sdp() == null ? "" : signal.sdp();
        return switch (signal.kind()) {
            case OFFER -> new ServerFrame.VoiceOffered(signal.from(), signal.n(), sdp, signal.pc());
            case ANSWER -> new ServerFrame.VoiceAnswered(signal.from(), signal.n(), sdp, signal.pc());
            case ICE -> new ServerFrame.VoiceIceFound(signal.from(), signal.n(), signal.candidate(), signal.pc());
        };
    }
}
