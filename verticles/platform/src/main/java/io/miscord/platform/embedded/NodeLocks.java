package io.miscord.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes use a data directory, and whose turn it is to start or stop servers there.
 *
 * <p>Every node holds a lock on a file of its own, which the kernel lifts when the process ends, however it ends. The
 * file's name tells nodes of one process apart, among which file locks say nothing.
 */
final class NodeLocks {
    /** File locks belong to the whole process and fall when any descriptor of the file is closed: one at a time. */
    private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

    private static final String THIS_PROCESS = ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .orElse(Instant.EPOCH)
                    .toEpochMilli() + "-";

    private final Path turn;
    private final Path nodes;
    private final Path own;
    private @Nullable FileChannel held;

    /** The locks in this folder, which exists. */
    NodeLocks(Path folder) {
        turn = folder.resolve("start.lock");
        nodes = folder.resolve("nodes");
        own = nodes.resolve(THIS_PROCESS + UUID.randomUUID());
    }

    /**
     * Does something while no other node starts or stops servers here.
     *
     * @return what it returns; empty if it was not our turn within the wait
     */
    <T> Optional<T> inTurn(Duration wait, Supplier<T> work) {
        Deadline deadline = Deadline.in(wait);
        try {
            if (!ONE_AT_A_TIME.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while other nodes were starting", e);
        }
        try (FileChannel channel = open(turn)) {
            while (channel.tryLock() == null) {
                if (deadline.over()) {
                    return Optional.empty();
                }
                deadline.pause();
            }
            return Optional.of(work.get());
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot lock " + turn + ": " + e, e);
        } finally {
            ONE_AT_A_TIME.release();
        }
    }

    /** From now on this node counts. In turn only. */
    void enter() {
        try {
            Files.createDirectories(nodes);
            FileChannel channel = open(own);
            if (channel.tryLock() == null) {
                throw new EmbeddedServerException("cannot lock " + own);
            }
            held = channel;
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot lock " + own + ": " + e, e);
        }
    }

    /** This node counts no more. In turn only. */
    void leave() {
        try {
            Files.deleteIfExists(own);
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot unlock " + own + ": " + e, e);
        }
    }

    /** Whether no other node uses the directory; forgets those that were killed. In turn only. */
    boolean alone() {
        try {
            boolean others = false;
            for (Path file : others()) {
                others |= lives(file);
            }
            return !others;
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot look into " + nodes + ": " + e, e);
        }
    }

    private List<Path> others() throws IOException {
        if (!Files.isDirectory(nodes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(nodes)) {
            return new ArrayList<>(files.filter(file -> !file.equals(own)).toList());
        }
    }

    private static boolean lives(Path file) throws IOException {
        if (file.getFileName().toString().startsWith(THIS_PROCESS)) {
            return true;
        }
        try (FileChannel channel = open(file);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
            Files.deleteIfExists(file);
            return false;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
