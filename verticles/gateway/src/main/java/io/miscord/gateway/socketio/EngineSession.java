package io.miscord.gateway.socketio;

import io.miscord.platform.data.Bucket;
import java.util.ArrayList;
import java.util.List;

/**
 * One session of Engine.IO as a pure state machine: what came and what time it is, to what is to be done. It is carried
 * by polls, or by one WebSocket, or by polls while a second transport, the <em>candidate</em>, is tried. Times are
 * milliseconds of a clock that never goes back; {@link #tick} is to be called now and then, and before every input.
 */
final class EngineSession {
    private static final long NEVER = Long.MAX_VALUE;
    private static final String GOODBYE = "closed by the client";

    /** What is to be done. */
    sealed interface Effect {
        /** The GET at hand waits for packets from now on. */
        record Hold() implements Effect {}

        /** The GET that waits is answered with these. */
        record AnswerPoll(List<Outgoing> packets) implements Effect {}

        /** The POST at hand was read. */
        record Thank() implements Effect {}

        /** The request at hand is refused. */
        record Refuse(EngineError why) implements Effect {}

        /** Write to the WebSocket. */
        record Write(Outgoing packet) implements Effect {}

        /** Write to the candidate. */
        record WriteCandidate(Outgoing packet) implements Effect {}

        /** The candidate is the session's WebSocket from now on. */
        record Upgrade() implements Effect {}

        /** End the candidate, and go on with polls. */
        record CloseCandidate() implements Effect {}

        /** End the WebSocket, after what was written. */
        record CloseSocket() implements Effect {}

        /** A message came. */
        record Deliver(EnginePacket message) implements Effect {}

        /** Nothing is delivered any more. */
        record End(String reason) implements Effect {}

        /** There is no such session any more. */
        record Forget() implements Effect {}
    }

    private enum Phase {
        OPEN,
        /** It is over, but its last packets wait for a poll. */
        CLOSING,
        CLOSED
    }

    private enum Candidate {
        NONE,
        CAME,
        PROBED
    }

    private final EngineSettings settings;
    private final PollQueue queue = new PollQueue();
    private final Bucket posts;
    private Phase phase = Phase.OPEN;
    private Candidate candidate = Candidate.NONE;
    private boolean onSocket;
    private boolean polled;
    private boolean reading = true;
    private long heardAt;
    private long pingAt;
    private long pongDue = NEVER;
    private long candidateDue = NEVER;
    private long closingDue = NEVER;

    /** @param onSocket whether it began as a WebSocket, and not as a poll */
    EngineSession(EngineSettings settings, boolean onSocket, long now) {
        this.settings = settings;
        this.onSocket = onSocket;
        this.posts = new Bucket(settings.posts().burst(), settings.posts().perSecond(), now);
        this.heardAt = now;
        this.pingAt = now + settings.pingInterval().toMillis();
    }

    /** Whether packets are written as they come; otherwise they wait for polls. */
    boolean isOnSocket() {
        return onSocket;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Bytes that wait for a poll. */
    long waiting() {
        return queue.bytes();
    }

    /** Whether more waits for a poll than may for a client that is nobody. */
    boolean isOverfull() {
        return queue.cost() > settings.capacity().unprovenBytes();
    }

    /** A packet leaves with the next poll; not to be called of a session on a WebSocket. */
    void queue(Outgoing packet) {
        if (phase == Phase.OPEN) {
            queue.add(packet);
        }
    }

    /** What was queued leaves, if somebody waits for it. */
    List<Effect> flush() {
        return polled && !queue.isEmpty() ? answer() : List.of();
    }

    /** A GET came. */
    List<Effect> poll() {
        if (phase == Phase.CLOSED) {
            return List.of(new Effect.Refuse(EngineError.UNKNOWN_SID));
        }
        if (onSocket) {
            return List.of(new Effect.Refuse(EngineError.BAD_REQUEST));
        }
        if (polled) {
            return wrong(EngineError.BAD_REQUEST);
        }
        polled = true;
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Hold());
        if (phase == Phase.CLOSING) {
            queue.add(Outgoing.CLOSE);
            effects.addAll(answer());
            effects.addAll(forget());
        } else if (!queue.isEmpty()) {
            effects.addAll(answer());
        } else if (candidate == Candidate.PROBED) {
            effects.addAll(answer(Outgoing.NOOP)); // the client is to leave this transport
        }
        return effects;
    }

