package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Long work as people see it: its owner, who is whoever started it, and operators. It is stored, survives the node that
 * does it, and is done once.
 *
 * @param progress 0 to 100; 100 only when it is done
 * @param processedItems how many messages are through
 * @param totalItems how many there are; 0 until they are counted
 * @param channelId what it is about, or null
 * @param createdBy who started it; null for the instance's own, which operators alone see
 * @param startedAt when a node first took it, or null
 * @param finishedAt when it came to its end, or null
 * @param error one sentence for a person when it failed, else null
 * @param result what it made, once it is done, or null
 */
public record Task(
        TaskId id,
        TaskKind kind,
        TaskStatus status,
        int progress,
        long processedItems,
        long totalItems,
        @Nullable ChannelId channelId,
        @Nullable UserId createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @Nullable Result result)
        implements Answer {

    /**
     * A file that a task made.
     *
     * @param url where to fetch it, for some minutes and without a token; null on the bus: the HTTP edge signs it,
     *     for whoever started the task
     * @param size in bytes
     * @param expiresAt when it is deleted
     */
    public record Result(@Nullable String url, long size, Instant expiresAt) {}

    /** The same with the address of its file, if it has one. */
    public Task withUrl(String url) {
        return with(result == null ? null : new Result(url, result.size(), result.expiresAt()));
    }

    /** The same, as if it had made no file. */
    public Task withoutResult() {
        return with(null);
    }

    private Task with(@Nullable Result other) {
        return new Task(
                id,
                kind,
                status,
                progress,
                processedItems,
                totalItems,
                channelId,
                createdBy,
                createdAt,
                startedAt,
                finishedAt,
                error,
                other);
    }
}
