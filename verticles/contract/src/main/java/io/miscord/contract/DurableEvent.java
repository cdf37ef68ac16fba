package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;

/** An event with a {@code seq} in its stream: stored with the change it tells of, never lost. */
public sealed interface DurableEvent extends Event
        permits ChannelEvent, ServerEvent, PersonEvent, DurableEvent.Skipped {
    /**
     * The event as it is told, once it has its place.
     *
     * @param seq its place in its stream
     * @param storedAt when it was stored
     * @param lastMessageSeq the seq of the last message that is left in its channel then, 0 if none is
     */
    default DurableEvent placed(long seq, Instant storedAt, long lastMessageSeq) {
        return this;
    }

    /** Stands in a replay where an event's content is gone, so that {@code seq} stays whole. */
    @JsonTypeName("skipped")
    record Skipped() implements DurableEvent {}
}
