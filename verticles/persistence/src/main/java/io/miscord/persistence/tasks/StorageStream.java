package io.miscord.persistence.tasks;

import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import java.io.IOException;
import java.io.InputStream;

/** A stored file, read from its beginning; each read waits, on a virtual thread. Holds one chunk in memory. */
final class StorageStream extends InputStream {
    private static final int CHUNK = 256 * 1024;

    private final Storage storage;
    private final StorageKey key;
    private final long most;
    private byte[] chunk = new byte[0];
    private int position;
    private long from;
    private long allowed;

    /**
     * Opens a file.
     *
     * @param most bytes that may be read between two calls of {@link #allow}, about: more is an {@link IOException}
     */
    StorageStream(Storage storage, StorageKey key, long most) {
        this.storage = storage;
        this.key = key;
        this.most = most;
        allow();
    }

    /** Whether reading stopped because a piece was too long. */
    boolean isTooLong() {
        return from > allowed;
    }

    /** So much more may be read. */
    void allow() {
        allowed = from + most + CHUNK;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, read);
        position += read;
        return read;
    }

    /** Whether there is a byte to read. */
    private boolean fill() throws IOException {
        if (position < chunk.length) {
            return true;
        }
        if (from > allowed) {
            throw new IOException("more than " + most + " bytes in one piece");
        }
        chunk = Waiting.forStorage(storage.read(key, from, CHUNK)).getBytes();
        position = 0;
        from += chunk.length;
        return chunk.length > 0;
    }
}
