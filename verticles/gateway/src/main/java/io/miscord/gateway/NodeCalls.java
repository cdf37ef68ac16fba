package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Event;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.VoiceAsk;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoicePlace;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.VoiceSeated;
import io.miscord.gateway.wire.CallWire;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.metrics.VoiceMeters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls as this node has them: the seats of its sockets, whose leases it renews, and a mirror of all rooms, which
 * the channel lists of its sockets show. What is lost on the bus is noticed by comparing. State belongs to the context
 * it was made on; hubs call from theirs and are answered there.
 */
final class NodeCalls {
    private static final long AFTER_ANSWER_MS = 5;

    private static final Set<String> CONCERNS = Set.of(
            Event.nameOf(ServerEvent.AccessChanged.class),
            Event.nameOf(ServerEvent.MemberLeft.class),
            Event.nameOf(PersonEvent.RelationshipUpdated.class));

    /** Refusals after which coming again may help. */
    private static final Set<Problem.Kind> PASSING =
            EnumSet.of(Problem.Kind.UNAVAILABLE, Problem.Kind.INTERNAL, Problem.Kind.RATE_LIMITED);

    private final Vertx vertx;
    private final Bus bus;
    private final Context context;
    private final VoiceMeters meters;
    private final RoomMirror mirror = new RoomMirror();
    private final CallSeats seats = new CallSeats();
    private final Map<Socket, CallSeat> sitting = new HashMap<>();
    /** Sockets that are being seated; false once they are gone meanwhile. */
    private final Map<Socket, Boolean> coming = new HashMap<>();

    private final Set<StreamId> rechecking = new HashSet<>();
    private final CallLists lists;
    private final CallUpkeep upkeep;
    /** How often permissions have changed: whoever was being seated meanwhile is looked at again. */
    private long concerns;

    private volatile int channels;

    NodeCalls(Vertx vertx, Bus bus, VoiceMeters meters) {
        this.vertx = vertx;
        this.bus = bus;
        this.meters = meters;
        this.context = vertx.getOrCreateContext();
        this.lists = new CallLists(vertx);
        this.upkeep = new CallUpkeep(vertx, bus, mirror, this);
        meters.channels(() -> channels);
    }

    void start() {
        upkeep.start();
    }

    /** A hub of this node takes part. */
    void add(Hub hub) {
        context.runOnContext(run -> lists.add(hub));
    }

    /** Who is in a channel's call, to show it to somebody who has the channel now; null for nobody. On any loop. */
    EphemeralEvent.@Nullable VoicePresence shown(StreamId channel) {
        return lists.of(channel);
    }

    /** Carries out what a socket says of its call; called on the hub's loop, and answered there. */
    Future<Answer> carry(Hub hub, Socket socket, ClientFrame.OfVoice said) {
        var actor = socket.actor();
        return here(() -> switch (said) {
            case ClientFrame.VoiceJoin join -> join(hub, socket, actor, join);
            case ClientFrame.VoiceLeave ignored -> leave(socket);
            case ClientFrame.Signal signal -> signal(socket, signal);
            case ClientFrame.VoiceState state ->
                seat(socket).compose(seat -> bus.ask(new VoiceAsk.Update(seat.actor, seat.place, state)));
            case ClientFrame.VoiceStats stats ->
                seat(socket).compose(seat -> bus.ask(new VoiceAsk.Report(seat.actor, seat.place, stats.peers())));
        });
    }

    /** A socket that is for one call was let in: it joins, or is told why it cannot, and ends. */
    void comes(Hub hub, Socket socket, CallWire wire) {
        var join = new ClientFrame.VoiceJoin(wire.channel(), null, null, wire.resume());
        hub.carry(socket, join).onFailure(failure -> {
            var problem = Socket.problem(failure);
            socket.write(ServerFrame.Refused.of(problem));
            socket.end(PASSING.contains(problem.kind()) ? Disconnect.OVERLOADED : Disconnect.CALL_OVER);
        });
    }

    /** A socket is gone: its seat stays for a while, for its person to come back to, here or elsewhere. */
    void closed(Socket socket) {
        context.runOnContext(run -> {
            coming.replace(socket, false);
            var seat = sitting.remove(socket);
            if (seat != null) {
                seat.socket = null;
                seat.lostAt = now();
                count();
                upkeep.ask(List.of(seat));
                upkeep.recheck(seat.place.channel(), List.of(seat)); // it may have been ended for a reason
            }
        });
    }

