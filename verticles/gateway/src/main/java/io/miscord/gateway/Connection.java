package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Answer;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerFrame;
import io.miscord.gateway.wire.Said;
import io.miscord.gateway.wire.Unreadable;
import io.miscord.gateway.wire.Wire;
import io.miscord.platform.data.Bucket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One socket as a pure state machine, whatever its wire: what came in and what time it is, to what is to be done.
 * What a client asks for is done one at a time and in its order, so that two sends of one person cannot overtake each
 * other. Times are milliseconds of a monotonic clock, except token expiry, which the caller turns into one.
 */
final class Connection {
    /** Requests that wait; with more the socket is not read until they are fewer. */
    static final int PAUSE_AT = 64;
    /** With this many, more arrived than reading ahead explains. */
    private static final int MAX_WAITING = 512;

    /** Streams that may be on their way to a socket at a time because it asked for them. */
    static final int MAX_SYNCS = 32;

    private static final int MAX_MALFORMED = 5;

    private static final int MAX_TYPING_CHANNELS = 64;
    private static final long TYPING_INTERVAL_MS = 3_000;

    /** What is to be done. */
    sealed interface Effect {
        /** Say this; it answers the client's frame of this id, or none. */
        record Write(@Nullable JsonNode id, ServerFrame said) implements Effect {}

        /** Check this token, and let the person in; {@link #welcomed} or a close follows. */
        record Authenticate(String token, ClientFrame.@Nullable Resume resume) implements Effect {}

        /** Check this token of somebody who is in already; {@link #renewed} or {@link #finished} follows. */
        record Renew(@Nullable JsonNode id, String token) implements Effect {}

        /** Carry this out; {@link #finished} follows. */
        record Carry(@Nullable JsonNode id, ClientFrame frame) implements Effect {}

        /** Carry this out beside all else; {@link #synced} follows. */
        record Sync(@Nullable JsonNode id, ClientFrame.Sync frame) implements Effect {}

        /** Answer a ping with the time of day. */
        record Pong(@Nullable JsonNode id, @Nullable Double t) implements Effect {}

        /** Send a WebSocket ping. */
        record Ping() implements Effect {}

        /** Stop or go on reading. */
        record Read(boolean on) implements Effect {}

        /** End the socket; nothing follows. */
        record Close(Disconnect why) implements Effect {}
    }

    private enum Phase {
        HELLO,
        AUTHENTICATING,
        LIVE,
        CLOSED
    }

    private final ConnectionLimits limits;
    private final Wire wire;
    private final long openedAt;
    private final Bucket inbound;
    private final ArrayDeque<Said> waiting = new ArrayDeque<>();
    private final Map<UUID, Long> typedAt = new HashMap<>();
    private Phase phase = Phase.HELLO;
    private boolean working;
    private int syncing;
    private boolean paused;
    private boolean leaving;
    private long heardAt;
    private long pingedAt;
    private long expiresAt = Long.MAX_VALUE;
    private int malformed;
    private int refused;

    Connection(ConnectionLimits limits, Wire wire, long now) {
        this.limits = limits;
        this.wire = wire;
        this.openedAt = now;
        this.heardAt = now;
        this.pingedAt = now;
        this.inbound = new Bucket(limits.frameBurst(), limits.framesPerSecond(), now);
    }

    Wire wire() {
        return wire;
    }

    /** The socket came with a token. */
    List<Effect> came(String token) {
        phase = Phase.AUTHENTICATING;
        return List.of(new Effect.Authenticate(token, null));
    }

    /** The socket is for anybody: whoever is there is in, for as long as they like. */
    List<Effect> unnamed() {
        if (phase == Phase.HELLO) {
            phase = Phase.LIVE;
        }
        return next();
    }

