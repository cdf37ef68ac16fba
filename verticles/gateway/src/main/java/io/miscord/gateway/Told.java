package io.miscord.gateway;

import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import java.util.List;

/** What a {@link SharedFrame} is the text of, for a {@link Transport} that treats one otherwise than another. */
sealed interface Told {
    /** An event of a stream. */
    record Event(StreamEvent event) implements Told {}

    /** An event that may be lost. */
    record Passing(EphemeralEvent event) implements Told {}

    /**
     * What the node itself says.
     *
     * @param answers whether it answers a frame that the client gave an id
     */
    record Said(ServerFrame frame, boolean answers) implements Told {}

    /** Events of one stream that follow on each other; over {@code /ws/main} alone. */
    record Batch(List<StreamEvent> events) implements Told {}

    /** What a monitoring socket is told; over {@code /ws} alone. */
    record Monitoring() implements Told {}
}
