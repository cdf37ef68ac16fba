package io.miscord.testkit.chaos;

import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What the trial stands on, and what its faults strike: three nodes in JVMs of their own that share a data directory
 * with PostgreSQL and Redis, and the network between them. Blocks. Whatever happens, {@link #close} leaves nothing
 * running; it is called when the JVM is asked to end, too.
 */
final class Ground implements AutoCloseable {
    /** How many nodes there are. */
    static final int NODES = 3;

    private static final int OK = 200;

    private final Path data;
    private final Network network;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Ground(Path folder) {
        this.data = folder.resolve("data");
        this.network = new Network(() -> nodes.stream().map(NodeProcess::pid).toList());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "leave-nothing"));
    }

    /**
     * Starts everything, and waits until it is ready.
     *
     * @param settings of the nodes, as {@code --set} takes them
     */
    static Ground start(Path folder, List<String> settings) {
        var ground = new Ground(folder);
        try {
            for (int node = 0; node < NODES; node++) {
                ground.launch(node, settings);
                if (node == 0) {
                    ground.nodes.getFirst().ready();
                }
            }
            ground.nodes.forEach(NodeProcess::ready);
            return ground;
        } catch (RuntimeException | AssertionError e) {
            ground.close();
            throw e;
        }
    }

    private void launch(int number, List<String> settings) {
        int clusterPort = NodeProcess.freePort();
        int busPort = NodeProcess.freePort();
        network.join(number, clusterPort, busPort);
        var options = new ArrayList<>(List.of(NodeProcess.set(settings)));
        options.addAll(List.of(NodeProcess.set(List.of(
                "cluster.port=" + clusterPort,
                "cluster.busPort=" + busPort,
                "cluster.publicHost=" + Network.host(number)))));
        nodes.add(NodeProcess.launch(data, options.toArray(String[]::new)));
    }

    /** The nodes' addresses. */
    List<String> urls() {
        return nodes.stream().map(NodeProcess::url).toList();
    }

    NodeProcess node(int number) {
        return nodes.get(number);
    }

    Network network() {
        return network;
    }

    Path data() {
        return data;
    }

    /** Whether every node is ready and hears all others. */
    boolean whole() {
        return nodes.stream().allMatch(node -> node.isAlive() && heard(node) == NODES);
    }

    /** What the nodes that run say of themselves, as Prometheus text, by process. */
    Map<Long, String> metrics() {
        var metrics = new HashMap<Long, String>();
        for (var node : nodes) {
            try {
                var reply = new Http(node.url()).with("Accept", "text/plain").get("/metrics");
                if (reply.status() == OK) {
                    metrics.put(node.pid(), reply.text());
                }
            } catch (UncheckedIOException e) {
                // It is away, and what it measured with it.
            }
        }
        return metrics;
    }

    private static int heard(NodeProcess node) {
        try {
            var health = new Http(node.url()).get("/health");
            var cluster = health.status() == OK ? health.json().path("checks").path("cluster") : Http.none();
            return Math.min(cluster.path("nodes").asInt(), cluster.path("heard").asInt());
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** Stops all processes of PostgreSQL in their tracks. */
    void freezePostgres() {
        signal("STOP", "postgres");
    }

    /** Lets them go on. */
    void thawPostgres() {
        signal("CONT", "postgres");
    }

    /** Ends PostgreSQL or Redis without a warning, with all its processes; a node starts it again. */
    void kill(String server) {
        signal("KILL", server);
    }

    private void signal(String name, String server) {
        var pids = new ArrayList<String>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> worksIn(process, data.resolve(server)))
                    .forEach(process -> pids.add(process.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!pids.isEmpty()) {
            run(Stream.concat(Stream.of("kill", "-" + name), pids.stream()).toList());
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(List<String> command) {
        try {
            new ProcessBuilder(command).start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what the nodes printed. */
    void keepLogs(Path folder) {
        for (int i = 0; i < nodes.size(); i++) {
            try {
                Files.writeString(
                        folder.resolve("node-" + i + ".log"), nodes.get(i).log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        network.heal();
        signal("CONT", "postgres");
        var ending = nodes.stream()
                .map(node -> Thread.ofVirtual().start(() -> {
                    node.thaw();
                    node.close();
                }))
                .toList();
        try {
            for (var thread : ending) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill("postgres");
        kill("redis");
        network.close();
        Folders.delete(data);
    }
}
