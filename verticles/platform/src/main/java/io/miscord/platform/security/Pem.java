package io.miscord.platform.security;

import io.miscord.platform.config.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Certificates and keys as text and back; {@link IllegalStateException} for what is neither. */
final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final int LINE = 64;

    private Pem() {}

    static String text(X509Certificate certificate) {
        try {
            return text(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The certificate has no encoding.", e);
        }
    }

    static String text(PrivateKey key) {
        return text(KEY, key.getEncoded());
    }

    static X509Certificate certificate(String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
            if (CertificateFactory.getInstance("X.509").generateCertificate(bytes)
                    instanceof X509Certificate certificate) {
                return certificate;
            }
            throw new IllegalStateException("The cluster's certificate is not X.509.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The cluster's certificate is not a PEM certificate.", e);
        }
    }

    static PrivateKey privateKey(Secret text) {
        try {
            var body =
                    text.reveal().replace("-----BEGIN " + KEY + "-----", "").replace("-----END " + KEY + "-----", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: its message may quote the key.
            throw new IllegalStateException("The cluster's key is not an EC key in PEM (PKCS #8).");
        }
    }

    private static String text(String label, byte[] der) {
        var lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
