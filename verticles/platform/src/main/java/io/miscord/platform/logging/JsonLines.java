package io.miscord.platform.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;

/**
 * A log line as one JSON object: {@code timestamp} (milliseconds since 1970), {@code level}, {@code threadName},
 * {@code loggerName}, {@code mdc}, {@code kvpList}, {@code formattedMessage}, {@code throwable}.
 */
public final class JsonLines extends JsonEncoder {
    /** Leaves out what says nothing here. */
    public JsonLines() {
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithContext(false);
        setWithMessage(false);
        setWithArguments(false);
        setWithFormattedMessage(true);
    }
}
