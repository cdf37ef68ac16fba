package io.miscord.voice;

import io.miscord.contract.ChannelId;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoomState;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceRenewed;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSignal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.data.Redis;
import io.miscord.platform.json.Json;
import io.vertx.core.Future;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of the whole cluster, in Redis: any node's voice may serve any of them, and a node that dies takes none
 * with it. A seat is there as long as its lease; no timer of a node ends another node's.
 */
final class RedisRooms implements Rooms {
    /** How long a seat is kept whose node says nothing of it. */
    static final long LEASE_MS = 20_000;
    /** How long a signal is kept for somebody who comes back, and how many of them. */
    private static final long MAIL_MS = 30_000;

    private static final int MAILS = 200;
    /** All of it is written to somebody's socket at once when they come back, and has to have room there. */
    private static final int MAIL_BYTES = 512 * 1024;
    /** Whoever is to flush a room and does not within this time is gone. */
    private static final long FLUSHER_MS = 2_000;

    /** How long it is known of a seat that somebody ended it: longer than its node may not have heard of it. */
    private static final long ENDED_MS = 60_000;

    private static final int SWEPT = 100;
    private static final int SEATS_SEEN = 20_000;

    private static final Redis.Script JOIN = script("join");
    private static final Redis.Script RESUME = script("resume");
    private static final Redis.Script SIGNAL = script("signal");
    private static final Redis.Script RENEW = script("renew");
    private static final Redis.Script LEAVE = script("leave");
    private static final Redis.Script FLAGS = script("flags");
    private static final Redis.Script FLUSH = script("flush");
    private static final Redis.Script ROOM = script("room");
    private static final Redis.Script CALLS = script("calls");
    private static final Redis.Script OVER = script("over");
    private static final Redis.Script LINE = script("line");
    private static final Redis.Script LINES = script("lines");

    private final Redis redis;

    RedisRooms(Redis redis) {
        this.redis = redis;
    }

    private static Redis.Script script(String name) {
        return Redis.Script.of(RedisRooms.class, "voice_" + name + ".lua");
    }

    @Override
    public Optional<Taken> join(NewSeat seat, int capacity, List<VoiceSeat> known) {
        var place = seat.place();
        var answer = run(
                JOIN,
                List.of(room(place.channel()), person(seat.user().toString()), leases()),
                place.channel().toString(),
                place.participant().toString(),
                seat.user().toString(),
                place.session(),
                seat.node(),
                Long.toString(seat.joinedAt().toEpochMilli()),
                seat.flags().letters(),
                Long.toString(LEASE_MS),
                Integer.toString(capacity),
                Long.toString(seat.n()));
        return answer.getFirst().equals("full")
                ? Optional.empty()
                : Optional.of(new Taken(
                        step(answer, 2),
                        answer.get(1).isEmpty() ? null : former(answer.get(1)),
                        new Flags(answer.get(4))));
    }

    @Override
    public Optional<Resumed> resume(ChannelId channel, UserId user, String session, String node, long after) {
        var answer = run(
                RESUME,
                List.of(room(channel), leases()),
                channel.toString(),
                user.toString(),
                session,
                node,
                Long.toString(LEASE_MS),
                Long.toString(after),
                mail(""),
                key("ended", ""));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        if (answer.equals(List.of("ended"))) {
            throw ProblemException.of(Refusal.NO_SUCH_CALL);
        }
        var missed = answer.subList(4, answer.size()).stream()
                .map(RedisRooms::mailed)
                .toList();
        var participant = ParticipantId.of(answer.getFirst());
        return Optional.of(new Resumed(participant, step(answer, 1), Long.parseLong(answer.get(3)), missed));
    }

    @Override
    public Optional<Delivery> signal(VoicePlace from, VoiceAsk.Outgoing signal) {
        var answer = run(
                SIGNAL,
                List.of(room(from.channel()), mail(signal.target().toString())),
                from.participant().toString(),
                from.session(),
                signal.target().toString(),
                Json.text(signal.signal()),
                Long.toString(MAIL_MS),
                Integer.toString(MAILS),
                Integer.toString(MAIL_BYTES));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        long n = Long.parseLong(answer.getFirst());
        return Optional.of(new Delivery(n, n == 0 ? null : answer.get(1)));
    }

    @Override
    public List<VoiceRenewed.Kept> renew(String node, List<VoiceAsk.Renewal> seats) {
        var said = new ArrayList<>(
                List.of(node, Long.toString(LEASE_MS), key("room", ""), mail(""), person(""), key("ended", "")));
        for (var seat : seats) {
            said.add(seat.place().channel().toString());
            said.add(seat.place().participant().toString());
            said.add(seat.place().session());
            said.add(seat.user().toString());
            said.add(Long.toString(seat.n()));
        }
        var answer = run(RENEW, List.of(leases()), said).iterator();
        var kept = new ArrayList<VoiceRenewed.Kept>();
        while (answer.hasNext()) {
            var fate = answer.next();
            if (!fate.equals("kept")) {
                kept.add(new VoiceRenewed.Kept(lost(fate), 0, List.of()));
                continue;
            }
            long rev = Long.parseLong(answer.next());
            var missed = new ArrayList<VoiceSignal>();
            for (int left = Integer.parseInt(answer.next()); left > 0; left--) {
                missed.add(mailed(answer.next()));
            }
            kept.add(new VoiceRenewed.Kept(VoiceRenewed.Fate.KEPT, rev, missed));
        }
        return kept;
    }