    /** The connection of the GET that waited is gone. */
    List<Effect> pollGone() {
        polled = false;
        return end("a poll was cut off");
    }

    /** The connection of a POST is gone before it was read. */
    List<Effect> postGone() {
        return onSocket ? List.of() : end("a request was cut off");
    }

    /** A POST came whose body is so long, and whose packets are these. */
    List<Effect> posted(List<EnginePacket> packets, int bytes, long now) {
        if (phase != Phase.OPEN) {
            return List.of(new Effect.Refuse(EngineError.UNKNOWN_SID));
        }
        if (onSocket) {
            return List.of(new Effect.Refuse(EngineError.BAD_REQUEST));
        }
        for (int i = packets.size() + bytes / EngineSettings.Posts.PIECE; i > 0; i--) {
            if (!posts.take(now)) {
                return wrong(EngineError.TOO_MANY);
            }
        }
        var effects = new ArrayList<Effect>();
        for (var packet : packets) {
            take(packet, now, effects);
            if (phase != Phase.OPEN) {
                break;
            }
        }
        boolean wrong = phase == Phase.CLOSED && effects.stream().noneMatch(EngineSession::isGoodbye);
        effects.add(wrong ? new Effect.Refuse(EngineError.BAD_REQUEST) : new Effect.Thank());
        return effects;
    }

