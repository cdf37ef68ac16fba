package io.miscord.platform.http;

import io.miscord.platform.http.HealthChecks.Check;
import io.miscord.platform.http.HealthChecks.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Supplier;

/** Whether the disk with the node's data has room: degraded under a tenth, or under 1 GB. */
public final class DiskCheck implements Supplier<Future<Check>> {
    private static final long LEAST_BYTES = 1L << 30;
    private static final int LEAST_PART = 10;

    private final Vertx vertx;
    private final Path data;

    /** Looks at the disk that this directory is on, on a worker thread: a file system may be far away. */
    public DiskCheck(Vertx vertx, Path data) {
        this.vertx = vertx;
        this.data = data;
    }

    @Override
    public Future<Check> get() {
        return vertx.executeBlocking(
                        () -> {
                            var store = Files.getFileStore(data);
                            return judged(store.getUsableSpace(), store.getTotalSpace());
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    static Check judged(long free, long total) {
        var details = new LinkedHashMap<String, Object>();
        details.put("free_bytes", free);
        details.put("total_bytes", total);
        boolean scarce = free < LEAST_BYTES || free < total / LEAST_PART;
        return new Check(scarce ? Status.DEGRADED : Status.UP, details);
    }
}
