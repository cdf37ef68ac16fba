package io.miscord.platform.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that is run to its end.
 *
 * @param status its exit status
 * @param output what it printed, standard output and errors together
 */
record Command(int status, String output) {
    /**
     * Runs a program with a bare environment.
     *
     * @throws EmbeddedServerException if it cannot be run, or takes longer than this
     */
    static Command run(Duration limit, List<String> command) {
        return run(limit, command, "");
    }

    /** Runs a program that reads this text, 16 KB at most (what a pipe takes without a reader). */
    static Command run(Duration limit, List<String> command, String input) {
        // Output goes to a file: nobody has to read along, so the limit holds whatever the program does.
        Path out = null;
        try {
            out = Files.createTempFile("miscord-", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectErrorStream(true);
            bare(builder.environment());
            Process process = builder.start();
            feed(process, input);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new EmbeddedServerException(
                        "took longer than %ds: %s".formatted(limit.toSeconds(), String.join(" ", command)));
            }
            return new Command(process.exitValue(), new String(Files.readAllBytes(out), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while running " + command.getFirst(), e);
        } finally {
            delete(out);
        }
    }

    /** Servers depend on nothing that happens to be in the environment of whoever started the node. */
    static void bare(Map<String, String> environment) {
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC");
    }

    boolean ok() {
        return status == 0;
    }

    private static void feed(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; its status and output tell why.
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file left in the temporary folder harms nobody.
        }
    }
}
