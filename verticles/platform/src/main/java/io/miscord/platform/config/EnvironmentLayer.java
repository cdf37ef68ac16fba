package io.miscord.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Lays environment variables over what is known: {@code MISCORD_…}, secrets in files, and two historic names. */
final class EnvironmentLayer {
    /** A file that holds one secret is not larger than this. */
    private static final long MAX_SECRET_BYTES = 64 << 10;

    private static final Map<String, String> HISTORIC =
            Map.of("CORS_ORIGINS", "http.corsOrigins", "MAX_WEBSOCKET_CONNECTIONS", "gateway.maxConnections");

    /** Ours, but read by scripts and tests. */
    private static final Set<String> ELSEWHERE = Set.of(
            "MISCORD_HOME",
            "MISCORD_JVM",
            "MISCORD_SEED",
            "MISCORD_URL",
            "MISCORD_URLS",
            "MISCORD_TURN_PORT",
            "MISCORD_RELAYS",
            "MISCORD_JOINS",
            "MISCORD_LATENCY_MESSAGES",
            "MISCORD_LATENCY_PACE_MS");

    /** What Kubernetes sets for a service whose name begins with "miscord". */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("MISCORD_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP)(_.+)?)?)");

    private static final String FILE = "_FILE";

    private final Layers layers;
    private final Path workingDirectory;
    private final Map<String, Key> variables = new HashMap<>();

    EnvironmentLayer(Layers layers, Path workingDirectory) {
        this.layers = layers;
        this.workingDirectory = workingDirectory;
        layers.tree().keys().values().forEach(key -> variables.put(key.variable(), key));
    }

    /** Reads the historic names first, so that ours win. */
    void read(Map<String, String> environment) {
        HISTORIC.forEach((name, path) -> {
            if (environment.containsKey(name)) {
                set(name, path, environment.get(name));
            }
        });
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith("MISCORD_")) {
                variable(environment, name, value);
            }
        });
    }

    private void variable(Map<String, String> environment, String name, String value) {
        Key key = variables.get(name);
        if (key != null) {
            set(name, key.path(), value);
            return;
        }
        Key secret = name.endsWith(FILE) ? variables.get(name.substring(0, name.length() - FILE.length())) : null;
        if (secret != null && secret.secret()) {
            secretFile(environment, name, secret, value);
        } else if (!ELSEWHERE.contains(name) && !SERVICE_LINK.matcher(name).matches()) {
            unknown(name);
        }
    }

    private void secretFile(Map<String, String> environment, String name, Key key, String file) {
        if (environment.containsKey(key.variable())) {
            layers.mistake(name, key.path(), "", "accepted: either this or " + key.variable() + ", not both");
            return;
        }
        try {
            Path path = workingDirectory.resolve(file);
            if (Files.size(path) > MAX_SECRET_BYTES) {
                layers.mistake(name, key.path(), file, "accepted: a file with one secret, 64KB at most");
            } else {
                set(name, key.path(), Files.readString(path).strip());
            }
        } catch (IOException | IllegalArgumentException e) {
            layers.mistake(name, key.path(), file, "accepted: a file that can be read (" + e + ")");
        }
    }

    private void set(String name, String path, String value) {
        layers.set("environment " + name, path, path, value, workingDirectory);
    }

    private void unknown(String name) {
        Set<String> known = new LinkedHashSet<>(variables.keySet());
        String meant =
                Tree.closest(name, known).map(" Did you mean %s?"::formatted).orElse("");
        layers.mistake("environment", name, "", "there is no such key." + meant);
    }
}
