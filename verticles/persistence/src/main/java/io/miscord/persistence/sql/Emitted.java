package io.miscord.persistence.sql;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.platform.json.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that a transaction will store; it has its seq once the transaction has committed. */
public final class Emitted {
    private final StreamId stream;
    private final AccessDomain domain;
    private final DurableEvent event;
    private final @Nullable UUID subject;
    private long seq;
    private long version;

    Emitted(StreamId stream, AccessDomain domain, DurableEvent event, @Nullable UUID subject) {
        this.stream = stream;
        this.domain = domain;
        this.event = event;
        this.subject = subject;
    }

    /** The seq that it took; {@link IllegalStateException} before the commit. */
    public long seq() {
        if (seq == 0) {
            throw new IllegalStateException("not committed yet");
        }
        return seq;
    }

    void place(long placedSeq, long accessVersion) {
        seq = placedSeq;
        version = accessVersion;
    }

    StreamId stream() {
        return stream;
    }

    AccessDomain domain() {
        return domain;
    }

    DurableEvent event() {
        return event;
    }

    @Nullable
    UUID subject() {
        return subject;
    }

    StreamEvent hint(long acceptedAt) {
        var frame = Json.frame(event, stream, seq);
        return new StreamEvent(stream, seq, domain, version, event.event(), acceptedAt, false, frame);
    }
}
