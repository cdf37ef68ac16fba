package io.miscord.platform.embedded;

import io.miscord.platform.config.Config;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process that uses the embedded servers as a node does, obeying the lines it reads: {@code watch} and {@code close}.
 * Answers each with one line.
 */
final class EmbeddedNode {
    private EmbeddedNode() {}

    /** Arguments: the data directory, and where binaries are unpacked. */
    public static void main(String[] arguments) throws Exception {
        var settings = Config.of(Map.of("embedded.binaries", arguments[1])).embedded();
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var servers = EmbeddedServers.open(Path.of(arguments[0]), settings);
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answers.println(
                    "ready " + servers.postgres().port() + " " + servers.redis().port());
            for (String line = lines.readLine(); line != null && !line.equals("close"); line = lines.readLine()) {
                answers.println("watched " + servers.watch());
            }
        }
        answers.println("closed");
    }
}
