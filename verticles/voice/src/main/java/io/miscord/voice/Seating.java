package io.miscord.voice;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.Permission;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoomState;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSeated;
import io.miscord.contract.VoiceStanding;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Voice;
import io.miscord.platform.ids.UuidV7;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who sits where: coming, coming back, going, and being taken out. Methods wait: they belong on a virtual thread. */
final class Seating {
    private static final Set<Permission> TOLD =
            Set.of(Permission.SPEAK, Permission.SHARE_SCREEN, Permission.MUTE_MEMBERS, Permission.MOVE_MEMBERS);
    /** What says that somebody may not be there, and not that nobody can tell. */
    private static final Set<Problem.Kind> REFUSALS =
            EnumSet.of(Problem.Kind.NOT_FOUND, Problem.Kind.FORBIDDEN, Problem.Kind.UNPROCESSABLE);

    private static final int SESSION_BYTES = 18;

    private final Bus bus;
    private final Rooms rooms;
    private final Announcer announcer;
    private final States states;
    private final TurnCredentials credentials;
    private final Lines lines;
    private final int capacity;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Seating(
            Bus bus,
            Rooms rooms,
            Announcer announcer,
            States states,
            TurnCredentials credentials,
            Lines lines,
            Voice settings,
            InstantSource clock) {
        this.bus = bus;
        this.rooms = rooms;
        this.announcer = announcer;
        this.states = states;
        this.credentials = credentials;
        this.lines = lines;
        this.capacity = settings.capacity();
        this.clock = clock;
    }

    /** A seat for the asker: the one that they had, if it is still there, or else a new one. */
    VoiceSeated join(VoiceAsk.Join ask) {
        var user = person(ask.by());
        var standing = bus.ask(new ChannelAsk.InCall(ask.by(), ask.channel())).await();
        var resume = ask.resume();
        if (resume != null) {
            var back = rooms.resume(ask.channel(), user, resume.sessionId(), ask.node(), resume.n());
            if (back.isPresent()) {
                return resumed(ask, user, standing, back.get());
            }
        }
        var place = new VoicePlace(ask.channel(), new ParticipantId(UuidV7.next()), session());
        var flags = Flags.of(ask.muted(), ask.deafened(), standing.permissions().has(Permission.SPEAK));
        var seat = new Rooms.NewSeat(place, user, ask.node(), clock.instant(), flags, 0);
        var taken = rooms.join(seat, capacity, ask.known()).orElseThrow(this::full);
        announcer.put(ask.channel(), taken.step(), seat(seat, taken.flags()));
        leaveFormer(taken);
        return seated(place, standing, user, new Rooms.Resumed(place.participant(), taken.step(), 0, List.of()), false);
    }

    /** The seat of somebody who is there, after the rooms have lost it. */
    Answer.Done again(VoiceAsk.Again ask) {
        var seen = ask.seat().participant();
        var flags = Flags.of(seen, !seen.suppressed() || maySpeak(ask));
        var seat = new Rooms.NewSeat(ask.place(), seen.userId(), ask.seat().node(), seen.joinedAt(), flags, ask.n());
        var taken = rooms.join(seat, 0, List.of()).orElseThrow();
        announcer.put(ask.place().channel(), taken.step(), seat(seat, taken.flags()));
        leaveFormer(taken);
        return Answer.Done.DONE;
    }

    /** Who is suppressed although they may speak is silenced by a moderator: so is whom nobody can tell of now. */
    private boolean maySpeak(VoiceAsk.Again ask) {
        try {
            var them = new Actor(ask.seat().participant().userId(), null, "");
            return bus.ask(new ChannelAsk.InCall(them, ask.place().channel()))
                    .await()
                    .permissions()
                    .has(Permission.SPEAK);
        } catch (ProblemException e) {
            return true;
        }
    }

    /** Gives a seat up; one that is not there, or another session's by now, is as good as given up. */
    Answer.Done leave(VoiceAsk.Leave ask) {
        end(ask.place().channel(), ask.place().participant(), ask.place().session(), ask.reason());
        return Answer.Done.DONE;
    }

    /** Ends the seats of those who may not be there any more, and what others may not do. */
    Answer.Done recheck(VoiceAsk.Recheck ask) {
        for (var seat : ask.seats()) {
            var seen = seat.participant();
            var them = new Actor(seen.userId(), null, "");
            try {
                var standing =
                        bus.ask(new ChannelAsk.InCall(them, ask.channel())).await();
                states.change(ask.channel(), seen.participantId(), null, Flags.allowed(standing.permissions()));
            } catch (ProblemException refused) {
                if (REFUSALS.contains(refused.problem().kind())) {
                    end(ask.channel(), seen.participantId(), null, VoiceEnd.NOT_ALLOWED);
                }
            }
        }
        return Answer.Done.DONE;
    }

    /** Somebody's flags changed while Redis was away. */
    void changed(Rooms.Former who, Flags.Change change) {
        states.change(who.channel(), who.participant(), null, change);
    }

    /** Ends seats whose lease is over. Any node may: each is told of once. */
    void sweep() {
        for (var over : rooms.over()) {
            rooms.sweep(over.channel(), over.participant())
                    .ifPresent(ended -> announcer.gone(over.channel(), over.participant(), ended, VoiceEnd.LOST, null));
        }
    }

    private ProblemException full() {
        return ProblemException.of(Refusal.CALL_FULL, capacity);
    }

    private void end(ChannelId channel, ParticipantId participant, @Nullable String session, VoiceEnd reason) {
        rooms.leave(channel, participant, session)
                .ifPresent(ended -> announcer.gone(channel, participant, ended, reason, null));
    }

    /** A person sits in one place. */
    private void leaveFormer(Rooms.Taken taken) {
        var former = taken.former();
        if (former != null) {
            end(former.channel(), former.participant(), null, VoiceEnd.REPLACED);
        }
    }

    private VoiceSeated resumed(VoiceAsk.Join ask, UserId user, VoiceStanding standing, Rooms.Resumed back) {
        var resume = Objects.requireNonNull(ask.resume());
        var place = new VoicePlace(ask.channel(), back.participant(), resume.sessionId());
        // What they may do can have changed while no node had them.
        states.change(place.channel(), place.participant(), null, Flags.allowed(standing.permissions()));
        var seated = seated(place, standing, user, back, true);
        seated.state().seats().stream()
                .filter(seat -> seat.participant().participantId().equals(place.participant()))
                .forEach(seat -> announcer.put(ask.channel(), back.step(), seat));
        return seated;
    }

    private VoiceSeated seated(
            VoicePlace place, VoiceStanding standing, UserId user, Rooms.Resumed back, boolean resumed) {
        RoomState state = rooms.room(place.channel(), capacity);
        var ice = credentials.of(user);
        return new VoiceSeated(
                place,
                standing.server(),
                resumed,
                back.n() - back.missed().size(),
                back.missed(),
                state,
                ice.iceServers(),
                ice.expiresAt(),
                resumed ? lines.of(place) : lines.ofNewcomer(place),
                RedisRooms.LEASE_MS,
                standing.permissions().allowed().stream().filter(TOLD::contains).toList());
    }

    private static VoiceSeat seat(Rooms.NewSeat seat, Flags flags) {
        var seen = flags.seen(seat.place().participant(), seat.user(), seat.joinedAt());
        return new VoiceSeat(seen, seat.node());
    }

    private String session() {
        var bytes = new byte[SESSION_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static UserId person(Actor by) {
        var user = by.user();
        if (user == null) {
            throw ProblemException.of(Refusal.SIGN_IN_FIRST);
        }
        return user;
    }
}
