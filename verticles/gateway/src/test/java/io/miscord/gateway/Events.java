package io.miscord.gateway;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Frame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import java.util.UUID;

/** Events of one stream for tests of what looks at {@code seq} alone. */
final class Events {
    static final StreamId STREAM = new StreamId(new UUID(0x7000, 1));
    private static final AccessDomain DOMAIN = AccessDomain.of(new ServerId(new UUID(0x7000, 2)));

    private Events() {}

    static StreamEvent of(long seq) {
        return of(seq, 100);
    }

    static StreamEvent of(long seq, int size) {
        return new StreamEvent(STREAM, seq, DOMAIN, 1, "message:new", 0, false, Frame.of("x".repeat(size)));
    }

    /** An event that looks like one on the wire. */
    static StreamEvent of(StreamId stream, long seq, long version, boolean urgent) {
        var text = "{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":%d}".formatted(stream, seq);
        return new StreamEvent(stream, seq, DOMAIN, version, "message:new", 0, urgent, Frame.of(text));
    }
}