    /** The sign-in of a socket's person has ended, and their seat with it. */
    void signedOut(Socket socket) {
        giveUp(socket, VoiceEnd.SIGNED_OUT);
    }

    /** The client left its call, and closed the socket while what it had said before was still carried out. */
    void left(Socket socket) {
        giveUp(socket, VoiceEnd.LEFT);
    }

    private void giveUp(Socket socket, VoiceEnd reason) {
        context.runOnContext(run -> {
            var seat = sitting.get(socket);
            if (seat != null) {
                drop(seat);
                bus.ask(new VoiceAsk.Leave(seat.actor, seat.place, reason));
            }
        });
    }

    /** What the bus tells of calls; called on this context. */
    void take(VoiceHint hint) {
        switch (hint) {
            case VoiceHint.Changed change -> {
                var taken = mirror.take(change);
                told(taken.news());
                if (taken.isGap()) {
                    upkeep.read(change.channel());
                }
            }
            case VoiceHint.Signalled signalled -> {
                var seat = seats.get(signalled.to());
                if (seat != null && seat.take(signalled.signal())) {
                    upkeep.ask(List.of(seat));
                }
            }
            case VoiceHint.Encode encode -> {
                var seat = seats.get(encode.who());
                if (seat != null) {
                    var how = encode.quality();
                    seat.tell(List.of(new ServerFrame.VoiceQualityChanged(how.audioKbps(), how.reason())));
                }
            }
        }
    }

    /** An event of a stream: permissions in calls may have changed. Called on this context. */
    void heed(StreamEvent event) {
        if (!CONCERNS.contains(event.name())) {
            return;
        }
        concerns++;
        if (rechecking.add(event.stream())) {
            vertx.setTimer(1, soon -> {
                rechecking.remove(event.stream());
                upkeep.recheck(event.stream());
            });
        }
    }

    private Future<Answer> join(Hub hub, Socket socket, Actor actor, ClientFrame.VoiceJoin join) {
        if (coming.containsKey(socket)) {
            return Future.failedFuture(ProblemException.later(1, Refusal.BUSY));
        }
        var before = sitting.get(socket);
        if (before != null) {
            drop(before);
            bus.ask(new VoiceAsk.Leave(before.actor, before.place, VoiceEnd.LEFT));
        }
        coming.put(socket, true);
        long changes = concerns;
        boolean muted = Boolean.TRUE.equals(join.muted());
        boolean deafened = Boolean.TRUE.equals(join.deafened());
        var known = mirror.seats(join.channelId());
        return bus.ask(new VoiceAsk.Join(actor, join.channelId(), bus.node(), muted, deafened, join.resume(), known))
                .onFailure(failure -> coming.remove(socket))
                .map(seated -> {
                    boolean there = Boolean.TRUE.equals(coming.remove(socket));
                    seat(hub, socket, actor, seated, there);
                    if (concerns != changes) {
                        recheck(seated.place());
                    }
                    return Answer.Done.DONE;
                });
    }

    private void recheck(VoicePlace place) {
        var seat = seats.get(place.participant());
        if (seat != null) {
            upkeep.recheck(place.channel(), List.of(seat));
        }
    }

    private void seat(Hub hub, Socket socket, Actor actor, VoiceSeated seated, boolean there) {
        told(mirror.become(seated.state(), -1, now()));
        var user = Objects.requireNonNull(actor.user());
        var place = seated.place();
        if (!there) { // nobody ever knew of this session
            bus.ask(new VoiceAsk.Leave(actor, place, VoiceEnd.LEFT));
            return;
        }
        var former = seats.get(place.participant());
        if (former != null) {
            var old = former.socket;
            drop(former);
            if (old != null) {
                former.hub.run(() -> endCall(old));
            }
        }
        long n = seated.n() + seated.missed().size();
        var seat = new CallSeat(place, actor, user, seated.server(), hub, socket, n);
        seats.put(seat);
        sitting.put(socket, seat);
        count();
        var frames = new ArrayList<ServerFrame>();
        frames.add(CallFrames.ready(seated, mirror.seats(place.channel())));
        frames.addAll(CallFrames.signals(seated.missed()));
        seat.tell(frames);
        upkeep.ask(List.of(seat)); // what has replaced it may have been told of before it was known here
    }

