package io.miscord.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whose a TCP connection on this machine is, as Linux tells it in {@code /proc}. Blocks on small files. */
final class Sockets {
    private static final int LOCAL = 1;
    private static final int INODE = 9;
    private static final int HEX = 16;

    private Sockets() {}

    /** Which of these processes holds the connection with this local port; a place in the list. */
    static OptionalInt owner(int localPort, List<Long> pids) {
        var inode = inode("/proc/net/tcp", localPort).or(() -> inode("/proc/net/tcp6", localPort));
        if (inode.isEmpty()) {
            return OptionalInt.empty();
        }
        var wanted = "socket:[" + inode.get() + "]";
        for (int i = 0; i < pids.size(); i++) {
            if (holds(pids.get(i), wanted)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static Optional<String> inode(String table, int localPort) {
        try (var lines = Files.lines(Path.of(table))) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> Integer.parseInt(fields[LOCAL].substring(fields[LOCAL].lastIndexOf(':') + 1), HEX)
                            == localPort)
                    .map(fields -> fields[INODE])
                    .filter(inode -> !inode.equals("0"))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var descriptor : open) {
                if (leadsTo(descriptor, socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // the process is gone
        }
        return false;
    }

    private static boolean leadsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
