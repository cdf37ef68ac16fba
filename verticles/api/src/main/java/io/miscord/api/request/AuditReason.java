package io.miscord.api.request;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Why somebody does something that the audit log keeps. */
public final class AuditReason {
    private static final String HEADER = "X-Audit-Log-Reason";

    private AuditReason() {}

    /** That of the header; null without one. */
    public static @Nullable String of(Call call) {
        return of(call, null);
    }

    /** The one in body or query wins; a header has no letters but those of ASCII, so it is percent-encoded. */
    public static @Nullable String of(Call call, @Nullable String told) {
        if (told != null) {
            return told;
        }
        var header = call.header(HEADER).orElse(null);
        try {
            // "+" is itself here, unlike in a form.
            return header == null ? null : URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(HEADER, Refusal.WRONG_FORMAT, "percent-encoding");
        }
    }
}
