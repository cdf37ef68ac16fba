package io.miscord.platform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Ports that are chosen free once and then remembered, one small file each.
 *
 * <p>Blocks on small files and on binding a socket; safe for any thread. Whoever shares the folder agrees by a lock of
 * their own on who asks for which name.
 */
public final class Ports {
    /** Below the range that systems take for outgoing connections, so that a port at rest is not lent away. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 200;

    private final Path folder;
    private final RandomGenerator random;

    /** The ports of a data directory; chance chooses new ones. */
    public Ports(Path data, RandomGenerator random) {
        this.folder = data.resolve("ports");
        this.random = random;
    }

    /**
     * The remembered port if it is free on this address, otherwise another that no name has, which is remembered from
     * now on.
     *
     * @param name lower-case letters, digits and hyphens; the name of the file
     * @param host the address that will be listened on
     * @throws IllegalStateException if no free port is found
     */
    public int free(String name, String host) {
        return free(name, host, true);
    }

    /**
     * As {@link #free(String, String)}, but a remembered port that others rely on is not given up.
     *
     * @throws IllegalStateException if it may not change and is taken, or if no free port is found
     */
    public int free(String name, String host, boolean mayChange) {
        OptionalInt remembered = remembered(name);
        if (remembered.isPresent() && isFree(host, remembered.getAsInt())) {
            return remembered.getAsInt();
        }
        if (remembered.isPresent() && !mayChange) {
            throw new IllegalStateException("port %d of %s, which others know it by, is taken by a stranger"
                    .formatted(remembered.getAsInt(), name));
        }
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(host, port) && !isRemembered(port)) {
                remember(name, port);
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port between %d and %d on %s after %d tries".formatted(LOWEST, HIGHEST, host, TRIES));
    }

    /** The port that was chosen last, free or not; empty if none was or the file holds something else. */
    public OptionalInt remembered(String name) {
        try {
            return OptionalInt.of(
                    Integer.parseInt(Files.readString(folder.resolve(name)).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** Whether nobody listens on the port of this address now. */
    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody comes back to the port, who may only be at rest. */
    private boolean isRemembered(int port) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var names = Files.list(folder)) {
            return names.map(name -> remembered(name.getFileName().toString()))
                    .anyMatch(known -> known.equals(OptionalInt.of(port)));
        } catch (IOException e) {
            throw new UncheckedIOException("ports cannot be looked up in " + folder, e);
        }
    }

    private void remember(String name, int port) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, ".draft-", "");
            Files.writeString(draft, port + "\n");
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("a port cannot be remembered in " + folder, e);
        }
    }
}
