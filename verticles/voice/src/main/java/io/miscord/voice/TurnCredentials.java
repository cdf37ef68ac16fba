package io.miscord.voice;

import io.miscord.contract.IceServer;
import io.miscord.contract.IceServers;
import io.miscord.contract.UserId;
import io.miscord.platform.config.Voice;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What lets browsers find each other, with credentials for the relays that are somebody's own and end by themselves:
 * {@code expiry:user}, and its HMAC-SHA1 with the secret that the relays know, as coturn's {@code use-auth-secret} has
 * it. Nothing has to be told to the relays. Safe on any thread.
 */
final class TurnCredentials {
    private static final String ALGORITHM = "HmacSHA1";

    private final Voice settings;
    private final InstantSource clock;

    TurnCredentials(Voice settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Those of a person, from now on for as long as they are good. */
    IceServers of(UserId user) {
        var expiresAt = Instant.ofEpochSecond(
                clock.instant().plus(settings.turnLifetime()).getEpochSecond());
        var servers = new ArrayList<IceServer>();
        if (!settings.stunUrls().isEmpty()) {
            servers.add(new IceServer(settings.stunUrls(), null, null));
        }
        if (!settings.turnUrls().isEmpty() && !settings.turnSecret().isEmpty()) {
            var name = expiresAt.getEpochSecond() + ":" + user;
            servers.add(new IceServer(settings.turnUrls(), name, sign(name)));
        }
        return new IceServers(servers, expiresAt);
    }

    private String sign(String name) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(settings.turnSecret().reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
