package io.miscord.platform.security;

import io.miscord.platform.metrics.Meters;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What concerns security, one line a thing that happened, in the log of its own {@code miscord.security}: the event,
 * then {@code key=value}. The same call counts the event in the meters. No body, password or token belongs into a
 * value; one that looks like a token is not written, line ends and other control characters are escaped, long values
 * cut.
 *
 * <p>At most {@value #LINES_A_SECOND} lines a second are written, so that whoever is refused a thousand times cannot
 * fill the disk; how many were left out is in the next line. Safe on any thread.
 */
public final class SecurityLog {
    static final int LINES_A_SECOND = 50;

    private static final Logger LOG = LoggerFactory.getLogger("miscord.security");
    private static final int LONGEST = 200;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]*\\.?[\\w-]*|-----BEGIN[^-]*-----");

    private final Meters meters;
    private final LongSupplier nanoTime;
    private final AtomicLong second;
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicInteger omitted = new AtomicInteger();

    /**
     * A log that counts in these meters.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
     */
    public SecurityLog(Meters meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.second = new AtomicLong(nanoTime.getAsLong());
    }

    /** What can happen. */
    public enum Event {
        /** An account was made. */
        REGISTERED("registered"),
        /** Somebody signed in. */
        SIGNED_IN("signed in"),
        /** Somebody signed out. */
        SIGNED_OUT("signed out"),
        /** A wrong password or token. */
        AUTH_FAILED("authentication failed"),
        /** A refresh token came a second time: its session has ended. */
        REFRESH_REUSED("refresh token used twice"),
        /** Sessions were ended by somebody else than those who had them. */
        SESSION_REVOKED("session revoked"),
        /** Somebody tried what they may not. */
        FORBIDDEN("not allowed"),
        /** A limit was exceeded. */
        RATE_LIMITED("rate limited"),
        /** A page of another web site was refused. */
        ORIGIN_REJECTED("origin rejected"),
        /** A password, a role or another thing that access depends on was changed. */
        ACCESS_CHANGED("access changed");

        private final String text;

        Event(String text) {
            this.text = text;
        }
    }

    /**
     * Writes and counts an event.
     *
     * @param keysAndValues {@code "user", id, "address", address}: an even number
     */
    public void happened(Event event, Object... keysAndValues) {
        count(event);
        if (!mayWrite()) {
            return;
        }
        var line = line(event, keysAndValues);
        switch (event) {
            case AUTH_FAILED, REFRESH_REUSED, FORBIDDEN, RATE_LIMITED, ORIGIN_REJECTED -> LOG.warn("{}", line);
            case REGISTERED, SIGNED_IN, SIGNED_OUT, SESSION_REVOKED, ACCESS_CHANGED -> LOG.info("{}", line);
        }
    }

    String line(Event event, Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a key without a value");
        }
        var line = new StringBuilder(event.text);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            line.append(' ').append(keysAndValues[i]).append('=');
            append(line, String.valueOf(keysAndValues[i + 1]));
        }
        int left = omitted.getAndSet(0);
        return (left == 0 ? line : line.append(" omitted=").append(left)).toString();
    }

    private void count(Event event) {
        switch (event) {
            case AUTH_FAILED, REFRESH_REUSED -> meters.authFailure();
            case RATE_LIMITED -> meters.rateLimited();
            case ORIGIN_REJECTED -> meters.rejectedOrigin();
            case REGISTERED, SIGNED_IN, SIGNED_OUT, SESSION_REVOKED, FORBIDDEN, ACCESS_CHANGED -> {}
        }
    }

    private boolean mayWrite() {
        long now = nanoTime.getAsLong();
        long start = second.get();
        if (now - start >= SECOND_NANOS && second.compareAndSet(start, now)) {
            lines.set(0);
        }
        if (lines.incrementAndGet() <= LINES_A_SECOND) {
            return true;
        }
        omitted.incrementAndGet();
        return false;
    }

    private static void append(StringBuilder line, String value) {
        var safe = TOKEN.matcher(value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value)
                .replaceAll("(secret)");
        boolean quoted = safe.isEmpty() || safe.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '=');
        line.append(quoted ? "\"" : "");
        for (int i = 0; i < safe.length(); i++) {
            escape(line, safe.charAt(i));
        }
        line.append(quoted ? "\"" : "");
    }

    private static void escape(StringBuilder line, char c) {
        int type = Character.getType(c);
        boolean breaksLines = Character.isISOControl(c)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT;
        if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else if (breaksLines) {
            line.append(String.format("\\u%04x", (int) c));
        } else {
            line.append(c);
        }
    }
}
