package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one way anything fails: what was wrong, in a sentence that a person can act on, and nothing that leaks.
 *
 * @param kind what kind of failure; decides HTTP status and frame code
 * @param detail one sentence for a person
 * @param errors which fields were wrong, for {@link Kind#INVALID} and its like; else empty
 * @param retryAfter seconds after which trying again may help, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        Kind kind,
        String detail,
        List<FieldError> errors,
        @Nullable Integer retryAfter) {
    public Problem {
        errors = List.copyOf(errors);
    }

    /** A field that was wrong. */
    public record FieldError(String field, String message) {}

    /** The closed list of failures: HTTP status, stable name, code in an error frame. */
    public enum Kind {
        INVALID(400, "Invalid request", "invalid"),
        UNAUTHENTICATED(401, "Not signed in", "forbidden"),
        FORBIDDEN(403, "Not allowed", "forbidden"),
        NOT_FOUND(404, "Not found", "not_found"),
        CONFLICT(409, "Conflict", "conflict"),
        TOO_LARGE(413, "Too large", "too_large"),
        UNSUPPORTED(415, "Unsupported media type", "invalid"),
        UNPROCESSABLE(422, "Not possible", "invalid"),
        RATE_LIMITED(429, "Too many requests", "rate_limited"),
        INTERNAL(500, "Internal error", "internal"),
        UNAVAILABLE(503, "Unavailable", "unavailable");

        private final int status;
        private final String title;
        private final String code;

        Kind(int status, String title, String code) {
            this.status = status;
            this.title = title;
            this.code = code;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** A short title in English, the same for every problem of this kind. */
        public String title() {
            return title;
        }

        /** The code in an error frame of the gateway. */
        public String code() {
            return code;
        }

        /** The stable name in problem+json. */
        public String urn() {
            return "urn:miscord:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A failure with a sentence. */
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, List.of(), null);
    }

    /** A wrong field. */
    public static Problem invalid(String field, String message) {
        return new Problem(Kind.INVALID, field + ": " + message, List.of(new FieldError(field, message)), null);
    }

    /** Not there, or not the asker's to see: the two are answered alike. */
    public static Problem notFound(String what) {
        return of(Kind.NOT_FOUND, "There is no such " + what + ", or it is not yours to see.");
    }

    /** This needs somebody who is signed in, and nobody is. */
    public static Problem notSignedIn() {
        return of(Kind.UNAUTHENTICATED, "Sign in first.");
    }

    /** A fault of ours: what it was stands in the log, and is nobody's business outside. */
    public static Problem internal() {
        return of(Kind.INTERNAL, "Something went wrong on our side.");
    }

    /** Something that the service depends on is not well; trying again after some seconds may help. */
    public static Problem unavailable(String detail, int retryAfter) {
        return new Problem(Kind.UNAVAILABLE, detail, List.of(), retryAfter);
    }
}