    private static VoiceRenewed.Fate lost(String fate) {
        return switch (fate) {
            case "taken" -> VoiceRenewed.Fate.TAKEN;
            case "ended" -> VoiceRenewed.Fate.ENDED;
            default -> VoiceRenewed.Fate.FORGOTTEN;
        };
    }

    @Override
    public Optional<Ended> leave(ChannelId channel, ParticipantId participant, @Nullable String session) {
        return leave(channel, participant, session == null ? "" : session, false);
    }

    @Override
    public Optional<Ended> sweep(ChannelId channel, ParticipantId participant) {
        return leave(channel, participant, "", true);
    }

    private Optional<Ended> leave(ChannelId channel, ParticipantId participant, String session, boolean ifOver) {
        var answer = run(
                LEAVE,
                List.of(room(channel), leases(), mail(participant.toString()), dirty(channel)),
                channel.toString(),
                participant.toString(),
                session,
                ifOver ? "1" : "0",
                person(""),
                key("ended", ""),
                Long.toString(ENDED_MS));
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ended(UserId.of(answer.getFirst()), step(answer, 1)));
    }

    @Override
    public List<Former> over() {
        return run(OVER, List.of(leases()), Integer.toString(SWEPT)).stream()
                .map(RedisRooms::former)
                .toList();
    }

    @Override
    public Optional<Flagged> flag(
            ChannelId channel, ParticipantId participant, @Nullable String session, Flags.Change change) {
        var answer = run(
                FLAGS,
                List.of(room(channel), dirty(channel), key("flush", channel.toString())),
                participant.toString(),
                session == null ? "" : session,
                change.set(),
                change.clear(),
                Long.toString(FLUSHER_MS));
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Flagged(answer.getFirst().equals("1"), new Flags(answer.get(1)), new Flags(answer.get(2))));
    }

    @Override
    public Optional<Flushed> flush(ChannelId channel) {
        var answer = run(FLUSH, List.of(room(channel), dirty(channel), key("flush", channel.toString())));
        return answer.isEmpty() ? Optional.empty() : Optional.of(new Flushed(step(answer, 0), seats(answer, 2)));
    }

    @Override
    public RoomState room(ChannelId channel, int capacity) {
        var answer = run(ROOM, List.of(room(channel)));
        return new RoomState(channel, Long.parseLong(answer.getFirst()), capacity, seats(answer, 1));
    }

    @Override
    public Overview overview() {
        var answer = run(CALLS, List.of(leases()), key("room", ""), Integer.toString(SEATS_SEEN));
        var revs = new HashMap<ChannelId, Long>();
        for (int i = 1; i < answer.size(); i += 2) {
            revs.put(ChannelId.of(answer.get(i)), Long.parseLong(answer.get(i + 1)));
        }
        return new Overview(Integer.parseInt(answer.getFirst()), revs);
    }

    @Override
    public List<String> lines(ChannelId channel, List<ParticipantId> participants) {
        var names = participants.stream().map(ParticipantId::toString).toArray(String[]::new);
        return run(LINES, List.of(room(channel)), names);
    }

    @Override
    public boolean keepLine(ChannelId channel, ParticipantId participant, String before, String after) {
        return run(LINE, List.of(room(channel)), participant.toString(), before, after)
                .getFirst()
                .equals("1");
    }

    private List<String> run(Redis.Script script, List<String> keys, String... arguments) {
        return run(script, keys, List.of(arguments));
    }

    /** What Redis refuses is a bug of a script; all else says that it does not answer. */
    private List<String> run(Redis.Script script, List<String> keys, List<String> arguments) {
        return redis.run(script, keys, arguments)
                .recover(failure -> Future.failedFuture(
                        failure instanceof ProblemException || failure instanceof ErrorType
                                ? failure
                                : ProblemException.later(1, Refusal.NOT_ANSWERING, "redis")))
                .await();
    }

    private static Step step(List<String> answer, int at) {
        return new Step(Long.parseLong(answer.get(at)), Long.parseLong(answer.get(at + 1)));
    }

    private static Former former(String place) {
        int space = place.indexOf(' ');
        return new Former(ChannelId.of(place.substring(0, space)), ParticipantId.of(place.substring(space + 1)));
    }

    /** Triples of participant, "user session node joined" and flags; who came first stands first. */
    private static List<VoiceSeat> seats(List<String> answer, int from) {
        var seats = new ArrayList<VoiceSeat>();
        for (int i = from; i < answer.size(); i += 3) {
            var words = answer.get(i + 1).split(" ", -1);
            var joined = Instant.ofEpochMilli(Long.parseLong(words[3]));
            var flags = new Flags(answer.get(i + 2));
            seats.add(
                    new VoiceSeat(flags.seen(ParticipantId.of(answer.get(i)), UserId.of(words[0]), joined), words[2]));
        }
        seats.sort(Comparator.comparing((VoiceSeat seat) -> seat.participant().joinedAt())
                .thenComparing(seat -> seat.participant().participantId().toString()));
        return seats;
    }

    /** "number time signal". */
    private static VoiceSignal mailed(String mail) {
        int first = mail.indexOf(' ');
        int second = mail.indexOf(' ', first + 1);
        return Json.readOwn(mail.substring(second + 1), VoiceSignal.class)
                .numbered(Long.parseLong(mail.substring(0, first)));
    }

    private String room(ChannelId channel) {
        return key("room", channel.toString());
    }

    private String dirty(ChannelId channel) {
        return key("dirty", channel.toString());
    }

    private String mail(String participant) {
        return key("mail", participant);
    }

    private String person(String user) {
        return key("person", user);
    }

    private String leases() {
        return redis.key("voice", "leases");
    }

    private String key(String kind, String of) {
        return redis.key("voice", kind, of);
    }
}
