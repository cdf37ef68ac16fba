package io.miscord.platform.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL and Redis, unpacked once from the jars on the class path into a folder that all nodes of
 * the account share.
 *
 * <p>Each has a folder named after its contents, which appears whole or not at all.
 */
final class Binaries {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path cache;

    /** Unpacks into this folder, which is made if need be. */
    Binaries(Path cache) {
        this.cache = cache;
    }

    /** The folder of PostgreSQL, with {@code bin/postgres} and {@code bin/initdb}. */
    Path postgres() {
        String name = "/postgres-linux-" + byArchitecture("x86_64", "arm_64") + ".txz";
        URL archive = resource(name);
        return unpacked("postgres-" + fingerprint(archive), folder -> untar(archive, folder))
                .toAbsolutePath();
    }

    /** The program of Redis. */
    Path redis() {
        URL program = resource("/redis-server-" + byArchitecture("6.2.6-v5-linux-amd64", "6.2.7-linux-arm64"));
        return unpacked("redis-" + fingerprint(program), folder -> copy(program, folder.resolve("redis-server")))
                .resolve("redis-server")
                .toAbsolutePath();
    }

    private interface Unpacking {
        void into(Path folder) throws IOException;
    }

    private Path unpacked(String name, Unpacking unpacking) {
        Path folder = cache.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            sweep();
            Path draft = Files.createTempDirectory(cache, ".unpacking-");
            try {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpacking.into(draft);
                // Without this, a power cut could leave a folder of empty files that looks whole.
                Command.run(SYNC_LIMIT, List.of("sync", "-f", draft.toString()));
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException somebodyWasFaster) {
                // Theirs is the same.
            } finally {
                ServerAccount.delete(draft);
            }
            return folder;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "cannot unpack the embedded servers into %s (embedded.binaries names another folder): %s"
                            .formatted(cache, e),
                    e);
        }
    }

    /** Deletes what a node left that was killed while it unpacked. */
    private void sweep() throws IOException {
        Instant old = Instant.now().minus(ABANDONED);
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(".unpacking-")
                        && Files.getLastModifiedTime(entry).toInstant().isBefore(old)) {
                    ServerAccount.delete(entry);
                }
            }
        }
    }

    private static void untar(URL archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("an entry would leave its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        open(folder);
    }

    /** Whatever the umask says, the servers' account must be able to pass. */
    private static void open(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static void copy(URL program, Path file) throws IOException {
        try (InputStream in = program.openStream()) {
            Files.copy(in, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String byArchitecture(String amd64, String arm64) {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return switch (system) {
            case "Linux amd64" -> amd64;
            case "Linux aarch64" -> arm64;
            default ->
                throw new EmbeddedServerException("there are no embedded servers for " + system
                        + ": name external stores (database.url, redis.url)");
        };
    }

    private static URL resource(String name) {
        URL resource = Binaries.class.getResource(name);
        if (resource == null) {
            throw new EmbeddedServerException(
                    name + " is not on the class path: name external stores" + " (database.url, redis.url)");
        }
        return resource;
    }

    /** Size and checksum, which a jar knows without being read. */
    private static String fingerprint(URL resource) {
        try {
            if (resource.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                try (var file = jar.getJarFile()) {
                    var entry = file.getJarEntry(jar.getEntryName());
                    return "%08x-%d".formatted(entry.getCrc(), entry.getSize());
                }
            }
            throw new EmbeddedServerException(resource + " is not in a jar");
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot read " + resource + ": " + e, e);
        }
    }
}
