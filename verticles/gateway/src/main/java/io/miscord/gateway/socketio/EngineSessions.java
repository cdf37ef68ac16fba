package io.miscord.gateway.socketio;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Engine.IO sessions of a node, by their ids: the requests of one come on any event loop. Who knows a session's id
 * may speak for it, so it cannot be guessed. Made once a node; safe on any thread.
 */
public final class EngineSessions {
    private static final int SID_BYTES = 15;

    private final Map<String, EngineSocket> bySid = new ConcurrentHashMap<>();
    /** Sessions whose client is nobody yet, by address. */
    private final Map<String, Integer> newByAddress = new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();

    /** How many sessions there are, those included whose last packets wait. */
    public int size() {
        return bySid.size();
    }

    /** How many addresses have sessions whose client is nobody yet. */
    public int newAddresses() {
        return newByAddress.size();
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

    /** Counts a new session of this address; false when it, or the node, has as many as it may. */
    boolean enter(String address, EngineSettings settings) {
        if (bySid.size() >= settings.maxSessions()) {
            return false;
        }
        int most = settings.maxNewByAddress();
        var counted = new boolean[1];
        newByAddress.compute(address, (who, before) -> {
            int count = before == null ? 0 : before;
            counted[0] = count < most;
            return counted[0] ? Integer.valueOf(count + 1) : before;
        });
        return counted[0];
    }

    /** A session that was counted as new is no longer, or is over. */
    void leave(String address) {
        newByAddress.computeIfPresent(address, (who, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    void add(EngineSocket session) {
        bySid.put(session.sid(), session);
    }

    void remove(EngineSocket session) {
        bySid.remove(session.sid());
    }
}
