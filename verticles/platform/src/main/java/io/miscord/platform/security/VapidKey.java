package io.miscord.platform.security;

import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveSpec;

/**
 * What push services know an instance by (RFC 8292): browsers subscribe to its public half, and every push is signed
 * with the private one. Every node that knows the same settings and secret has the same. Safe on any thread.
 */
public final class VapidKey {
    private static final String CURVE = "secp256r1";
    /** What is derived here is nothing that the same secret is used for elsewhere. */
    private static final String PURPOSE = "miscord web push key\n";
    /** Services take no signature that is good for more than a day. */
    private static final int LIFE_HOURS = 12;

    private final VAPIDKeyPair pair;
    private final Optional<String> subject;

    private VapidKey(BigInteger scalar, Optional<String> subject) {
        var curve = ECNamedCurveTable.getParameterSpec(CURVE);
        var parameters = new ECNamedCurveSpec(
                CURVE, curve.getCurve(), curve.getG(), curve.getN(), curve.getH(), curve.getSeed());
        try {
            var key = KeyFactory.getInstance("EC")
                    .generatePrivate(new java.security.spec.ECPrivateKeySpec(scalar, parameters));
            this.pair = VAPIDKeyPairs.of(
                    PrivateKeySources.ofECPrivateKey((ECPrivateKey) key),
                    PublicKeySources.ofUncompressedBytes(
                            curve.getG().multiply(scalar).getEncoded(false)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.subject = subject;
    }

    /**
     * The key of an instance; empty where nothing is pushed.
     *
     * @param secret what it is made of if none is set
     * @throws IllegalStateException when the one that is set is none
     */
    public static Optional<VapidKey> of(Config config, Secret secret) {
        var push = config.push();
        if (!push.enabled()) {
            return Optional.empty();
        }
        var most = ECNamedCurveTable.getParameterSpec(CURVE).getN().subtract(BigInteger.ONE);
        var set = push.privateKey();
        var scalar = set.isEmpty()
                ? new BigInteger(1, derived(secret)).mod(most).add(BigInteger.ONE)
                : new BigInteger(1, Base64.getUrlDecoder().decode(set.reveal()));
        if (scalar.signum() == 0 || scalar.compareTo(most) > 0) {
            throw new IllegalStateException("push.privateKey: this is no private key of P-256");
        }
        var contact = push.subject().isEmpty() ? config.http().publicUrl() : push.subject();
        return Optional.of(new VapidKey(scalar, Optional.of(contact).filter(VapidKey::isContact)));
    }

    /** What browsers subscribe to: 87 letters, digits, - and _. */
    public String publicKey() {
        return pair.extractPublicKeyInUncompressedFormAsString();
    }

    /** The header {@code Authorization} of a push to this address. */
    public String authorization(String endpoint) {
        var claims = VAPIDJWTParam.getBuilder().resourceURLString(endpoint).expiresAfter(LIFE_HOURS, TimeUnit.HOURS);
        subject.ifPresent(claims::subject);
        return pair.generateAuthorizationHeaderValue(claims.build());
    }

    private static boolean isContact(String text) {
        return text.startsWith("https://") || text.startsWith("mailto:");
    }

    private static byte[] derived(Secret secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
