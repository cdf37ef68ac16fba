package io.miscord.testkit.chaos;

/**
 * The promise is broken here.
 *
 * @param rule which part of it, in words
 * @param client whose history shows it; empty where the database alone does
 * @param stream where
 * @param seq about where in the stream; 0 when that is unknown
 * @param what what was found
 */
record Breach(Kind kind, String rule, String client, String stream, long seq, String what) {
    /** What happened to a message. */
    enum Kind {
        LOST,
        DOUBLED,
        REORDERED,
        LEAKED,
        /** Something else that must not be: invented, altered, or a client that could not go on. */
        WRONG
    }

    @Override
    public String toString() {
        return "%s (%s)%s %s %d: %s".formatted(kind, rule, client.isEmpty() ? "" : " " + client, stream, seq, what);
    }
}
