package io.miscord.gateway;

/**
 * A node's sockets, should it go, and those who would take them in: over what time they are to come, so that none of
 * them is turned away. Pure.
 *
 * @param sockets how many there are
 * @param survivors other nodes that take sockets; with none, this one has to take them back itself
 * @param acceptsPerSecond what each of those takes in
 */
record Herd(int sockets, int survivors, int acceptsPerSecond) {
    /** Nobody comes evenly, and the survivors have comers of their own. */
    private static final double SLACK = 1.25;

    private static final long MIN_MS = 200;
    private static final long MAX_MS = 120_000;
    private static final long SECOND_MS = 1_000;
    private static final long LEAST_NEWS_MS = 500;

    /** Whether clients who were told this spread are to be told the present one: it would be too short by far. */
    boolean isNews(long toldMs) {
        return spreadMs() - toldMs > Math.max(LEAST_NEWS_MS, toldMs / 4);
    }

    /** Milliseconds over which they spread their coming. */
    long spreadMs() {
        double perSecond = (double) acceptsPerSecond * Math.max(1, survivors);
        return Math.clamp((long) (sockets * SLACK * SECOND_MS / perSecond), MIN_MS, MAX_MS);
    }

    /** Milliseconds over which a leaving node sends them away, at most so many; what is left they wait elsewhere. */
    long drainMs(long most) {
        return survivors == 0 ? 0 : Math.min(most, spreadMs());
    }
}
