package io.miscord.persistence.sql;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.SystemMessage;
import io.miscord.platform.json.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that a transaction will store; it has its seq once the transaction has committed. */
public final class Emitted {
    private final StreamId stream;
    private final AccessDomain domain;
    private DurableEvent event;
    private final @Nullable UUID subject;
    private final @Nullable SystemMessage posted;
    private long seq;
    private long version;

    Emitted(
            StreamId stream,
            AccessDomain domain,
            DurableEvent event,
            @Nullable UUID subject,
            @Nullable SystemMessage posted) {
        this.stream = stream;
        this.domain = domain;
        this.event = event;
        this.subject = subject;
        this.posted = posted;
    }

    /** The seq that it took; {@link IllegalStateException} before the commit. */
    public long seq() {
        if (seq == 0) {
            throw new IllegalStateException("not committed yet");
        }
        return seq;
    }

    void place(long placedSeq, long accessVersion, Instant storedAt, long lastMessageSeq) {
        seq = placedSeq;
        version = accessVersion;
        event = event.placed(placedSeq, storedAt, lastMessageSeq);
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

    /** What the message tells that is stored with its event; null where there is none to store. */
    @Nullable
    SystemMessage posted() {
        return posted;
    }

    StreamEvent hint(long acceptedAt) {
        var frame = Json.frame(event, stream, seq);
        return new StreamEvent(stream, seq, domain, version, event.event(), acceptedAt, false, frame);
    }
}