    /** A text frame came. */
    List<Effect> received(String text, long now) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        heardAt = now;
        if (!inbound.take(now)) {
            return flooding(text);
        }
        refused = 0;
        Said said;
        try {
            said = wire.read(text);
        } catch (Unreadable e) {
            if (e.isMalformed()) {
                malformed++;
            }
            return malformed > MAX_MALFORMED || text.length() > limits.maxFrame()
                    ? close(Disconnect.PROTOCOL)
                    : List.of(new Effect.Write(e.id(), ServerFrame.Refused.of(e.problem())));
        }
        malformed = 0;
        if (text.length() > limits.maxFrame() && !(said.frame() instanceof ClientFrame.Authenticate)) {
            return close(Disconnect.PROTOCOL);
        }
        return switch (phase) {
            case HELLO -> hello(said);
            case AUTHENTICATING, LIVE -> said(said, now);
            case CLOSED -> List.of();
        };
    }

    /** A binary frame came: there are none in this protocol. */
    List<Effect> receivedBinary(long now) {
        heardAt = now;
        return received("binary frame", now);
    }

    /** Anything else came that shows life. */
    void alive(long now) {
        heardAt = now;
    }

    /** The person is in; {@code expires} is when their token does. */
    List<Effect> welcomed(long expires) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        phase = Phase.LIVE;
        expiresAt = expires;
        return next();
    }

    /** A fresh token was good. */
    List<Effect> renewed(@Nullable JsonNode id, long expires) {
        expiresAt = expires;
        return phase == Phase.CLOSED ? List.of() : List.of(new Effect.Write(id, ServerFrame.Ack.DONE));
    }

    /** What was being carried out is done. */
    List<Effect> finished(@Nullable JsonNode id, Answer answer) {
        return done(id, acked(answer));
    }

    /** What was being carried out is refused. */
    List<Effect> finished(@Nullable JsonNode id, Problem problem) {
        return done(id, ServerFrame.Refused.of(problem));
    }

    /** What a sync asked for has come, or never will. */
    List<Effect> synced(@Nullable JsonNode id, ServerFrame answer) {
        syncing--;
        return phase == Phase.CLOSED ? List.of() : List.of(new Effect.Write(id, answer));
    }

    /** Time passes; called about each second. */
    List<Effect> tick(long now) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        if (phase == Phase.HELLO
                && now - openedAt > limits.authenticateTimeout().toMillis()) {
            return close(Disconnect.UNAUTHENTICATED);
        }
        // Whoever waits so long to be let in is waiting for a node that has too much to do.
        if (phase == Phase.AUTHENTICATING && now - openedAt > limits.admissionMs()) {
            return close(Disconnect.OVERLOADED);
        }
        if (now >= expiresAt) {
            return close(Disconnect.TOKEN_EXPIRED);
        }
        long interval = limits.heartbeatInterval().toMillis();
        long silent = now - heardAt;
        if (!paused && silent > limits.patience().toMillis()) { // while it is not read, its pongs are not seen either
            return close(Disconnect.HEARTBEAT_TIMEOUT);
        }
        if (silent >= interval && now - pingedAt >= interval) {
            pingedAt = now;
            return List.of(new Effect.Ping());
        }
        return List.of();
    }

    /** The node leaves: the client is told so, gets the answers to what it has asked for, and is closed then. */
    List<Effect> leave(ServerFrame told) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Write(null, told));
        if (phase != Phase.LIVE) {
            effects.addAll(close(Disconnect.GOING_AWAY));
            return effects;
        }
        leaving = true;
        paused = true;
        effects.add(new Effect.Read(false));
        effects.addAll(departure());
        return effects;
    }

    /** Ends the connection for a reason from outside. */
    List<Effect> close(Disconnect why) {
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        phase = Phase.CLOSED;
        waiting.clear();
        return List.of(new Effect.Close(why));
    }

    /** The socket is gone: true if its client said before that it leaves its call, and nobody came to hear it. */
    boolean gone() {
        phase = Phase.CLOSED;
        boolean leaves = waiting.stream().anyMatch(said -> said.frame() instanceof ClientFrame.VoiceLeave);
        waiting.clear();
        return leaves;
    }

    private List<Effect> hello(Said said) {
        if (said.frame() instanceof ClientFrame.Authenticate authenticate) {
            phase = Phase.AUTHENTICATING;
            return List.of(new Effect.Authenticate(authenticate.token(), authenticate.resume()));
        }
        return close(Disconnect.UNAUTHENTICATED);
    }

    private List<Effect> said(Said said, long now) {
        return switch (said.frame()) {
            case ClientFrame.Ping ping -> List.of(new Effect.Pong(said.id(), ping.t()));
            case ClientFrame.Authenticate authenticate
            when phase == Phase.LIVE -> List.of(new Effect.Renew(said.id(), authenticate.token()));
            case ClientFrame.TypingStart typing
            when typedLately(typing, now) -> List.of(new Effect.Write(said.id(), ServerFrame.Ack.DONE));
            default -> queue(said);
        };
    }

    private List<Effect> queue(Said said) {
        if (waiting.size() >= MAX_WAITING) {
            return close(Disconnect.FLOODING);
        }
        waiting.add(said);
        var effects = new ArrayList<>(next());
        if (!paused && waiting.size() >= PAUSE_AT) {
            paused = true;
            effects.add(new Effect.Read(false));
        }
        return effects;
    }

    private List<Effect> done(@Nullable JsonNode id, ServerFrame answer) {
        working = false;
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Write(id, answer));
        effects.addAll(next());
        effects.addAll(departure());
        return effects;
    }

    private List<Effect> departure() {
        return leaving && !working && waiting.isEmpty() ? close(Disconnect.GOING_AWAY) : List.of();
    }

    private List<Effect> next() {
        if (phase != Phase.LIVE) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        while (!working && !waiting.isEmpty()) {
            var said = waiting.remove();
            switch (said.frame()) {
                case ClientFrame.Authenticate again -> // said before the first was answered
                    effects.add(new Effect.Renew(said.id(), again.token()));
                case ClientFrame.Sync sync -> effects.add(sync(said.id(), sync));
                default -> {
                    working = true;
                    effects.add(new Effect.Carry(said.id(), said.frame()));
                }
            }
        }
        if (paused && !leaving && waiting.size() < PAUSE_AT / 2) {
            paused = false;
            effects.add(new Effect.Read(true));
        }
        return effects;
    }

    /** Takes no part in the order of requests: it may take as long as the client reads, or PostgreSQL is away. */
    private Effect sync(@Nullable JsonNode id, ClientFrame.Sync sync) {
        if (syncing >= MAX_SYNCS) {
            return new Effect.Write(id, ServerFrame.Refused.of(Problem.later(1, Refusal.BUSY)));
        }
        syncing++;
        return new Effect.Sync(id, sync);
    }

    private List<Effect> flooding(String text) {
        refused++;
        if (refused > limits.frameBurst()) {
            return close(Disconnect.FLOODING);
        }
        var problem = Problem.later(1, Refusal.TOO_MANY_FRAMES, limits.framesPerSecond());
        return List.of(new Effect.Write(wire.idOf(text), ServerFrame.Refused.of(problem)));
    }

    private static ServerFrame acked(Answer answer) {
        return switch (answer) {
            case Answer.Sent sent ->
                new ServerFrame.Ack(sent.message().id(), sent.message().seq(), sent.duplicate() ? Boolean.TRUE : null);
            case Answer.Changed changed -> new ServerFrame.Ack(null, changed.seq(), null);
            default -> ServerFrame.Ack.DONE;
        };
    }

    private boolean typedLately(ClientFrame.TypingStart typing, long now) {
        if (typedAt.size() >= MAX_TYPING_CHANNELS) {
            typedAt.values().removeIf(at -> now - at >= TYPING_INTERVAL_MS);
        }
        var before = typedAt.get(typing.channelId().value());
        if (before != null && now - before < TYPING_INTERVAL_MS) {
            return true;
        }
        if (typedAt.size() < MAX_TYPING_CHANNELS) {
            typedAt.put(typing.channelId().value(), now);
        }
        return false;
    }
}
