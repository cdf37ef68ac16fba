package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** An event with a {@code seq} in its stream: stored with the change it tells of, never lost. */
public sealed interface DurableEvent extends Event
        permits ChannelEvent, ServerEvent, PersonEvent, DurableEvent.Skipped {
    /** Stands in a replay where an event's content is gone, so that {@code seq} stays whole. */
    @JsonTypeName("skipped")
    record Skipped() implements DurableEvent {}
}
