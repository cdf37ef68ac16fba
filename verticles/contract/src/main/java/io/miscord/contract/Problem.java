package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one way anything fails: what was wrong, in a sentence that a person can act on, and nothing that leaks.
 *
 * @param kind what kind of failure; decides HTTP status and frame code
 * @param detail one sentence for a person, in English
 * @param errors which fields were wrong, for {@link Kind#INVALID} and its like; else empty
 * @param retryAfter seconds after which trying again may help, or null
 * @param reason why, by name, of fields the first one's; null only where a node of a later release has a new one
 * @param params what the sentence of the reason is filled with, and {@code field} for one of a field; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        Kind kind,
        String detail,
        List<FieldError> errors,
        @Nullable Integer retryAfter,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL) @Nullable
        Refusal reason,

        @Nullable Map<String, String> params) {
    private static final String FIELD = "field";

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * A field that was wrong.
     *
     * @param field its name
     * @param message what follows the name in a sentence, in English
     * @param reason why, by name; null as in a problem
     * @param params what the sentence of the reason is filled with; null for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(
            String field,
            String message,

            @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL) @Nullable
            Refusal reason,

            @Nullable Map<String, String> params) {
        /** A field, and why it was refused: the values of the sentence's parameters in their order. */
        public static FieldError of(String field, Refusal why, Object... values) {
            var params = why.named(values);
            return new FieldError(field, why.said(params), why, params.isEmpty() ? null : params);
        }

        /** The same of a field of another name. */
        public FieldError of(String other) {
            return new FieldError(other, message, reason, params);
        }
    }

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

    /** What was refused: the values of the sentence's parameters in their order. */
    public static Problem of(Refusal why, Object... values) {
        return refused(why, null, values);
    }

    /** What may be tried again after so many seconds: the values of the sentence's parameters in their order. */
    public static Problem later(int retryAfter, Refusal why, Object... values) {
        return refused(why, retryAfter, values);
    }

    /** A wrong field: the values of the sentence's parameters in their order. */
    public static Problem invalid(String field, Refusal why, Object... values) {
        return fields(why.kind(), List.of(FieldError.of(field, why, values)));
    }

    /** Wrong fields, at least one, in one failure. */
    public static Problem fields(Kind kind, List<FieldError> errors) {
        var detail = errors.stream()
                .map(error -> error.field() + ": " + error.message())
                .collect(Collectors.joining("; "));
        var first = errors.getFirst();
        var params = new LinkedHashMap<>(Map.of(FIELD, first.field()));
        var more = first.params();
        if (more != null) {
            params.putAll(more);
        }
        return new Problem(kind, detail, errors, null, first.reason(), params);
    }

    /** This needs somebody who is signed in, and nobody is. */
    public static Problem notSignedIn() {
        return of(Refusal.SIGN_IN_FIRST);
    }

    /** A fault of ours: what it was stands in the log, and is nobody's business outside. */
    public static Problem internal() {
        return of(Refusal.BROKEN);
    }

    private static Problem refused(Refusal why, @Nullable Integer retryAfter, Object... values) {
        var params = why.named(values);
        return new Problem(why.kind(), why.said(params), List.of(), retryAfter, why, params.isEmpty() ? null : params);
    }
}