    /** A request overlapped with another, or could not be read: the session ends, if requests carry it. */
    List<Effect> wrong(EngineError why) {
        if (phase == Phase.CLOSED) {
            return List.of(new Effect.Refuse(EngineError.UNKNOWN_SID));
        }
        if (onSocket) {
            return List.of(new Effect.Refuse(EngineError.BAD_REQUEST));
        }
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Refuse(why));
        if (polled) {
            queue.clear();
            queue.add(Outgoing.CLOSE);
            effects.addAll(answer());
        }
        effects.addAll(end("parse error"));
        return effects;
    }

    /** A WebSocket came that names this session: whether it may be the candidate. */
    boolean came(long now) {
        if (phase != Phase.OPEN || onSocket || candidate != Candidate.NONE) {
            return false;
        }
        candidate = Candidate.CAME;
        candidateDue = now + settings.upgradeTimeout().toMillis();
        return true;
    }

    /** The candidate said something. */
    List<Effect> candidateSaid(EnginePacket packet) {
        if (candidate == Candidate.NONE || phase == Phase.CLOSED) {
            return List.of();
        }
        if (packet.isProbe()) {
            candidate = Candidate.PROBED;
            var effects = new ArrayList<Effect>();
            effects.add(new Effect.WriteCandidate(Outgoing.PROBED));
            if (polled) {
                effects.addAll(answer(Outgoing.NOOP));
            }
            return effects;
        }
        return packet.type() == EnginePacket.Type.UPGRADE && candidate == Candidate.PROBED
                ? upgrade()
                : candidateWrong();
    }

    /** The candidate said what is none of the protocol: it is not trusted with the session. */
    List<Effect> candidateWrong() {
        return candidateGone() ? List.of(new Effect.CloseCandidate()) : List.of();
    }

    /** The candidate is gone; the session goes on with polls. True if there was one. */
    boolean candidateGone() {
        boolean was = candidate != Candidate.NONE;
        candidate = Candidate.NONE;
        candidateDue = NEVER;
        return was;
    }

    /** The WebSocket said something. */
    List<Effect> said(EnginePacket packet, long now) {
        var effects = new ArrayList<Effect>();
        if (phase == Phase.OPEN) {
            take(packet, now, effects);
        }
        return effects;
    }

    /** The WebSocket is gone, or must go. */
    List<Effect> end(String reason) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        if (phase == Phase.OPEN) {
            effects.add(new Effect.End(reason));
        }
        effects.addAll(forget());
        return effects;
    }

    /** The server ends the session: what was sent still arrives, if the client takes it in time. */
    List<Effect> close(long now) {
        if (phase != Phase.OPEN) {
            return List.of();
        }
        if (onSocket) {
            return end("closed by the server");
        }
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.End("closed by the server"));
        phase = Phase.CLOSING;
        closingDue = now + settings.closeTimeout().toMillis();
        if (polled) {
            queue.add(Outgoing.CLOSE);
            effects.addAll(answer());
            effects.addAll(forget());
        }
        return effects;
    }

    /** Time passes. */
    List<Effect> tick(long now) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        if (phase == Phase.CLOSING) {
            return now >= closingDue ? forget() : List.of();
        }
        if (now >= candidateDue) {
            return candidateWrong();
        }
        long timeout = settings.pingTimeout().toMillis();
        if (pongDue == NEVER) {
            return now >= pingAt ? ping(now, timeout) : List.of();
        }
        // Whoever says anything else lives too: their answer may stand behind a large message of theirs.
        return reading && now >= Math.max(pongDue, heardAt + timeout) ? end("ping timeout") : List.of();
    }

    /** The client gives a sign of life that is no packet: it takes what it is sent. */
    void alive(long now) {
        heardAt = now;
    }

    /** The client is read, or is not: while it is not, its answers are not seen either. */
    void reading(boolean on, long now) {
        if (on && !reading) {
            heardAt = now;
        }
        reading = on;
    }

    private List<Effect> ping(long now, long timeout) {
        // Counted from when it was due, unless this process slept for so long that nobody could have answered.
        pongDue = (now - pingAt) * 2 < timeout ? pingAt + timeout : now + timeout;
        if (onSocket) {
            return List.of(new Effect.Write(Outgoing.PING));
        }
        queue(Outgoing.PING);
        return flush();
    }

    private void take(EnginePacket packet, long now, List<Effect> effects) {
        heardAt = now;
        switch (packet.type()) {
            case MESSAGE -> effects.add(new Effect.Deliver(packet));
            case PONG -> {
                pongDue = NEVER;
                pingAt = now + settings.pingInterval().toMillis();
            }
            case CLOSE -> {
                if (polled) {
                    effects.addAll(answer(Outgoing.NOOP));
                }
                effects.addAll(end(GOODBYE));
            }
            case PING -> effects.addAll(end("parse error")); // here it is the server that pings
            case OPEN, UPGRADE, NOOP -> {} // meaningless from a client, and harmless
        }
    }

    private static boolean isGoodbye(Effect effect) {
        return effect instanceof Effect.End end && end.reason().equals(GOODBYE);
    }

    private List<Effect> upgrade() {
        candidateGone();
        onSocket = true;
        var effects = new ArrayList<Effect>();
        if (polled) {
            effects.addAll(answer(Outgoing.NOOP));
        }
        effects.add(new Effect.Upgrade());
        queue.takeAll().forEach(packet -> effects.add(new Effect.Write(packet)));
        if (phase == Phase.CLOSING) {
            effects.addAll(forget());
        }
        return effects;
    }

    private List<Effect> answer() {
        polled = false;
        return List.of(new Effect.AnswerPoll(queue.takeAll()));
    }

    private List<Effect> answer(Outgoing alone) {
        polled = false;
        return List.of(new Effect.AnswerPoll(List.of(alone)));
    }

    /** The session is no more: whatever waits for it or carries it is let go. */
    private List<Effect> forget() {
        phase = Phase.CLOSED;
        queue.clear();
        var effects = new ArrayList<Effect>();
        if (polled) {
            effects.addAll(answer(Outgoing.CLOSE));
        }
        if (candidateGone()) {
            effects.add(new Effect.CloseCandidate());
        }
        if (onSocket) {
            effects.add(new Effect.CloseSocket());
        }
        effects.add(new Effect.Forget());
        return effects;
    }
}
