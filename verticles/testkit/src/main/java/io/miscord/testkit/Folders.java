package io.miscord.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Folders that a test makes and takes away. */
public final class Folders {
    private static final String PASSABLE = "rwx--x--x";

    private Folders() {}

    /** A new folder for temporary files, which the account of embedded servers can pass. */
    public static Path temporary(String what) {
        try {
            var folder = Files.createTempDirectory("miscord-" + what + "-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PASSABLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all that is in it; what cannot be deleted stays, since it harms no test. */
    public static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(Folders.class.getName()).log(System.Logger.Level.DEBUG, "left behind: " + folder, e);
        }
    }
}
