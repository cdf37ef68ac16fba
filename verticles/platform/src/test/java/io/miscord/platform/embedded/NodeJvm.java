package io.miscord.platform.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An {@link EmbeddedNode} in a JVM of its own, with another working directory. */
final class NodeJvm {
    private final Process process;
    private final BufferedReader answers;
    private int postgresPort;
    private int redisPort;

    /** Starts it, the command preceded by this prefix. */
    NodeJvm(List<String> prefix, String classPath, Path data, Path binaries) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                EmbeddedNode.class.getName(),
                data.toString(),
                binaries.toString()));
        process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A copy of the class path that another account may read. */
    static String copiedClassPath(Path folder) throws IOException {
        List<String> copies = new ArrayList<>();
        Files.createDirectory(folder);
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path source = Path.of(each);
            Path copy = folder.resolve(copies.size() + "-" + source.getFileName());
            if (Files.exists(source)) {
                try (Stream<Path> files = Files.walk(source)) {
                    for (Path file : files.toList()) {
                        Files.copy(file, copy.resolve(source.relativize(file)));
                    }
                }
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    NodeJvm awaitReady() throws IOException {
        String[] words = line("ready").split(" ", -1);
        postgresPort = Integer.parseInt(words[1]);
        redisPort = Integer.parseInt(words[2]);
        return this;
    }

    int postgresPort() {
        return postgresPort;
    }

    int redisPort() {
        return redisPort;
    }

    /** As kill -9, and waits until it is gone. */
    void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String says(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return line(command.equals("close") ? "closed" : "watched");
    }

    /** The next line that begins so; log lines come between. */
    private String line(String beginning) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IOException("the node ended without saying " + beginning);
    }
}
