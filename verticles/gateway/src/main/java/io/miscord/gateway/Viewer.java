package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.miscord.contract.StreamId;

/** Somebody who is given streams and loses them as their permissions change: a {@link Socket}. On its hub's loop. */
interface Viewer extends Receiver {
    /** Whether it has not ended. */
    boolean isOpen();

    /** Whether it is for all that the person may see. */
    boolean hasAll();

    /** Its streams, and what it sees of each server. */
    Holdings has();

    /** Writes this text, which is that of what is told. */
    void write(Frame text, Told told);

    /** It has this stream from now on, from this position. */
    void subscribed(StreamId stream, long position);
}
