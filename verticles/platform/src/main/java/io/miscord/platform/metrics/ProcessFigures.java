package io.miscord.platform.metrics;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * What this process takes of the machine, looked at once a second at most, however often it is asked for. Safe on any
 * thread; {@code /proc} is memory of the kernel, so reading it does not wait for a disk.
 */
final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final long BYTES_PER_KB = 1024;
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final LongSupplier nanoTime;
    private final AtomicReference<Figures> latest;

    ProcessFigures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.latest = new AtomicReference<>(look(nanoTime.getAsLong()));
    }

    /** Figures of a moment: processor share of the whole machine (0 to 1) and memory in bytes. */
    record Figures(long at, double cpu, long memoryBytes) {}

    Figures now() {
        long now = nanoTime.getAsLong();
        var known = latest.get();
        if (now - known.at() < FRESH_NANOS) {
            return known;
        }
        var fresh = look(now);
        // Who loses this race was second by microseconds: either look is as good.
        latest.compareAndSet(known, fresh);
        return fresh;
    }

    private Figures look(long now) {
        // Negative until the JVM has two samples to compare.
        return new Figures(
                now, Math.max(0, system.getProcessCpuLoad()), resident().orElseGet(ProcessFigures::used));
    }

    /** Memory that the process has in RAM, where the kernel tells. */
    private static OptionalLong resident() {
        try (var lines = Files.lines(STATUS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(ProcessFigures::bytes)
                    .findFirst();
        } catch (IOException | NumberFormatException notTold) {
            return OptionalLong.empty();
        }
    }

    private static long bytes(String line) {
        return Long.parseLong(
                        line.substring(RESIDENT.length()).replace("kB", "").strip())
                * BYTES_PER_KB;
    }

    private static long used() {
        var memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getUsed()
                + memory.getNonHeapMemoryUsage().getUsed();
    }
}
