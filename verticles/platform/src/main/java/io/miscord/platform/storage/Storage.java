package io.miscord.platform.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.util.List;

/**
 * Files by their keys. A file is there whole or not at all, and stays as it is until it is deleted or replaced as a
 * whole. Nothing waits on the calling thread; safe on any. A file that is not there fails with NOT_FOUND, anything else
 * that goes wrong with the storage is UNAVAILABLE (both {@link io.miscord.platform.ProblemException}).
 */
public sealed interface Storage permits DiskStorage {
    /** Stores these bytes under a key; when it succeeds they outlive a crash. */
    Future<Void> put(StorageKey key, Buffer content);

    /**
     * Stores a stream under a key, as it comes, and answers its size in bytes.
     *
     * @param content paused; it is resumed here, and read to its end unless there is too much of it
     * @param most bytes; more fails with TOO_LARGE, and nothing is stored
     */
    Future<Long> put(StorageKey key, ReadStream<Buffer> content, long most);

    /** Stores files one behind the other, and these bytes behind them, under another key; answers its size in bytes. */
    Future<Long> join(StorageKey key, List<StorageKey> parts, Buffer end);

    /** Reads at most so many bytes from a place in a file; fewer at its end, none behind it. */
    Future<Buffer> read(StorageKey key, long from, int most);

    /** How large a file is, in bytes. */
    Future<Long> size(StorageKey key);

    /** Ends an answer with a file as its body; its headers are the caller's. */
    Future<Void> send(StorageKey key, HttpServerResponse response);

    /** Deletes a file; one that is not there is fine. */
    Future<Void> delete(StorageKey key);

    /** Deletes all files whose keys begin with this one as a folder. */
    Future<Void> deleteFolder(StorageKey folder);

    /** Removes what nodes that died left unfinished more than a day ago. */
    Future<Void> sweep();

    /** Whether files can be stored; fails when not. */
    Future<Void> probe();
}
