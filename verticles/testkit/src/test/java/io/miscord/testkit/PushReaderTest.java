package io.miscord.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** It reads what the specification says that browsers read: the example of RFC 8291, 5 and appendix A. */
final class PushReaderTest {
    private static final String PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCY"
                    + "LocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS"
                    + "gSxsj_Qulcy4a-fN";

    @Test
    void the_example_of_the_specification_is_read() throws GeneralSecurityException {
        var browser = example();
        assertThat(browser.publicKey()).isEqualTo(PUBLIC);
        assertThat(browser.secret()).isEqualTo(SECRET);
        assertThat(new String(browser.read(bytes(BODY)), StandardCharsets.UTF_8))
                .isEqualTo("When I grow up, I want to be a watermelon");
    }

    @Test
    void what_is_for_another_browser_or_was_changed_is_not_read() throws GeneralSecurityException {
        var body = bytes(BODY);
        assertThatThrownBy(() -> PushReader.made().read(body)).isInstanceOf(AssertionError.class);
        body[body.length - 1] ^= 1;
        var browser = example();
        assertThatThrownBy(() -> browser.read(body)).isInstanceOf(AssertionError.class);
    }

    private static PushReader example() throws GeneralSecurityException {
        var point = PushReader.point(bytes(PUBLIC));
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(PRIVATE)), point.getParams()));
        return PushReader.of(new KeyPair(point, key), bytes(SECRET));
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
