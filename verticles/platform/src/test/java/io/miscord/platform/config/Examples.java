package io.miscord.platform.config;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** For every key a value to try it with. */
final class Examples {
    private Examples() {}

    /** A value that is accepted, is not the default, and agrees with the defaults of all other keys. */
    static String other(Key key) {
        return switch (key.path()) {
            case "http.publicUrl" -> "https://chat.example.org/miscord";
            case "http.corsOrigins" -> "https://a.example";
            case "http.trustedProxies", "monitoring.allow" -> "10.0.0.0/8,fd00::/8";
            case "database.url" -> "postgresql://db:5432/miscord";
            case "redis.url" -> "rediss://cache:6379/2";
            case "cluster.join" -> "10.0.0.1:5701,node:5702";
            case "cluster.port", "cluster.busPort" -> "5701";
            case "push.subject" -> "mailto:operator@example.org";
            case "push.privateKey" -> "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
            case "voice.stunUrls" -> "stun:a.example:3478,stuns:b.example:5349";
            case "voice.turnUrls" -> "turn:a.example:3478,turns:b.example";
            case "node.verticles" -> "voice,api";
            case "chaos.dropHints", "chaos.reorderHints", "chaos.seed" -> "7";
            case "gateway.frameBurst", "cluster.heartbeatTimeout", "gateway.idleTimeout" ->
                key.setting().max();
            default -> otherByType(key);
        };
    }

    static String otherByType(Key key) {
        if (key.type() == boolean.class) {
            return "true";
        } else if (key.type().isEnum()) {
            return Values.print(
                    Arrays.asList(key.type().getEnumConstants()).reversed().getFirst());
        } else if (!key.setting().min().isEmpty()) {
            return key.setting().min().equals(key.setting().value())
                    ? "2s"
                    : key.setting().min();
        }
        return "another-value-of-thirty-two-characters";
    }

    /** A key's variable, and that of the key which must be set with it. */
    static Map<String, String> with(Key key, String value) {
        Map<String, String> environment = new HashMap<>(partner(key));
        environment.put(key.variable(), value);
        return environment;
    }

    static Map<String, String> partner(Key key) {
        return switch (key.path()) {
            case "cluster.caCertificate" -> Map.of("MISCORD_CLUSTER_CA_KEY", "ca.key");
            case "cluster.caKey" -> Map.of("MISCORD_CLUSTER_CA_CERTIFICATE", "ca.pem");
            default -> Map.of();
        };
    }
}
