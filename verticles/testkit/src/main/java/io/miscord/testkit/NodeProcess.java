package io.miscord.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node in a JVM of its own, on this JVM's Java and class path, listening on loopback alone. It keeps its ports over
 * restarts. Methods block; an instance is for one thread at a time.
 */
public final class NodeProcess implements AutoCloseable {
    /**
     * Settings that let many people be made quickly from one address, and ask nothing of anybody outside; as
     * {@code --set} takes them.
     */
    public static final List<String> FOR_TESTS = List.of(
            "auth.bcryptCost=4",
            "limits.requestsPerSecond=100000",
            "limits.registrationsPerMinute=100000",
            "limits.failedLoginsPerAddress=100000",
            "limits.newConversationsPerHour=100000",
            "limits.searchesPerMinute=100000",
            "limits.joinsPerMinute=100000",
            "limits.rejoinsPerMinute=100000",
            "limits.invitesPerPerson=10000",
            "gateway.framesPerSecond=10000",
            "gateway.frameBurst=100000",
            "previews.enabled=false",
            "embedded.sharedBuffers=64MB",
            "embedded.redisMemory=64MB");

    private static final String MAIN = "io.miscord.node.Main";
    /** The checkout, whose {@code conf} the node uses; surefire names it. */
    private static final Path ROOT = Path.of(System.getProperty("miscord.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int LOG_TAIL = 12_000;
    /** Below the ports that nodes choose, and those that systems hand out to outgoing connections. */
    private static final int LOWEST_PORT = 10_000;

    private static final int PORTS = 5_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final Path data;
    private final List<String> options;
    private final int port = freePort();
    private final int clusterPort = freePort();
    private final Path log;
    private Process process;

    private NodeProcess(Path data, List<String> options) {
        this.data = data;
        this.options = List.copyOf(options);
        try {
            this.log = Files.createTempFile("miscord-node-" + port + "-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = run();
        // A run that is interrupted leaves no node behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroy(), "stop-node-" + port));
    }

    /**
     * Starts a node and does not wait; {@link #ready} does.
     *
     * @param data its data directory; nodes with the same one share embedded servers and secrets
     * @param options further options of the node, as {@code --join}
     */
    public static NodeProcess launch(Path data, String... options) {
        return new NodeProcess(data, List.of(options));
    }

    /** Starts a node and waits until it is ready. */
    public static NodeProcess start(Path data, String... options) {
        return launch(data, options).ready();
    }

    /** {@code --set KEY=VALUE} for each setting. */
    public static String[] set(List<String> settings) {
        return settings.stream()
                .flatMap(setting -> List.of("--set", setting).stream())
                .toArray(String[]::new);
    }

    /** Waits until it answers that it is ready; fails with the end of its log. */
    public NodeProcess ready() {
        Eventually.within(START, () -> "the node is not ready:\n" + tail(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the node ended with %d:\n%s".formatted(process.exitValue(), tail()));
            }
            return isReady();
        });
        return this;
    }

    /** Whether it says that it is ready, now. */
    public boolean isReady() {
        try {
            return new Http(url()).get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Where its HTTP port is, as {@code http://127.0.0.1:23456}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What another node's {@code --join} takes. */
    public String clusterAddress() {
        return "127.0.0.1:" + clusterPort;
    }

    /** Its data directory. */
    public Path data() {
        return data;
    }

    /** What it has printed. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without a warning, as a crash would, and waits until it is gone. */
    public void kill9() {
        process.destroyForcibly();
        await(process);
    }

    /** Asks it to stop, waits until it has, and answers its exit status. */
    public int terminate() {
        process.destroy();
        await(process);
        return process.exitValue();
    }

    /** Stops it in its tracks: to others it looks as if the machine hung. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen one go on. */
    public void thaw() {
        signal("CONT");
    }

    /** Starts it again after it ended, with the same ports, data and options. */
    public NodeProcess startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("it still runs");
        }
        process = run();
        return ready();
    }

    /** Stops it, by force if it does not do so itself in time. */
    @Override
    public void close() {
        try {
            terminate();
        } finally {
            process.destroyForcibly();
            delete(log);
        }
    }

    private Process run() {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(doors());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dmiscord.home=" + ROOT);
        command.add("-Dlogback.configurationFile=" + ROOT.resolve("conf/logback.xml"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(
                List.of(MAIN, "--port", "" + port, "--cluster-port", "" + clusterPort, "--data", data.toString()));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packages that the build opens for this JVM are the ones that the node needs opened too. */
    private static List<String> doors() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .toList();
    }

    private String tail() {
        var text = log();
        return text.substring(Math.max(0, text.length() - LOG_TAIL));
    }

    private void signal(String name) {
        try {
            await(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Process ending) {
        try {
            if (!ending.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.destroyForcibly();
                throw new AssertionError("it did not end within " + STOP + ":\n" + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * A port of loopback that nobody listens on now, that no outgoing connection is given, that this JVM has not handed
     * out before, and that no node chooses for its servers: whoever asked may take a while until they listen.
     */
    public static int freePort() {
        for (int attempt = 0; attempt < PORTS; attempt++) {
            int port = LOWEST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there: the next one.
            }
        }
        throw new IllegalStateException("no free port");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
