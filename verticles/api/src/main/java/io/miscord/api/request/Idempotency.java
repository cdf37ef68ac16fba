package io.miscord.api.request;

import io.miscord.contract.Nonce;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code Idempotency-Key} header: another way to give a create its nonce. */
final class Idempotency {
    static final String HEADER = "Idempotency-Key";

    private Idempotency() {}

    /** The key as it was meant: its standard writes it in quotes, most clients do not. */
    static String unquoted(String header) {
        boolean quoted = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? header.substring(1, header.length() - 1) : header;
    }

    /** The nonce among valid parameters, or null. */
    static @Nullable Nonce key(Map<String, Object> parameters) {
        return parameters.get(HEADER) instanceof String key ? new Nonce(key) : null;
    }
}
