package io.miscord.platform.security;

import io.miscord.platform.config.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The private authority by which nodes know each other: whoever has a certificate of its is of this cluster.
 *
 * <p>The authority is made once, at the first start in a data directory, and lives ten years; each start of a node
 * makes a key and a certificate of its own, for two years, that never touch the disk. All keys are ECDSA over P-256.
 * Another machine is given the authority as text, in a join token: {@link #certificate} and {@link #key}.
 *
 * <p>Immutable. Making and loading read and write files, so they belong to the start of the process, not to an event
 * loop.
 */
public final class ClusterCertificates {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3652);
    private static final Duration NODE_LIFE = Duration.ofDays(730);

    // A machine whose clock is behind must not find the certificate of its peer not yet valid.
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final String SIGNATURE = "SHA256withECDSA";

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random;

    private ClusterCertificates(X509Certificate certificate, PrivateKey key, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    /**
     * The authority in this directory; made first if there is none. Of several nodes that start at once on one
     * directory one makes it, and all have the same.
     *
     * @param directory where {@code certificate.pem} and {@code key.pem} are, readable by their owner alone; its parent
     *     must exist
     * @throws IOException if the files cannot be read or written
     * @throws IllegalStateException saying what is wrong with the files
     */
    public static ClusterCertificates in(Path directory, Instant now, SecureRandom random) throws IOException {
        var files = new CertificateFiles(directory);
        if (!files.exist()) {
            var made = make(now, random);
            files.createUnlessThere(made.certificate(), made.key().reveal(), random);
        }
        return of(files.certificate(), Secret.of(files.key()), now, random);
    }

    /**
     * The authority of these two PEM texts, from a join token or from files that an operator supplied.
     *
     * @throws IllegalStateException saying what is wrong with them: not PEM, no authority, expired, or not a pair
     */
    public static ClusterCertificates of(String certificate, Secret key, Instant now, SecureRandom random) {
        var authority = new ClusterCertificates(Pem.certificate(certificate), Pem.privateKey(key), random);
        authority.check(now);
        return authority;
    }

    /** The authority's certificate as PEM: public. */
    public String certificate() {
        return Pem.text(certificate);
    }

    /** The authority's key as PEM: whoever has it is of the cluster. */
    public Secret key() {
        return Secret.of(Pem.text(key));
    }

    /**
     * A key and certificate for a node.
     *
     * @param node the node's name, up to 64 characters, for those who read certificates
     * @param hosts addresses and names that the node is reached at
     */
    public NodeCertificate issue(String node, List<String> hosts, Instant now) {
        try {
            var pair = pair(random);
            var builder = builder(certificate, pair.getPublic(), node, now, NODE_LIFE);
            var names = hosts.stream().map(ClusterCertificates::name).toArray(GeneralName[]::new);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new NodeCertificate(
                    Pem.text(signed(builder, key)), Secret.of(Pem.text(pair.getPrivate())), certificate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("The node's certificate cannot be made.", e);
        }
    }

    private static ClusterCertificates make(Instant now, SecureRandom random) {
        try {
            var pair = pair(random);
            var subject = new X500NameBuilder()
                    .addRDN(BCStyle.CN, "Miscord cluster " + Long.toHexString(random.nextLong()))
                    .build();
            var builder = builder(subject, subject, pair.getPublic(), now, AUTHORITY_LIFE, random);
            // It signs nodes, and nothing that could sign further.
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new ClusterCertificates(signed(builder, pair.getPrivate()), pair.getPrivate(), random);
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("The cluster's authority cannot be made.", e);
        }
    }

    private void check(Instant now) {
        if (certificate.getBasicConstraints() < 0) {
            throw new IllegalStateException("The cluster's certificate is not one of an authority.");
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IllegalStateException("The cluster's authority expired on "
                    + certificate.getNotAfter().toInstant() + ".");
        }
        try {
            // That the key is the certificate's own is shown by a certificate made with it.
            Pem.certificate(issue("check", List.of(), now).certificate()).verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The cluster's key is not the key of its certificate.", e);
        }
    }

    private X509v3CertificateBuilder builder(
            X509Certificate issuer, PublicKey subjectKey, String node, Instant now, Duration life) {
        var subject = new X500NameBuilder().addRDN(BCStyle.CN, node).build();
        var by = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        return builder(by, subject, subjectKey, now, life, random);
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey subjectKey, Instant now, Duration life, SecureRandom random) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(life)),
                subject,
                subjectKey);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder(SIGNATURE).build(by);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static GeneralName name(String host) {
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }
}
