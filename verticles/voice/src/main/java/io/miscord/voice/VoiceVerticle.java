package io.miscord.voice;

import io.miscord.contract.Answer;
import io.miscord.contract.VoiceAsk;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns what is asked about calls, and ends the seats that nobody holds any more. It keeps nothing of its own while
 * Redis answers: any node's serves any call. On virtual threads.
 */
public final class VoiceVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceVerticle.class);
    private static final long SWEEP_MS = 2_000;
    /**
     * So many sweeps in a row see Redis well before the first seat is ended: while it was away nobody could renew a
     * lease, and everybody gets the time for it.
     */
    private static final int WELL_BEFORE = Math.toIntExact(RedisRooms.LEASE_MS / SWEEP_MS);

    private final Bus bus;
    private final Voice voice;
    private Bus.@Nullable Registration registration;
    private int well;
    private boolean sweeping;

    VoiceVerticle(Bus bus, Voice voice) {
        this.bus = bus;
        this.voice = voice;
    }

    @Override
    @SuppressWarnings("unchecked") // a class literal knows no type argument
    public Future<?> start() {
        var calls = voice.calls(vertx);
        vertx.setPeriodic(SWEEP_MS, due -> sweep());
        return bus.own(VoiceAsk.ADDRESS, (Class<VoiceAsk<?>>) (Class<?>) VoiceAsk.class, ask -> work(calls, ask))
                .onSuccess(owned -> registration = owned);
    }

    @Override
    public Future<?> stop() {
        return registration == null ? Future.succeededFuture() : registration.end();
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        try {
            voice.count();
            if (++well > WELL_BEFORE) {
                voice.sweep();
            }
        } catch (RuntimeException e) {
            well = 0;
            LOG.debug("calls not swept cause={}", e.getMessage());
        } finally {
            sweeping = false;
        }
    }

    /** A task of its own on this virtual-thread context: whoever waits in it holds up nobody. */
    private Future<Answer> work(Calls calls, VoiceAsk<?> ask) {
        Promise<Answer> done = Promise.promise();
        context.runOnContext(run -> {
            try {
                done.complete(calls.answer(ask));
            } catch (Throwable failure) { // what is awaited fails with anything
                done.fail(failure);
            }
        });
        return done.future();
    }
}
