package io.miscord.testkit.chaos;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all clients of a trial share: its clock, whether they may begin new messages, and how many were acknowledged.
 * Safe on any thread.
 */
final class Trial {
    private final long began = System.nanoTime();
    private final long intervalNanos;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean writing;
    private volatile boolean over;

    /** A trial in which each client begins a message each so many nanoseconds, if it can. */
    Trial(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Nanoseconds since the trial began. */
    long now() {
        return System.nanoTime() - began;
    }

    /** How long a client waits between two messages. */
    long intervalNanos() {
        return intervalNanos;
    }

    /** Lets clients begin new messages, or not; what was begun is finished in any case. */
    void write(boolean may) {
        writing = may;
    }

    boolean writing() {
        return writing;
    }

    /** Nobody comes back any more. */
    void end() {
        over = true;
    }

    boolean over() {
        return over;
    }

    void acknowledged() {
        acknowledged.incrementAndGet();
    }

    /** Messages acknowledged so far, each once. */
    long messages() {
        return acknowledged.get();
    }
}
