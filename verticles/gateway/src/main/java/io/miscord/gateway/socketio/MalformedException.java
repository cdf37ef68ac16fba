package io.miscord.gateway.socketio;

import java.io.Serial;

/** What a client sent is none of the protocol; its session ends. */
final class MalformedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedException(String what) {
        super(what, null, false, false);
    }
}
