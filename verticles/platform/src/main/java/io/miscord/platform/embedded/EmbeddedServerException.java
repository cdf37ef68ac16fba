package io.miscord.platform.embedded;

import java.io.Serial;

/** An embedded server cannot be started, reached or stopped; the message says why and what helps. */
public final class EmbeddedServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String message) {
        super(message);
    }

    EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
