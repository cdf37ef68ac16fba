package io.miscord.gateway.socketio;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Engine.IO sessions of a node, by their ids: the requests of one come on any event loop. Whoever knows a session's
 * id may speak for it, so it cannot be guessed. Made once a node; safe on any thread.
 */
public final class EngineSessions {
    private static final int SID_BYTES = 15;

    private final Map<String, EngineSocket> bySid = new ConcurrentHashMap<>();
    /** Sessions whose client is nobody yet, and of how many each address has some. */
    private final AtomicInteger unproven = new AtomicInteger();

    private final Map<String, Integer> unprovenByAddress = new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();

    /** How many sessions there are, those included whose last packets wait. */
    public int size() {
        return bySid.size();
    }

    /** How many places are taken by sessions whose client is nobody yet, and by WebSockets that are to become such. */
    public int unproven() {
        return unproven.get();
    }

    /** How many addresses are counted that have such places. */
    public int unprovenAddresses() {
        return unprovenByAddress.size();
    }

    /** An id that nobody can guess, in 20 characters. */
    public String newSid() {
        var bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    Optional<EngineSocket> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    /**
     * Takes a place for a new session, if the node has one and its address may have it.
     *
     * @param address what it is counted by; null when it is not
     */
    Optional<Newcomer> enter(@Nullable String address, EngineSettings.Capacity capacity) {
        int before = unproven.getAndIncrement();
        if (before < capacity.unproven()
                && bySid.size() - before < capacity.proven()
                && (address == null || count(address, capacity.unprovenByAddress()))) {
            return Optional.of(new Newcomer(address));
        }
        unproven.decrementAndGet();
        return Optional.empty();
    }

    private boolean count(String address, int most) {
        var counted = new boolean[1];
        unprovenByAddress.compute(address, (who, before) -> {
            int count = before == null ? 0 : before;
            counted[0] = count < most;
            return counted[0] ? Integer.valueOf(count + 1) : before;
        });
        return counted[0];
    }

    void add(EngineSocket session) {
        bySid.put(session.sid(), session);
    }

    void remove(EngineSocket session) {
        bySid.remove(session.sid());
    }

    /** The place of a session whose client is nobody yet. Used by one event loop alone. */
    final class Newcomer {
        private final @Nullable String address;
        private boolean left;

        private Newcomer(@Nullable String address) {
            this.address = address;
        }

        /** They are somebody, or gone: the place is another's. To be called once; more does no harm. */
        void leave() {
            if (left) {
                return;
            }
            left = true;
            unproven.decrementAndGet();
            if (address != null) {
                unprovenByAddress.computeIfPresent(
                        address, (who, count) -> count == 1 ? null : Integer.valueOf(count - 1));
            }
        }
    }
}
