package io.miscord.platform.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.event.KeyValuePair;

/**
 * Hands log lines to a thread of its own by way of a bounded queue, and never makes the caller wait.
 *
 * <p>While the queue (8192 lines) is full, because a disk or a terminal stalls, lines of any level are dropped; as soon
 * as there is room, one line says how many. Safe for any thread.
 */
public final class DroppingAppender extends AsyncAppender {
    private static final int QUEUE = 8192;
    private static final int FLUSH_MS = 2000;

    private final AtomicLong unreported = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** Drops nothing while there is room, and waits 2 s at most when it is stopped. */
    public DroppingAppender() {
        setQueueSize(QUEUE);
        setDiscardingThreshold(0);
        setNeverBlock(true);
        setMaxFlushTime(FLUSH_MS);
    }

    /** How many lines were dropped since the start; a few more or less when many threads meet the end of the queue. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    protected void put(ILoggingEvent event) {
        int room = getRemainingCapacity();
        if (room == 0) {
            dropped.incrementAndGet();
            unreported.incrementAndGet();
            return;
        }
        if (unreported.get() > 0 && room > 1) {
            report();
        }
        super.put(event);
    }

    private void report() {
        long count = unreported.getAndSet(0);
        if (count > 0) {
            var logger = ((LoggerContext) getContext()).getLogger(DroppingAppender.class);
            var event = new LoggingEvent(
                    DroppingAppender.class.getName(), logger, Level.WARN, "log lines were dropped", null, null);
            event.addKeyValuePair(new KeyValuePair("appender", getName()));
            event.addKeyValuePair(new KeyValuePair("count", count));
            event.prepareForDeferredProcessing();
            super.put(event);
        }
    }
}
