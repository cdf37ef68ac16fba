package io.miscord.node;

import java.io.Serial;

/** The node cannot start; the message tells the operator why and what to do. */
final class StartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }

    StartException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
