package io.miscord.platform.embedded;

import io.miscord.platform.files.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one embedded server: starts them in a session of their own, finds them again, ends them.
 *
 * <p>Every process of the server inherits a lock that flock(1) took before it became the server. So the lock is free
 * exactly when none is left, whatever process ids, zombies and other containers would make one believe. A process is
 * told from strangers by its working directory.
 */
final class ServerProcess {
    /** The address of all embedded servers: nobody else's business. */
    static final String HOST = "127.0.0.1";

    static final InetAddress ADDRESS = InetAddress.ofLiteral(HOST);

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final int HELD = 66;
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(8);
    private static final long LOG_BYTES = 16L << 20;
    private static final int PORT_TRIES = 3;
    private static final int TAIL = 12;

    private final EmbeddedServer server;
    private final ServerAccount account;
    private final Ports ports;
    private final Duration startTimeout;
    private final Path lock;
    private final Path log;
    private @Nullable Process started;

    ServerProcess(EmbeddedServer server, ServerAccount account, Ports ports, Path data, Duration startTimeout) {
        this.server = server;
        this.account = account;
        this.ports = ports;
        this.startTimeout = startTimeout;
        this.lock = data.resolve("run").resolve(server.name() + ".lock");
        this.log = data.resolve("logs").resolve(server.name() + ".log");
    }

    String name() {
        return server.name();
    }

    /** Adopts the server if it runs, otherwise begins to start it. {@link #finish} waits until it answers. */
    void begin(boolean portMayChange) {
        started = null;
        if (!adopted()) {
            launch(portMayChange);
        }
    }

    /** Waits until the server that {@link #begin} began with answers, and returns its port. */
    int finish(boolean portMayChange) {
        Deadline deadline = Deadline.in(startTimeout);
        int tries = 1;
        while (true) {
            OptionalInt port = server.answering();
            if (port.isPresent()) {
                return port.getAsInt();
            }
            if (started != null && !started.isAlive()) {
                int lost = ports.remembered(server.name()).orElse(0);
                boolean taken = !Ports.isFree(HOST, lost);
                if (!taken || !portMayChange || tries++ == PORT_TRIES) {
                    throw failed("ended at once", taken ? " (its port %d is taken)".formatted(lost) : "");
                }
                launch(true);
            }
            if (deadline.over()) {
                throw failed("did not answer within %ds".formatted(startTimeout.toSeconds()), "");
            }
            deadline.pause();
        }
    }

    /** Whether the server's main process lives. Only looks at files, so it may be asked often. */
    boolean alive() {
        OptionalLong pid = mainPid();
        return pid.isPresent() && isServer(pid.getAsLong());
    }

    /** Keeps the log of a server bounded: at 16 MB it becomes {@code .log.1} and begins anew. */
    void trimLog() {
        try {
            if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
                // The server appends to the open file, so a copy is kept and the file itself is cut.
                Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException e) {
            LOG.warn("the log of an embedded server cannot be trimmed server={}", name(), e);
        }
    }

    /** Ends the server, orderly if it can, at once if it cannot, within 16 s or so. */
    void stop() {
        if (!held()) {
            return;
        }
        if (alive()) {
            mainPid().ifPresent(pid -> signal(server.stopSignal(), pid));
            if (freeWithin(STOP)) {
                return;
            }
            LOG.warn("an embedded server does not stop and is killed server={}", name());
        }
        kill();
    }

    private boolean adopted() {
        Deadline answer = Deadline.in(startTimeout);
        Deadline linger = Deadline.in(LINGER);
        while (held()) {
            boolean alive = alive();
            if (alive && server.answering().isPresent()) {
                LOG.info("an embedded server ran already server={}", name());
                return true;
            }
            if (alive ? answer.over() : linger.over()) {
                if (processes().isEmpty()) {
                    throw new EmbeddedServerException("%s is in use by a %s that this node cannot see (%s): another"
                                    .formatted(server.directory(), server.name(), lock)
                            + " container? Give each its own --data, or one external store to all.");
                }
                LOG.warn("an embedded server hangs and is killed server={}", name());
                kill();
            }
            answer.pause();
        }
        return false;
    }

    private void launch(boolean portMayChange) {
        int port = ports.free(server.name(), HOST, portMayChange);
        server.prepare(account, port);
        List<String> command =
                new ArrayList<>(List.of("setsid", "flock", "-n", "-F", "-E", Integer.toString(HELD), lock.toString()));
        command.addAll(account.prefix());
        command.addAll(server.command(port));
        trimLog();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                // From its first moment it can be told from strangers.
                .directory(server.directory().toFile());
        Command.bare(builder.environment());
        try {
            started = builder.start();
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot start the embedded " + name() + ": " + e.getMessage(), e);
        }
        LOG.info("an embedded server starts server={} port={} account={}", name(), port, account.words());
    }

    /** Whether any process of the server is left. */
    private boolean held() {
        Command look = Command.run(LOOK, List.of("flock", "-n", "-E", Integer.toString(HELD), lock.toString(), "true"));
        if (!look.ok() && look.status() != HELD) {
            throw new EmbeddedServerException("cannot look at " + lock + ": " + look.output());
        }
        return !look.ok();
    }

    private boolean freeWithin(Duration limit) {
        Deadline deadline = Deadline.in(limit);
        while (held()) {
            if (deadline.over()) {
                return false;
            }
            deadline.pause();
        }
        return true;
    }

    private void kill() {
        processes().forEach(pid -> signal("KILL", pid));
        if (!freeWithin(STOP)) {
            throw new EmbeddedServerException("the embedded %s cannot be killed; see %s".formatted(name(), log));
        }
    }

    private static void signal(String signal, long pid) {
        Command.run(LOOK, List.of("sh", "-c", "kill -" + signal + " " + pid));
    }

    private OptionalLong mainPid() {
        try (Stream<String> lines = Files.lines(server.pidFile())) {
            return lines.limit(1)
                    .filter(line -> line.strip().matches("[0-9]{1,10}"))
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private List<Long> processes() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(this::isServer)
                .toList();
    }

    /** A zombie has no working directory any more, and a stranger has another. */
    private boolean isServer(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(server.directory().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private EmbeddedServerException failed(String what, String why) {
        return new EmbeddedServerException(
                "the embedded %s %s%s; the end of %s:%n%s".formatted(name(), what, why, log, tail()));
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e + ")";
        }
    }
}
