package io.miscord.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The embedded servers' processes as the kernel sees them. */
final class Processes {
    private Processes() {}

    /** Whatever works in the servers' folders. */
    static List<Long> serversIn(Path data) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"))
                                .startsWith(data.toRealPath());
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    static boolean lives(long pid) {
        return Files.exists(Path.of("/proc/" + pid + "/cwd"));
    }

    static void kill(String signal, long pid) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
    }
}
