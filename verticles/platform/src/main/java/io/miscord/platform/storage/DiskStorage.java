package io.miscord.platform.storage;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in a folder that all nodes share: of one machine the data directory, of several a network file system. A file
 * is written under a name of its own, forced to the disk, and moved to its place. Disk work is done on worker threads.
 */
public final class DiskStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(DiskStorage.class);
    /** Files on their way; no key begins so. */
    private static final String UNFINISHED = ".unfinished";

    private final Vertx vertx;
    private final Path root;

    /** Storage in this folder, which is made when it is first needed. */
    public DiskStorage(Vertx vertx, Path root) {
        this.vertx = vertx;
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Future<Void> put(StorageKey key, Buffer content) {
        return work(() -> {
                    var unfinished = unfinished();
                    try (var file =
                            FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                        write(file, content);
                        file.force(true);
                    } catch (IOException e) {
                        Files.deleteIfExists(unfinished);
                        throw e;
                    }
                    return place(unfinished, key);
                })
                .mapEmpty();
    }

    @Override
    public Future<Long> put(StorageKey key, ReadStream<Buffer> content, long most) {
        return work(this::unfinished)
                .compose(unfinished -> vertx.fileSystem()
                        .open(unfinished.toString(), new OpenOptions().setCreateNew(true))
                        .compose(file -> received(content, file, most)
                                .compose(size -> file.flush().map(size))
                                .eventually(file::close))
                        .compose(size -> work(() -> force(unfinished))
                                .compose(forced -> work(() -> {
                                    place(unfinished, key);
                                    return size;
                                })))
                        .recover(failure -> work(() -> Files.deleteIfExists(unfinished))
                                .transform(deleted -> Future.failedFuture(failure))))
                .recover(DiskStorage::translated);
    }

    @Override
    public Future<Long> join(StorageKey key, List<StorageKey> parts, Buffer end) {
        return work(() -> {
            var unfinished = unfinished();
            long size;
            try (var out = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (var part : parts) {
                    try (var in = FileChannel.open(path(part), StandardOpenOption.READ)) {
                        for (long at = 0; at < in.size(); ) {
                            at += in.transferTo(at, in.size() - at, out);
                        }
                    }
                }
                write(out, end);
                out.force(true);
                size = out.size();
            } catch (IOException e) {
                Files.deleteIfExists(unfinished);
                throw e;
            }
            place(unfinished, key);
            return size;
        });
    }

    @Override
    public Future<Buffer> read(StorageKey key, long from, int most) {
        return work(() -> {
            try (var in = FileChannel.open(path(key), StandardOpenOption.READ)) {
                var bytes = ByteBuffer.allocate(Math.clamp(in.size() - from, 0, most));
                while (bytes.hasRemaining() && in.read(bytes, from + bytes.position()) >= 0) {
                    // what the condition does is the work
                }
                return Buffer.buffer(bytes.array()).slice(0, bytes.position());
            }
        });
    }

    @Override
    public Future<Long> size(StorageKey key) {
        return work(() -> Files.size(path(key)));
    }

    @Override
    public Future<Void> send(StorageKey key, HttpServerResponse response) {
        return response.sendFile(path(key).toString()).recover(DiskStorage::translated);
    }

    @Override
    public Future<Void> delete(StorageKey key) {
        return work(() -> Files.deleteIfExists(path(key))).mapEmpty();
    }

    @Override
    public Future<Void> deleteFolder(StorageKey folder) {
        return work(() -> {
                    var top = path(folder);
                    return Files.exists(top) ? Files.walkFileTree(top, new Deleting()) : top;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> sweep() {
        return work(() -> {
                    var folder = Files.createDirectories(root.resolve(UNFINISHED));
                    var oldest = FileTime.fromMillis(System.currentTimeMillis() - TimeUnit.DAYS.toMillis(1));
                    try (var files = Files.list(folder)) {
                        for (var file : files.toList()) {
                            if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                                Files.deleteIfExists(file);
                            }
                        }
                    }
                    return folder;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> probe() {
        return work(() -> {
                    var folder = Files.createDirectories(root.resolve(UNFINISHED));
                    if (!Files.isWritable(folder)) {
                        throw new IOException("storage cannot be written to");
                    }
                    return folder;
                })
                .mapEmpty();
    }

    /** Takes the stream in at the disk's pace; counts, and stops at too much. */
    private static Future<Long> received(ReadStream<Buffer> content, AsyncFile file, long most) {
        Promise<Long> done = Promise.promise();
        var counted = new Object() {
            long size;
        };
        Handler<Throwable> refuse = why -> {
            content.handler(rest -> {}); // whoever sent it is told, and its connection ended, by the caller
            done.tryFail(why);
        };
        content.exceptionHandler(refuse);
        content.handler(chunk -> {
            counted.size += chunk.length();
            if (counted.size > most) {
                refuse.handle(
                        ProblemException.of(Problem.Kind.TOO_LARGE, "At most %d bytes are taken.".formatted(most)));
                return;
            }
            file.write(chunk).onFailure(refuse);
            if (file.writeQueueFull()) {
                content.pause();
                file.drainHandler(drained -> content.resume());
            }
        });
        content.endHandler(end -> done.tryComplete(counted.size));
        content.resume();
        return done.future();
    }

    private Path unfinished() throws IOException {
        return Files.createDirectories(root.resolve(UNFINISHED))
                .resolve(UuidV7.next().toString());
    }

    private Path path(StorageKey key) {
        return root.resolve(key.value());
    }

    private static void write(FileChannel file, Buffer content) throws IOException {
        var bytes = ByteBuffer.wrap(content.getBytes());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static boolean force(Path file) throws IOException {
        try (var written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return true;
    }

    private Path place(Path unfinished, StorageKey key) throws IOException {
        var target = path(key);
        var folder = Objects.requireNonNull(target.getParent());
        try {
            Files.createDirectories(folder);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        // The name, too, must outlive a crash.
        try (var named = FileChannel.open(folder, StandardOpenOption.READ)) {
            named.force(true);
        }
        return target;
    }

    private <T> Future<T> work(Callable<T> work) {
        return vertx.executeBlocking(work, false).map(Objects::requireNonNull).recover(DiskStorage::translated);
    }

    private static <T> Future<T> translated(Throwable failure) {
        if (failure instanceof ProblemException) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof NoSuchFileException
                || (failure instanceof FileSystemException wrapped
                        && wrapped.getCause() instanceof NoSuchFileException)) {
            return Future.failedFuture(new ProblemException(Problem.notFound("file")));
        }
        LOG.warn("storage failed", failure);
        return Future.failedFuture(
                new ProblemException(Problem.unavailable("The storage of files does not work right now.", 5)));
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
