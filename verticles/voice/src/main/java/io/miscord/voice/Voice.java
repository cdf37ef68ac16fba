package io.miscord.voice;

import io.miscord.platform.bus.Bus;
import io.miscord.platform.data.Redis;
import io.miscord.platform.metrics.Meters;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a node that runs voice has once. Deploy one {@link #verticle} of it on virtual threads. */
public final class Voice {
    private final Bus bus;
    private final SteadyRooms rooms;
    private final io.miscord.platform.config.Voice settings;
    private final InstantSource clock;
    private volatile @Nullable Seating seating;
    private volatile int people;

    /** Wires everything; nothing is asked of Redis yet. */
    public Voice(Bus bus, Redis redis, io.miscord.platform.config.Voice settings, Meters meters, InstantSource clock) {
        this.bus = bus;
        this.rooms = new SteadyRooms(new RedisRooms(redis), clock);
        this.settings = settings;
        this.clock = clock;
        meters.gauge("miscord.voice.people", "People in calls, in the whole cluster", () -> people);
    }

    /** To be deployed once, on virtual threads. */
    public VoiceVerticle verticle() {
        return new VoiceVerticle(bus, this);
    }

    Calls calls(Vertx vertx) {
        var announcer = new Announcer(bus);
        var states =
                new States(vertx, rooms, announcer, settings.batchInterval().toMillis());
        var credentials = new TurnCredentials(settings, clock);
        var policy = new QualityPolicy(settings);
        var lines = new Lines(rooms, announcer, states, policy, () -> people, clock);
        var seats = new Seating(bus, rooms, announcer, states, credentials, lines, settings, clock);
        seating = seats;
        return new Calls(bus, rooms, announcer, seats, states, lines, credentials, settings.capacity());
    }

    /** Counts how many people are in calls, and tells Redis what changed while it was away; waits. */
    void count() {
        people = rooms.overview().seats();
        var seats = seating;
        if (seats != null) {
            rooms.unsaved().forEach(seats::changed);
        }
    }

    /** Ends the seats that nobody holds; waits. */
    void sweep() {
        var seats = seating;
        if (seats != null) {
            seats.sweep();
        }
    }
}
