package io.miscord.testkit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A browser that subscribed to pushes: reads what was encrypted for it (RFC 8291), and checks who signed it (RFC 8292).
 * Written after the two alone, so that what it reads is what browsers read.
 */
public final class PushReader {
    private static final int POINT = 65;
    private static final int SALT = 16;

    private final KeyPair keys;
    private final byte[] secret;

    private PushReader(KeyPair keys, byte[] secret) {
        this.keys = keys;
        this.secret = secret.clone();
    }

    /** A browser with keys of its own. */
    public static PushReader made() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var secret = new byte[SALT];
            new SecureRandom().nextBytes(secret);
            return new PushReader(generator.generateKeyPair(), secret);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A browser with these keys. */
    static PushReader of(KeyPair keys, byte[] secret) {
        return new PushReader(keys, secret);
    }

    /** Its public key, as it tells it: {@code p256dh}. */
    public String publicKey() {
        return text(bytes((ECPublicKey) keys.getPublic()));
    }

    /** Its secret, as it tells it: {@code auth}. */
    public String secret() {
        return text(secret);
    }

    /** The text of a body in {@code aes128gcm}; {@link AssertionError} when it is none for this browser. */
    public byte[] read(byte[] body) {
        try {
            var in = ByteBuffer.wrap(body);
            var salt = take(in, SALT);
            int recordSize = in.getInt();
            var sender = take(in, in.get() & 0xFF);
            if (in.remaining() > recordSize) {
                throw new AssertionError("more than one record");
            }
            var own = bytes((ECPublicKey) keys.getPublic());
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(keys.getPrivate());
            agreement.doPhase(point(sender), true);
            var info = concat(ascii("WebPush: info\0"), own, sender);
            var material = hkdf(secret, agreement.generateSecret(), info, 32);
            var key = hkdf(salt, material, ascii("Content-Encoding: aes128gcm\0"), 16);
            var nonce = hkdf(salt, material, ascii("Content-Encoding: nonce\0"), 12);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            return unpadded(cipher.doFinal(take(in, in.remaining())));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("not for this browser", e);
        }
    }

    /** The claims of a header {@code Authorization}; {@link AssertionError} unless whoever has this key signed them. */
    public static String claims(String authorization, String publicKey) {
        var parts = authorization.replaceFirst("^vapid ", "").split(",\\s*", -1);
        var token = Arrays.stream(parts)
                .filter(part -> part.startsWith("t="))
                .findFirst()
                .orElseThrow()
                .substring(2);
        if (!Arrays.asList(parts).contains("k=" + publicKey)) {
            throw new AssertionError("of another key: " + authorization);
        }
        var jwt = token.split("\\.", -1);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(point(Base64.getUrlDecoder().decode(publicKey)));
            signature.update(ascii(jwt[0] + "." + jwt[1]));
            if (!signature.verify(Base64.getUrlDecoder().decode(jwt[2]))) {
                throw new AssertionError("signed by somebody else");
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError("not signed", e);
        }
        return new String(Base64.getUrlDecoder().decode(jwt[1]), StandardCharsets.UTF_8);
    }

    /** The last record ends in 2 and then nothing but 0. */
    private static byte[] unpadded(byte[] padded) {
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new AssertionError("not the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    private static byte[] hkdf(byte[] salt, byte[] material, byte[] info, int length) throws GeneralSecurityException {
        var how = HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(material).thenExpand(info, length);
        return KDF.getInstance("HKDF-SHA256").deriveData(how);
    }

    static ECPublicKey point(byte[] bytes) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        int half = (POINT - 1) / 2;
        var at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + half)),
                new BigInteger(1, Arrays.copyOfRange(bytes, 1 + half, POINT)));
        var spec = new ECPublicKeySpec(at, parameters.getParameterSpec(ECParameterSpec.class));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    }

    private static byte[] bytes(ECPublicKey key) {
        var point = key.getW();
        return concat(new byte[] {4}, coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        var coordinate = new byte[(POINT - 1) / 2];
        var bytes = number.toByteArray();
        int length = Math.min(bytes.length, coordinate.length);
        System.arraycopy(bytes, bytes.length - length, coordinate, coordinate.length - length, length);
        return coordinate;
    }

    private static byte[] concat(byte[]... parts) {
        var whole = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(whole::put);
        return whole.array();
    }

    private static byte[] take(ByteBuffer in, int length) {
        var taken = new byte[length];
        in.get(taken);
        return taken;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
