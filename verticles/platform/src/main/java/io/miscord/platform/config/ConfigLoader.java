package io.miscord.platform.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the configuration: defaults ← {@code conf/miscord.yaml} ← files of {@code --config} ← environment ← command
 * line. Later wins; every mistake is gathered and reported at once.
 */
public final class ConfigLoader {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./-]*");

    private ConfigLoader() {}

    /**
     * Where settings come from.
     *
     * @param home the folder that holds {@code conf/}; paths in files and defaults are relative to it
     * @param workingDirectory what paths in the environment and on the command line are relative to
     * @param environment the environment's variables
     * @param arguments the command line
     */
    public record Sources(Path home, Path workingDirectory, Map<String, String> environment, List<String> arguments) {}

    /**
     * What was read.
     *
     * @param config the settings in effect
     * @param warnings what is accepted but ought to be known; one line each
     * @param printConfig whether the settings are to be printed instead of used
     * @param help whether {@link #help()} is to be printed instead
     */
    public record Loaded(Config config, List<String> warnings, boolean printConfig, boolean help) {}

    /**
     * Reads all sources. Blocks on small files.
     *
     * @throws ConfigException naming every mistake
     */
    public static Loaded load(Sources sources) {
        CommandLine options = CommandLine.parse(sources.arguments());
        if (options.help()) {
            return new Loaded(Config.defaults(), List.of(), false, true);
        }
        Layers layers = new Layers(sources.home());
        YamlLayer files = new YamlLayer(layers, sources.home());
        Path own = sources.home().resolve("conf").resolve("miscord.yaml");
        if (Files.exists(own)) {
            files.read(own);
        }
        options.configFiles()
                .forEach(file -> files.read(sources.workingDirectory().resolve(file)));
        new EnvironmentLayer(layers, sources.workingDirectory()).read(sources.environment());
        layers.mistakes().addAll(options.mistakes());
        options.settings()
                .forEach((key, value) -> layers.set("command line", key, key, value, sources.workingDirectory()));
        return new Loaded(checked(layers), warnings(layers.build()), options.printConfig(), false);
    }

    /** What is said to {@code --help}: the options of a node. */
    public static String help() {
        return CommandLine.HELP;
    }

    /** The tree as YAML that could be read again, but for its secrets, which are masked. */
    public static String print(Config config) {
        Tree tree = new Tree();
        StringBuilder yaml = new StringBuilder();
        List<String> open = List.of();
        for (Map.Entry<String, Object> value : tree.flatten(config).entrySet()) {
            List<String> path = List.of(value.getKey().split("\\."));
            List<String> sections = path.subList(0, path.size() - 1);
            for (int depth = 0; depth < sections.size(); depth++) {
                if (depth >= open.size() || !sections.subList(0, depth + 1).equals(open.subList(0, depth + 1))) {
                    yaml.append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
                }
            }
            open = sections;
            yaml.append("  ".repeat(sections.size())).append(path.getLast()).append(": ");
            yaml.append(printed(value.getValue())).append('\n');
        }
        return yaml.toString();
    }

    static Config of(Map<String, String> settings) {
        Path here = Path.of("").toAbsolutePath();
        Layers layers = new Layers(here);
        settings.forEach((key, value) -> layers.set("settings", key, key, value, here));
        return checked(layers);
    }

    private static Config checked(Layers layers) {
        if (layers.mistakes().isEmpty()) {
            agree(layers, layers.build());
        }
        if (!layers.mistakes().isEmpty()) {
            throw new ConfigException(layers.mistakes());
        }
        return layers.build();
    }

    /** Settings that are each fine but not together. */
    private static void agree(Layers layers, Config config) {
        Config.Gateway gateway = config.gateway();
        if (gateway.heartbeatInterval().compareTo(gateway.idleTimeout()) >= 0) {
            layers.mistake(
                    "settings",
                    "gateway.idleTimeout",
                    Values.print(gateway.idleTimeout()),
                    "accepted: more than gateway.heartbeatInterval, " + Values.print(gateway.heartbeatInterval()));
        }
        if (gateway.frameBurst() < gateway.framesPerSecond()) {
            layers.mistake(
                    "settings",
                    "gateway.frameBurst",
                    "" + gateway.frameBurst(),
                    "accepted: gateway.framesPerSecond, " + gateway.framesPerSecond() + ", or more");
        }
        Config.Cluster cluster = config.cluster();
        if (cluster.caCertificate().toString().isEmpty()
                != cluster.caKey().toString().isEmpty()) {
            layers.mistake("settings", "cluster.caKey", "", "accepted: with cluster.caCertificate, or neither");
        }
        if (cluster.heartbeatTimeout().compareTo(cluster.heartbeatInterval().multipliedBy(2)) < 0) {
            layers.mistake(
                    "settings",
                    "cluster.heartbeatTimeout",
                    Values.print(cluster.heartbeatTimeout()),
                    "accepted: two of cluster.heartbeatInterval or more");
        }
    }

    private static List<String> warnings(Config config) {
        List<String> warnings = new ArrayList<>();
        if (config.auth().bcryptCost() < 10) {
            warnings.add("auth.bcryptCost = %d is for tests: passwords are badly protected under 10"
                    .formatted(config.auth().bcryptCost()));
        }
        if (config.database().statementTimeout().compareTo(config.database().queryTimeout()) > 0) {
            warnings.add("database.statementTimeout is longer than database.queryTimeout:"
                    + " PostgreSQL works on after nobody waits");
        }
        if (config.chaos().dropHints() > 0 || config.chaos().reorderHints() > 0) {
            warnings.add(
                    "chaos.dropHints = %d, chaos.reorderHints = %d: this node loses what it tells others, on purpose"
                            .formatted(
                                    config.chaos().dropHints(), config.chaos().reorderHints()));
        }
        return List.copyOf(warnings);
    }

    private static String printed(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigLoader::printed).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = Values.print(value);
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
