package io.miscord.node.scenarios;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Access tokens made from a good one: some forged, some signed with the instance's own secret but out of date. */
final class Tokens {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /** The good token with other claims, signed with this secret. */
    static String signed(String good, UnaryOperator<String> claims, String secret) {
        var parts = good.split("\\.", -1);
        var text = parts[0] + "." + encode(claims.apply(decode(parts[1])));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The good token, expired an hour ago. */
    static String expired(String good, String secret) {
        return signed(good, claims -> moved(moved(claims, "exp", -7_200), "iat", -7_200), secret);
    }

    /** The good token's claims under the header that asks for no signature. */
    static String unsigned(String good) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + good.split("\\.", -1)[1] + ".";
    }

    /** The good token with another person's claims and the old signature. */
    static String altered(String good, UnaryOperator<String> claims) {
        var parts = good.split("\\.", -1);
        return parts[0] + "." + encode(claims.apply(decode(parts[1]))) + "." + parts[2];
    }

    private static String moved(String claims, String name, long seconds) {
        var matcher = java.util.regex.Pattern.compile("\"" + name + "\":(\\d+)").matcher(claims);
        return matcher.replaceAll(found -> "\"" + name + "\":" + (Long.parseLong(found.group(1)) + seconds));
    }

    private static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
