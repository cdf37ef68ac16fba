package io.miscord.gateway;

import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Whom events are written to: a {@link Socket}, seen from the streams it has. Used on its hub's loop. */
interface Receiver {
    /** Whether events may be written now; if not, they are read again from the stream once there is room. */
    boolean hasRoom();

    /** In which words it is told what happens. */
    Wire wire();

    /** Whether several events may come as one batch frame; never, but on {@code /ws/main}. */
    boolean takesBatches();

    /** Writes an event, or a batch of them. Only after {@link #hasRoom} was asked. */
    void event(SharedFrame frame);

    /** Writes something that may be lost, and is when the receiver is slow; whether it was written. */
    boolean whisper(Encoded told);

    /** Writes what is for this receiver alone, and may neither wait nor be lost. */
    void write(ServerFrame said);

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
