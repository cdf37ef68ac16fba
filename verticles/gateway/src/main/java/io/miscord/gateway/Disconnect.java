package io.miscord.gateway;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;

/**
 * Why a socket is ended; the close code's range tells the client what to do: 4000 to 4499 reconnect and resume, 4500 to
 * 4999 do not come back as you are.
 */
enum Disconnect {
    GOING_AWAY(1001, "the node is leaving", 0),
    INTERNAL(4000, "internal error", 1_000),
    RESTORED(4000, "the database was restored", 1_000),
    HEARTBEAT_TIMEOUT(4003, "nothing was heard for too long", 0),
    TOKEN_EXPIRED(4007, "the access token has expired", 0),
    FLOODING(4008, "too many frames", 5_000),
    TOO_SLOW(4009, "reads too slowly", 1_000),
    OVERLOADED(4013, "the service is overloaded", 2_000),
    UNAUTHENTICATED(4501, "not authenticated", -1),
    REVOKED(4503, "the session has ended", -1),
    NO_SUCH_CHANNEL(4504, "there is no such channel, or it is not yours to see", -1),
    CALL_OVER(4505, "the call is over", -1),
    PROTOCOL(4522, "protocol violation", -1);

    private final int code;
    private final String reason;
    private final int retryMs;

    Disconnect(int code, String reason, int retryMs) {
        this.code = code;
        this.reason = reason;
        this.retryMs = retryMs;
    }

    /** Why somebody whose token was good is not let in. */
    static Disconnect notWelcomed(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().kind() == Problem.Kind.UNAUTHENTICATED
                ? REVOKED
                : OVERLOADED;
    }

    /** Whether the client is not to come back as it is. */
    boolean isFinal() {
        return retryMs < 0;
    }

    /** Why, in words. */
    String words() {
        return reason;
    }

    int code() {
        return code;
    }

    /** The close reason: at most 123 bytes; with {@code retry=<ms>} where coming back makes sense. */
    String reason() {
        return retryMs < 0 ? reason : "retry=" + retryMs + " " + reason;
    }
}
