package io.miscord.platform.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a node.
 *
 * @param configFiles what {@code --config} names, later ones winning
 * @param settings keys and values, in the order given, later ones winning
 * @param printConfig whether {@code --print-config} was given
 * @param help whether {@code --help} was given
 * @param mistakes options that are not known or lack a value
 */
record CommandLine(
        List<String> configFiles,
        Map<String, String> settings,
        boolean printConfig,
        boolean help,
        List<Mistake> mistakes) {
    private static final String SOURCE = "command line";
    private static final Map<String, String> KEYS = Map.of(
            "--port", "http.port",
            "--host", "http.host",
            "--data", "node.data",
            "--cluster-port", "cluster.port",
            "--verticles", "node.verticles");
    private static final Set<String> OTHERS = Set.of("--join", "--config", "--set", "--print-config", "--help");

    /** What is said to {@code --help}. */
    static final String HELP = """
            Options (each but the last three is also a key of the configuration):
              --port N             the HTTP port (8000); 0 chooses a free one
              --host ADDRESS       the address it listens on (127.0.0.1)
              --data DIR           embedded servers' files, uploads, logs and secrets (data)
              --join HOST:PORT[,…] the cluster address of nodes that run already, or a join token
              --cluster-port N     the port that other nodes find this one at (chosen and remembered)
              --verticles LIST     what runs here: api,gateway,persistence,voice (all)
              --set KEY=VALUE      any key of conf/miscord.yaml; may be repeated
              --config FILE        a further file of settings; may be repeated
              --print-config       prints the settings in effect, secrets masked, and ends
              --help               prints this, and ends
            Every key may also be set by the environment: gateway.maxConnections by MISCORD_GATEWAY_MAX_CONNECTIONS,
            and a secret by a file that MISCORD_…_FILE names.
            """;

    /** Reads {@code --port 8001}, {@code --port=8001} and {@code --set http.port=8001}. Never fails: see mistakes. */
    static CommandLine parse(List<String> arguments) {
        return new Reader(arguments).read();
    }

    /** One pass over the arguments. */
    private static final class Reader {
        private final List<String> arguments;
        private final List<String> files = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final Set<String> flags = new LinkedHashSet<>();
        private int next;

        Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        CommandLine read() {
            while (next < arguments.size()) {
                String argument = arguments.get(next++);
                int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
                String name = equals < 0 ? argument : argument.substring(0, equals);
                if (name.equals("--print-config") || name.equals("--help")) {
                    flags.add(name);
                } else if (KEYS.containsKey(name) || OTHERS.contains(name)) {
                    value(name, argument, equals).ifPresent(value -> option(name, value));
                } else {
                    unknown(name);
                }
            }
            return new CommandLine(
                    files, settings, flags.contains("--print-config"), flags.contains("--help"), mistakes);
        }

        private Optional<String> value(String name, String argument, int equals) {
            if (equals >= 0) {
                return Optional.of(argument.substring(equals + 1));
            }
            if (next < arguments.size() && !arguments.get(next).startsWith("--")) {
                return Optional.of(arguments.get(next++));
            }
            mistakes.add(new Mistake(SOURCE, name, "", "a value must follow"));
            return Optional.empty();
        }

        private void option(String name, String value) {
            switch (name) {
                case "--config" -> files.add(value);
                case "--set" -> set(value);
                case "--join" -> settings.put(value.contains(":") ? "cluster.join" : "cluster.token", value);
                default -> settings.put(KEYS.getOrDefault(name, name), value);
            }
        }

        private void set(String value) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                mistakes.add(new Mistake(SOURCE, "--set", value, "accepted: KEY=VALUE, as --set http.port=8001"));
            } else {
                settings.put(value.substring(0, equals).strip(), value.substring(equals + 1));
            }
        }

        private void unknown(String name) {
            Set<String> known = new LinkedHashSet<>(KEYS.keySet());
            known.addAll(OTHERS);
            String meant = Tree.closest(name, known)
                    .map(" Did you mean %s?"::formatted)
                    .orElse("");
            mistakes.add(new Mistake(SOURCE, name, "", "there is no such option." + meant));
        }
    }
}
