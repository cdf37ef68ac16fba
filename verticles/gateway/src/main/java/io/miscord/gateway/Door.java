package io.miscord.gateway;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.http.Client;
import io.miscord.platform.http.Networks;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.security.SecurityLog;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Who may open a socket on this node, decided before the upgrade: as many as the node holds and as many a second as it
 * takes in; of one address so many a second, and so many that have not said who they are. This machine's own addresses
 * are not counted: what comes from them is the operator's, or everybody's through a proxy that nobody has named in
 * {@code http.trustedProxies}. Safe on any thread.
 */
final class Door {
    private static final int UNCOUNTED = -1;
    private static final int FULL_RETRY_SECONDS = 5;
    private static final long SECOND_MS = 1_000;

    private final int maxConnections;
    private final Pace accepts;
    private final AddressLimits addresses;
    private final SecurityLog security;
    private final Meters meters;
    private final AtomicInteger connections = new AtomicInteger();

    Door(GatewaySettings settings, SecurityLog security, Meters meters) {
        this(settings, security, meters, new SecureRandom().nextLong(), System::nanoTime);
    }

    /**
     * A door that nobody has come to yet.
     *
     * @param seed decides which addresses share a slot; not to be known outside
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    Door(GatewaySettings settings, SecurityLog security, Meters meters, long seed, LongSupplier nanoTime) {
        this.maxConnections = settings.maxConnections();
        this.accepts = new Pace(settings.acceptsPerSecond(), settings.acceptBurst(), nanoTime);
        this.addresses = new AddressLimits(settings.perAddress(), seed, nanoTime);
        this.security = security;
        this.meters = meters;
    }

    /** Sockets that have a place now. */
    int connections() {
        return connections.get();
    }

    /**
     * Takes a place for a socket of this client. {@link ProblemException} with {@code retryAfter} when there is none:
     * UNAVAILABLE for what is the node's bound, RATE_LIMITED for what is their address's.
     */
    Place enter(Client client) {
        var place = new Place(slot(client));
        if (connections.incrementAndGet() > maxConnections) {
            connections.decrementAndGet();
            throw unavailable("This node holds as many connections as it may.", FULL_RETRY_SECONDS);
        }
        try {
            place.requireShare(client);
        } catch (ProblemException refused) {
            connections.decrementAndGet();
            throw refused;
        }
        long waitMs = accepts.take();
        if (waitMs > 0) {
            place.giveBack();
            throw unavailable("Too many come at the same time.", seconds(waitMs));
        }
        return place;
    }

    /**
     * Counts somebody who takes a place only later, such as a session of Socket.IO: {@link ProblemException} as for
     * {@link #enter} when there is none now, or when their address has begun too many.
     */
    void announce(Client client) {
        if (connections.get() >= maxConnections) {
            throw unavailable("This node holds as many connections as it may.", FULL_RETRY_SECONDS);
        }
        int slot = slot(client);
        long waitMs = slot == UNCOUNTED ? 0 : addresses.announce(slot);
        if (waitMs > 0) {
            throw tooMany(client, "sessions", "Too many sessions were begun from your network.", seconds(waitMs));
        }
    }

    private int slot(Client client) {
        return isCounted(client) ? addresses.slot(client.counted()) : UNCOUNTED;
    }

    /** Whether sockets of this client are counted by their address: those of this machine are not. */
    static boolean isCounted(Client client) {
        return !Networks.isLoopback(client.address());
    }

    private ProblemException tooMany(Client client, String limit, String why, int retryAfter) {
        if (addresses.mayTell(slot(client))) {
            security.happened(SecurityLog.Event.RATE_LIMITED, "limit", limit, "address", client.address());
        } else {
            meters.rateLimited();
        }
        return new ProblemException(new Problem(Problem.Kind.RATE_LIMITED, why, List.of(), retryAfter));
    }

    private static int seconds(long ms) {
        return Math.toIntExact(Math.ceilDiv(ms, SECOND_MS));
    }

    private static ProblemException unavailable(String why, int retryAfter) {
        return new ProblemException(Problem.unavailable(why, retryAfter));
    }

    /** One socket's place; used by its event loop alone. */
    final class Place {
        private final int slot;
        private boolean isUnauthenticated;
        private boolean left;

        private Place(int slot) {
            this.slot = slot;
        }

        /** The socket has said who it is, and could prove it. */
        void authenticated() {
            if (isUnauthenticated) {
                isUnauthenticated = false;
                addresses.release(slot);
            }
        }

        /** The socket is gone: its place is another's. To be called once; more does no harm. */
        void leave() {
            authenticated();
            if (!left) {
                left = true;
                connections.decrementAndGet();
            }
        }

        /** It is not used after all, because of the node. */
        private void giveBack() {
            leave();
            if (slot != UNCOUNTED) {
                addresses.giveBack(slot);
            }
        }

        private void requireShare(Client client) {
            if (slot == UNCOUNTED) {
                return;
            }
            long waitMs = addresses.take(slot);
            if (waitMs > 0) {
                throw tooMany(client, "sockets", "Too many sockets were opened from your network.", seconds(waitMs));
            }
            if (!addresses.admit(slot)) {
                throw tooMany(
                        client,
                        "unauthenticated sockets",
                        "Too many sockets of your network have not said who they are.",
                        FULL_RETRY_SECONDS);
            }
            isUnauthenticated = true;
        }
    }
}
