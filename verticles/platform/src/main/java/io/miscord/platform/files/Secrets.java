package io.miscord.platform.files;

import io.miscord.platform.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random secrets, each made when it is first asked for and the same ever after, for all nodes that share the folder.
 *
 * <p>One file a secret, which only the account of the node may read. Blocks on small files; safe for any thread and
 * for several processes at once.
 */
public final class Secrets {
    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    /**
     * The secrets of a data directory.
     *
     * @throws UncheckedIOException if the folder for them cannot be made
     */
    public Secrets(Path data) {
        folder = data.resolve("secrets");
        try {
            Files.createDirectories(data);
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for secrets cannot be made: " + folder, e);
        }
    }

    /**
     * The secret of this name: 43 characters of letters, digits, - and _, which stand for 256 random bits; or whatever
     * somebody else has put into its file.
     *
     * @param name lower-case letters and hyphens; the name of the file
     * @throws UncheckedIOException if it can neither be read nor made
     */
    public Secret named(String name) {
        Path file = folder.resolve(name);
        try {
            return read(file);
        } catch (NoSuchFileException missing) {
            make(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a secret cannot be read: " + file, e);
        }
        try {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a secret cannot be read: " + file, e);
        }
    }

    private static Secret read(Path file) throws IOException {
        String value = Files.readString(file).strip();
        if (value.isEmpty()) {
            throw new IOException("the file is empty; delete it to have another secret made");
        }
        return Secret.of(value);
    }

    /** Whole or not at all, and the first of two that make it at once wins: a link is never laid over a file. */
    private void make(Path file) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            Path draft = Files.createTempFile(
                    folder,
                    ".draft-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(draft, value + "\n");
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException somebodyWasFaster) {
                return;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a secret cannot be made: " + file, e);
        }
    }
}
