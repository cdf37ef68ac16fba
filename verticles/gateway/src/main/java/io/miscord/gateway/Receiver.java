package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import org.jspecify.annotations.Nullable;

/** Whom events are written to: a {@link Socket}, seen from the streams it has. Used on its hub's loop. */
interface Receiver {
    /** Whether events may be written now; if not, they are read again from the stream once there is room. */
    boolean hasRoom();

    /** Whether several events may come as one batch frame. */
    boolean takesBatches();

    /** Writes an event, or a batch of them. Only after {@link #hasRoom} was asked. */
    void event(SharedFrame frame);

    /** Writes something that may be lost, and is when the receiver is slow. */
    void whisper(SharedFrame frame);

    /** Writes what is for this receiver alone, and may neither wait nor be lost. */
    void write(Frame frame);

    /** Ends it. */
    void end(Disconnect why);

    /** Its streams that are behind. */
    Backlog backlog();

    /** A stream has no more that this receiver missed. */
    void caughtUp(StreamId stream);

    /** True the first time in a round: whoever writes to several streams calls it to reach each receiver once. */
    boolean firstIn(long round);

    /** Whose it is; null before somebody is in. */
    @Nullable
    UserId user();
}
