package io.miscord.testkit;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.DataSize;
import io.miscord.platform.embedded.EmbeddedServers;
import io.miscord.platform.embedded.EmbeddedServers.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A PostgreSQL and a Redis of a test's own, to be frozen and killed. Nodes use them as external stores, so that nobody
 * starts them again but the test. Methods block; for one thread at a time.
 */
public final class BreakableServers implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    /** A server may be making a process while it is being looked for: looked for once more, that one is found too. */
    private static final int LOOKS = 3;

    private final Path data = Folders.temporary("breakable");
    private final EmbeddedServers servers;

    /** Starts both. */
    public BreakableServers() {
        var settings =
                new Config.Embedded(Path.of(""), DataSize.parse("64MB"), 200, DataSize.parse("64MB"), START_TIMEOUT);
        this.servers = EmbeddedServers.open(data, settings);
        // A run that is interrupted leaves nothing behind, and nothing frozen.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-breakable-servers"));
    }

    /** How nodes reach them. */
    public Stores stores() {
        return new Stores(servers.postgres(), servers.redis());
    }

    /** Stops a server with all its processes in their tracks: connections stay, and nothing is answered. */
    public void freeze(Kind server) {
        for (int look = 0; look < LOOKS; look++) {
            signal("STOP", processes(server));
        }
    }

    /** Lets a frozen one go on. */
    public void thaw(Kind server) {
        signal("CONT", processes(server));
    }

    /** Ends a server with all its processes at once, as a lost power would. */
    public void kill9(Kind server) {
        signal("KILL", processes(server));
        Eventually.that(() -> server + " still runs", () -> processes(server).isEmpty());
    }

    /** Starts again what was killed, and waits until it answers. */
    public void startAgain() {
        servers.watch();
    }

    /** Copies PostgreSQL's files as they are after a kill, as a backup of a stopped server would be; it runs again. */
    public void backUp() {
        kill9(Kind.POSTGRES);
        run("cp", "-a", folder(Kind.POSTGRES).toString(), backup().toString());
        startAgain();
    }

    /** Kills PostgreSQL and puts the copied files back in the place of its own; it runs again. */
    public void restore() {
        kill9(Kind.POSTGRES);
        run("rm", "-r", folder(Kind.POSTGRES).toString());
        run("cp", "-a", backup().toString(), folder(Kind.POSTGRES).toString());
        startAgain();
    }

    @Override
    public void close() {
        for (var server : Kind.values()) {
            thaw(server);
        }
        servers.close();
        Folders.delete(data);
    }

    /** A server's processes have its folder as their working directory. */
    private List<Long> processes(Kind server) {
        var folder = folder(server);
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksIn(pid, folder))
                .toList();
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException e) {
            return false; // gone, or somebody else's
        }
    }

    private static void signal(String name, List<Long> processes) {
        if (processes.isEmpty()) {
            return;
        }
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        run(command.toArray(String[]::new));
    }

    private Path folder(Kind server) {
        return data.resolve(server.name().toLowerCase(Locale.ROOT));
    }

    private Path backup() {
        return data.resolve("backup");
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
