package io.miscord.testkit.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What happened to one client, in order, in a file of lines; little of it is in memory at a time. Safe on any thread
 * while it is written; it is read when it is closed.
 */
final class History implements AutoCloseable {
    private static final String SUFFIX = ".jsonl";

    private final Path file;
    private final BufferedWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /** Begins the history of a client in this folder. */
    History(Path folder, String client) {
        this.file = folder.resolve(client + SUFFIX);
        try {
            this.writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes note. What comes after the end is left out. */
    void add(Entry entry) {
        var line = entry.line();
        lock.lock();
        try {
            if (!closed) {
                writer.write(line);
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Gives every entry of a file to the taker, in order. */
    static void read(Path file, Consumer<Entry> taker) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> taker.accept(Entry.of(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the client whose history this file is. */
    static String client(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