    private Future<Answer> leave(Socket socket) {
        return seat(socket).compose(seat -> {
            drop(seat);
            return bus.ask(new VoiceAsk.Leave(seat.actor, seat.place, VoiceEnd.LEFT))
                    .onComplete(left -> seat.hub.run(() -> seat.hub.later(AFTER_ANSWER_MS, () -> endCall(socket))))
                    .map(left -> left);
        });
    }

    private Future<Answer.Done> signal(Socket socket, ClientFrame.Signal said) {
        return seat(socket).compose(seat -> {
            var signal = CallFrames.signal(seat.place.participant(), said);
            var outgoing = new VoiceAsk.Outgoing(said.target(), signal, nodeOf(seat, said));
            return bus.ask(new VoiceAsk.Signal(seat.actor, seat.place, outgoing))
                    .onSuccess(passed -> counted(said));
        });
    }

    private @Nullable String nodeOf(CallSeat from, ClientFrame.Signal said) {
        var target = mirror.seat(from.place.channel(), said.target());
        return target == null ? null : target.node();
    }

    private void counted(ClientFrame.Signal said) {
        switch (said) {
            case ClientFrame.VoiceOffer ignored -> meters.offer();
            case ClientFrame.VoiceAnswer ignored -> meters.answer();
            case ClientFrame.VoiceIce ignored -> meters.candidate();
        }
    }

    private Future<CallSeat> seat(Socket socket) {
        var seat = sitting.get(socket);
        return seat == null
                ? Future.failedFuture(ProblemException.of(Refusal.NOT_IN_A_CALL))
                : Future.succeededFuture(seat);
    }

    /** Tells of what became of a room. */
    void told(RoomMirror.News news) {
        if (news.isNothing()) {
            return;
        }
        if (news.isShown()) {
            var there = mirror.seats(news.channel()).stream();
            lists.show(news.channel(), there.map(VoiceSeat::participant).toList());
        }
        seats.in(news.channel()).forEach(seat -> tell(seat, news));
    }

    private void tell(CallSeat seat, RoomMirror.News news) {
        seat.tell(CallFrames.news(seat.place, news));
        var own = news.gone().stream().anyMatch(one -> one.participant().equals(seat.place.participant()));
        if (own) {
            over(seat);
        }
    }

    /** The call is over for a seat, which its client is told. */
    void over(CallSeat seat, VoiceEnd reason) {
        var channel = seat.place.channel();
        var gone = new VoiceHint.Gone(seat.place.participant(), seat.user, reason, null);
        tell(seat, new RoomMirror.News(channel, List.of(), List.of(), List.of(gone), false));
    }

    /** The seats whose sockets are here, or were a moment ago. */
    Collection<CallSeat> seats() {
        return seats.all();
    }

    /** Whether a seat is still this node's; costs the same however many there are. */
    boolean has(CallSeat seat) {
        return seats.get(seat.place.participant()) == seat;
    }

    private void over(CallSeat seat) {
        var socket = seat.socket;
        drop(seat);
        if (socket != null) {
            seat.hub.run(() -> endCall(socket));
        }
    }

    /** On the socket's loop. */
    private static void endCall(Socket socket) {
        if (socket.wire() instanceof CallWire) {
            socket.end(Disconnect.CALL_OVER);
        }
    }

    /** A seat is none of this node's any more. */
    void drop(CallSeat seat) {
        seats.remove(seat);
        if (seat.socket != null) {
            sitting.remove(seat.socket, seat);
        }
        seat.socket = null;
        count();
    }

    private void count() {
        channels = Math.toIntExact(sitting.values().stream()
                .map(seat -> seat.place.channel())
                .distinct()
                .count());
    }

    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Does this on the context of this, and is answered on the caller's. */
    private Future<Answer> here(Supplier<Future<? extends Answer>> work) {
        Promise<Answer> promise = Promise.promise();
        var caller = vertx.getOrCreateContext();
        context.runOnContext(run -> {
            Future<? extends Answer> doing;
            try {
                doing = work.get();
            } catch (RuntimeException bug) {
                doing = Future.failedFuture(bug);
            }
            doing.onComplete(done -> caller.runOnContext(back -> {
                if (done.succeeded()) {
                    promise.complete(done.result());
                } else {
                    promise.fail(done.cause());
                }
            }));
        });
        return promise.future();
    }
}
