package io.miscord.node;

import io.miscord.platform.files.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the nodes that share a data directory can be found: one file a node, named by its HTTP port, kept after it
 * stops, so that a node has the same addresses at its next start and the others know where to look for it. Blocking;
 * for the start of a node.
 */
final class AddressBook {
    private final Path directory;
    private final Ports ports;

    AddressBook(Path data) {
        this.directory = data.resolve("cluster");
        this.ports = new Ports(data, new SecureRandom());
    }

    /** The addresses of one node, as others reach it: by which nodes find each other, and of the event bus. */
    record Entry(String host, int clusterPort, int busPort) {
        String clusterAddress() {
            return host + ":" + clusterPort;
        }

        private static Optional<Entry> parse(String text) {
            var parts = text.strip().split(" ", -1);
            try {
                return parts.length == 3
                        ? Optional.of(new Entry(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * The entry of the node with this HTTP port: as configured, else as remembered if still free, else chosen free.
     *
     * @param host the address that it listens on
     * @param publicHost the address that others reach it at
     * @param clusterPort the configured one, or 0
     * @param busPort the configured one, or 0
     */
    Entry claim(int httpPort, String host, String publicHost, int clusterPort, int busPort) {
        var entry = new Entry(
                publicHost,
                clusterPort != 0 ? clusterPort : free("cluster-" + httpPort, host),
                busPort != 0 ? busPort : free("bus-" + httpPort, host));
        write(file(httpPort), entry);
        return entry;
    }

    /** Every node that was ever started on this directory. */
    List<Entry> all() {
        var entries = new ArrayList<Entry>();
        if (!Files.isDirectory(directory)) {
            return entries;
        }
        try (var files = Files.newDirectoryStream(directory, "node-*")) {
            for (var file : files) {
                read(file).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private Path file(int httpPort) {
        return directory.resolve("node-" + httpPort);
    }

    private static Optional<Entry> read(Path file) {
        try {
            return Files.exists(file) ? Entry.parse(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is being written, or is not ours to read: as if it were not there
        }
    }

    private void write(Path file, Entry entry) {
        try {
            Files.createDirectories(directory);
            var fresh = Files.createTempFile(directory, ".node", ".tmp");
            Files.writeString(fresh, entry.host() + " " + entry.clusterPort() + " " + entry.busPort() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory cannot be written: " + directory, e);
        }
    }

    private int free(String name, String host) {
        try {
            return ports.free(name, host);
        } catch (IllegalStateException e) {
            throw new StartException("cluster.host", e);
        }
    }
}
