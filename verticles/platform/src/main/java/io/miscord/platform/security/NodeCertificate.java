package io.miscord.platform.security;

import io.miscord.platform.config.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.util.Set;

/**
 * What a node shows to its peers, and whom it believes. All PEM. Immutable.
 *
 * @param certificate the node's certificate
 * @param key the node's key
 * @param authority the certificate of the authority that it and its peers are signed by
 */
public record NodeCertificate(String certificate, Secret key, String authority) {

    /** The event bus over mutual TLS: who has no certificate of the authority is not spoken with. */
    public EventBusOptions secure(EventBusOptions options) {
        secured(options);
        // Being signed by the authority is what makes a peer a peer, at whatever address it was found.
        return options.setClientAuth(ClientAuth.REQUIRED).setTrustAll(false);
    }

    /** Gives any other client or server the same identity and trust; only TLS 1.3 is spoken. */
    public <T extends TCPSSLOptions> T secured(T options) {
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(key.reveal()))
                        .addCertValue(Buffer.buffer(certificate)))
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
        return options;
    }
}
