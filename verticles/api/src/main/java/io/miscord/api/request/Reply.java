package io.miscord.api.request;

import io.vertx.core.http.Cookie;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers.
 *
 * @param status the HTTP status
 * @param body what becomes the JSON body, or a {@link Download} or a {@link ImageReply}, or null for none
 * @param cookie a cookie to set, or null
 * @param cacheable false when nobody may keep the answer, because there is a secret in it
 */
public record Reply(
        int status, @Nullable Object body, @Nullable Cookie cookie, boolean cacheable) {
    /** 200 with this body. */
    public static Reply ok(Object body) {
        return new Reply(200, body, null, true);
    }

    /** 201 with what was made. */
    public static Reply created(Object body) {
        return new Reply(201, body, null, true);
    }

    /** 202 with what was begun. */
    public static Reply accepted(Object body) {
        return new Reply(202, body, null, true);
    }

    /** 204: there is nothing to say. */
    public static Reply done() {
        return new Reply(204, null, null, true);
    }

    /** The same with a cookie; not to be kept by anybody. */
    public Reply with(Cookie set) {
        return new Reply(status, body, set, false);
    }
}
