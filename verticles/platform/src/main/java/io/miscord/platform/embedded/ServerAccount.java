package io.miscord.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account that embedded servers run as, which is never root's: PostgreSQL refuses that.
 *
 * @param words how they are called, in words
 * @param prefix what a command is preceded by; empty if the node itself is not root
 * @param uid who owns the servers' files
 */
record ServerAccount(String words, List<String> prefix, int uid) {
    private static final int NOBODY = 65_534;
    private static final Duration PROBE = Duration.ofSeconds(15);

    /**
     * The first account under which a program runs and may write below a folder.
     *
     * <p>To root, setpriv comes first, as it takes everything away from the servers. Where it is forbidden, or where
     * that account cannot reach the folder, a user namespace does: there the servers are still the owner of root's
     * files, so no folder above is in the way, but root no more.
     *
     * @throws EmbeddedServerException if there is none, saying what was tried
     */
    static ServerAccount choose(Path folder, Path program) {
        List<String> failures = new ArrayList<>();
        for (ServerAccount account : candidates(ownUid())) {
            Path probe = folder.resolve("probe-" + account.uid());
            try {
                Files.createDirectories(probe);
                account.own(probe);
                Command result = Command.run(
                        PROBE,
                        account.command(
                                "sh",
                                "-c",
                                "cd \"$1\" && : >written && \"$2\" --version",
                                "sh",
                                probe.toString(),
                                program.toString()));
                if (result.ok()) {
                    return account;
                }
                failures.add(account.words + ": " + result.output().strip());
            } catch (IOException | EmbeddedServerException e) {
                failures.add(account.words + ": " + e.getMessage());
            } finally {
                delete(probe);
            }
        }
        throw new EmbeddedServerException("the embedded servers cannot run below %s\n  %s\n%s"
                .formatted(
                        folder.getParent(),
                        String.join("\n  ", failures),
                        "Start the node as an account other than root, keep the data elsewhere (--data), or name"
                                + " external stores (database.url, redis.url)."));
    }

    /** The command as this account runs it. */
    List<String> command(String... command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        return whole;
    }

    /** Makes a file or folder, and all below it, this account's and nobody else's. */
    void own(Path path) {
        try {
            if ((int) Files.getAttribute(path, "unix:uid") != uid) {
                if (prefix.isEmpty()) {
                    throw new EmbeddedServerException(
                            path + " belongs to another account: start the node as that one, or change the owner");
                }
                try (Stream<Path> all = Files.walk(path)) {
                    for (Path each : (Iterable<Path>) all::iterator) {
                        Files.setAttribute(each, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                        Files.setAttribute(each, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
                    }
                }
            }
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot make " + path + " the embedded servers': " + e, e);
        }
    }

    /** Deletes a folder and all below it, as far as that goes. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            // What remains is deleted at the next start, or harms nobody.
        }
    }

    private static List<ServerAccount> candidates(int uid) {
        if (uid != 0) {
            return List.of(new ServerAccount("this account, uid " + uid, List.of(), uid));
        }
        String nobody = Integer.toString(NOBODY);
        return List.of(
                new ServerAccount(
                        "uid " + nobody + " by setpriv",
                        List.of(
                                "setpriv",
                                "--reuid=" + nobody,
                                "--regid=" + nobody,
                                "--clear-groups",
                                "--no-new-privs",
                                "--"),
                        NOBODY),
                new ServerAccount("a user namespace by unshare", List.of("unshare", "-U", "--"), 0));
    }

    /** Whether this process is root, as whom no server may run. */
    static boolean isRoot() {
        return ownUid() == 0;
    }

    private static int ownUid() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot tell who this process is: " + e, e);
        }
    }
}
