package io.miscord.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The network between the nodes: a proxy before each node's two cluster ports, which knows by {@code /proc} which node
 * a connection comes from, and so can let nothing pass between two of them. Needs no privileges. Connections that are
 * cut stay open and carry nothing, as with a network that drops packets; what was on its way arrives after the heal.
 */
final class Network implements AutoCloseable {
    private static final String PREFIX = "127.0.1.";
    private static final int FIRST = 10;
    private static final int BUFFER = 64 * 1024;
    private static final int CONNECT_MS = 2_000;
    private static final long CUT_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Supplier<List<Long>> pids;
    private final Set<Cut> cuts = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Cut(int one, int other) {
        static Cut of(int one, int other) {
            return new Cut(Math.min(one, other), Math.max(one, other));
        }
    }

    /**
     * A network without anybody.
     *
     * @param pids the nodes' processes, in the order of their numbers
     */
    Network(Supplier<List<Long>> pids) {
        this.pids = pids;
    }

    /** The address that others reach a node at. */
    static String host(int node) {
        return PREFIX + (FIRST + node);
    }

    /** Puts a proxy before these ports of a node. */
    void join(int node, int... ports) {
        for (int port : ports) {
            try {
                var door = new ServerSocket(port, 100, InetAddress.ofLiteral(host(node)));
                open.add(door);
                Thread.ofVirtual().name("proxy-" + node).start(() -> accept(node, port, door));
            } catch (IOException e) {
                throw new UncheckedIOException("no proxy on " + host(node) + ":" + port, e);
            }
        }
    }

    /** Nothing passes between these two any more. */
    void cut(int one, int other) {
        cuts.add(Cut.of(one, other));
    }

    /** Nothing passes between this one and the others any more. */
    void isolate(int node, int nodes) {
        for (int other = 0; other < nodes; other++) {
            if (other != node) {
                cut(node, other);
            }
        }
    }

    /** Everything passes. */
    void heal() {
        cuts.clear();
    }

    @Override
    public void close() {
        closed = true;
        cuts.clear();
        new ArrayList<>(open).forEach(this::close);
    }

    private void accept(int to, int port, ServerSocket door) {
        while (!closed) {
            try {
                var from = door.accept();
                open.add(from);
                Thread.ofVirtual().name("link-" + to).start(() -> link(from, to, port));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void link(Socket from, int to, int port) {
        OptionalInt who = Sockets.owner(from.getPort(), pids.get());
        int node = who.orElse(-1);
        var target = new Socket();
        open.add(target);
        try {
            from.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            passable(node, to);
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            var back = Thread.ofVirtual().name("link-back").start(() -> pump(target, from, node, to));
            pump(from, target, node, to);
            back.join();
        } catch (IOException e) {
            close(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(target);
        }
    }

    private void pump(Socket from, Socket to, int node, int other) {
        var buffer = new byte[BUFFER];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            while (true) {
                int size = in.read(buffer);
                passable(node, other);
                if (size < 0) {
                    break;
                }
                out.write(buffer, 0, size);
            }
        } catch (IOException e) {
            passable(node, other);
        }
        // An end in one direction is an end: nobody here half-closes.
        close(from);
        close(to);
    }

    private void passable(int one, int other) {
        while (!closed && cuts.contains(Cut.of(one, other))) {
            LockSupport.parkNanos(CUT_PAUSE);
        }
    }

    private void close(AutoCloseable what) {
        open.remove(what);
        try {
            what.close();
        } catch (Exception e) {
            System.getLogger(Network.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
