package io.miscord.platform.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The directory an authority is kept in, for its owner alone. It appears with both files in it or not at all: it is
 * filled under another name and then renamed, which the file system refuses if somebody was quicker.
 */
final class CertificateFiles {
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";

    private final Path directory;

    CertificateFiles(Path directory) {
        this.directory = directory;
    }

    boolean exist() {
        return Files.exists(directory.resolve(KEY));
    }

    String certificate() throws IOException {
        return Files.readString(directory.resolve(CERTIFICATE), StandardCharsets.US_ASCII);
    }

    String key() throws IOException {
        return Files.readString(directory.resolve(KEY), StandardCharsets.US_ASCII);
    }

    void createUnlessThere(String certificate, String key, SecureRandom random) throws IOException {
        var suffix = new byte[8];
        random.nextBytes(suffix);
        var draft = directory.resolveSibling(
                "." + directory.getFileName() + "-" + HexFormat.of().formatHex(suffix));
        Files.createDirectory(
                draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            write(draft.resolve(CERTIFICATE), certificate);
            write(draft.resolve(KEY), key);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!exist()) {
                throw e;
            }
        } finally {
            discard(draft);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, create, ownerOnly)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // A loss of power must not leave a name without its content.
            channel.force(true);
        }
    }

    private static void discard(Path draft) throws IOException {
        try {
            Files.deleteIfExists(draft.resolve(CERTIFICATE));
            Files.deleteIfExists(draft.resolve(KEY));
            Files.deleteIfExists(draft);
        } catch (NoSuchFileException gone) {
            // It has its name, and is no draft any more.
            return;
        }
    }
}
