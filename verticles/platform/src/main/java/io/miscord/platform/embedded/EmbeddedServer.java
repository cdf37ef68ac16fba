package io.miscord.platform.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What {@link ServerProcess} must know of a server to run it. */
sealed interface EmbeddedServer permits EmbeddedPostgres, EmbeddedRedis {
    /** Its name, in files and messages. */
    String name();

    /** Where it keeps its data, and what its processes have as their working directory. */
    Path directory();

    /** The program. */
    Path program();

    /** The file whose first line is the process id, while it runs. */
    Path pidFile();

    /** Makes all ready for a start: new data the first time, and nothing left of a process that was killed. */
    void prepare(ServerAccount account, int port);

    /** The command that starts it in the foreground. */
    List<String> command(int port);

    /** The port on which the running server answers; empty while it does not. */
    OptionalInt answering();

    /** The signal that makes it end in an orderly way without waiting for its clients. */
    String stopSignal();
}
