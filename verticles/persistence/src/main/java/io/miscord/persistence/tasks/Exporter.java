package io.miscord.persistence.tasks;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Refusal;
import io.miscord.contract.Task;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import io.miscord.platform.ProblemException;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the messages that a channel has at the beginning to a file: slice by slice, each a file of its own, so that
 * any node can go on behind the last one that was saved; in the end they are joined. A message is written as it is when
 * its slice is read. Holds one slice in memory.
 */
final class Exporter implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    private static final int SLICE = 500;
    /** How many seqs are counted by one statement. */
    private static final long COUNTED_AT_ONCE = 50_000;

    private final Database database;
    private final Access access;
    private final Storage storage;
    private final InstantSource clock;
    private final ExportStore store = new ExportStore();

    Exporter(Database database, Access access, Storage storage, InstantSource clock) {
        this.database = database;
        this.access = access;
        this.storage = storage;
        this.clock = clock;
    }

    /** Some parts, one behind the other, that were written under one fence. */
    record Parts(long fence, int count) {}

    /**
     * How far an export is.
     *
     * @param upTo the seq of the last message that belongs to it
     * @param after the seq of the last one that is written
     * @param processed how many are written
     * @param total how many there are
     * @param parts what is written, in order
     */
    record Progress(long upTo, long after, long processed, long total, List<Parts> parts) {
        Progress {
            parts = List.copyOf(parts);
        }

        int written() {
            return parts.stream().mapToInt(Parts::count).sum();
        }

        Progress with(long fence, long nextAfter, long more) {
            var longer = new ArrayList<>(parts);
            if (!longer.isEmpty() && longer.getLast().fence() == fence) {
                longer.add(new Parts(fence, longer.removeLast().count() + 1));
            } else {
                longer.add(new Parts(fence, 1));
            }
            return new Progress(upTo, nextAfter, processed + more, total, longer);
        }
    }

    @Override
    public Made run(Attempt attempt) {
        var channel = channelOf(attempt.task());
        var progress = attempt.checkpoint(Progress.class).orElse(null);
        if (progress == null) {
            progress = begin(attempt, channel);
        }
        while (true) {
            permitted(attempt.task());
            var slice = store.slice(database, channel, progress.after(), progress.upTo(), SLICE);
            if (slice.isEmpty()) {
                break;
            }
            var lines = ChannelFile.lines(slice, progress.processed() == 0);
            progress = write(attempt, progress, lines, slice.getLast().seq(), slice.size());
        }
        return join(attempt, progress);
    }

    private Progress begin(Attempt attempt, ChannelId channel) {
        var about = permitted(attempt.task());
        long upTo = store.last(database, channel);
        long total = 0;
        for (long after = 0; after < upTo; after += COUNTED_AT_ONCE) {
            total += store.count(database, channel, after, Math.min(after + COUNTED_AT_ONCE, upTo));
            attempt.goOn();
        }
        var empty = new Progress(upTo, 0, 0, total, List.of());
        return write(attempt, empty, ChannelFile.beginning(about, clock.instant()), 0, 0);
    }

    /** First the part, then the word that it is there: what is not saved is nobody's. */
    private Progress write(Attempt attempt, Progress before, byte[] bytes, long after, int messages) {
        var key = part(attempt.task(), attempt.fence(), before.written());
        Waiting.forStorage(storage.put(key, Buffer.buffer(bytes)));
        var now = before.with(attempt.fence(), after, messages);
        try {
            attempt.save(now, now.processed(), now.total());
        } catch (Attempt.Lost lost) {
            discard(key);
            throw lost;
        }
        return now;
    }

    private Made join(Attempt attempt, Progress progress) {
        var task = attempt.task();
        var parts = new ArrayList<StorageKey>();
        for (var some : progress.parts()) {
            for (int i = 0; i < some.count(); i++) {
                parts.add(part(task, some.fence(), parts.size()));
            }
        }
        var whole = new StorageKey(Tasks.folder(task.id()) + "/export-" + attempt.fence() + ".json");
        long size = Waiting.forStorage(storage.join(whole, parts, Buffer.buffer(ChannelFile.end())));
        return new Made(whole, size, parts(task));
    }

    private Channel permitted(Task task) {
        return Tasks.permitted(access.channel(database, Tasks.actor(task), channelOf(task)), task.kind())
                .channel();
    }

    static ChannelId channelOf(Task task) {
        var channel = task.channelId();
        if (channel == null) {
            throw ProblemException.of(Refusal.CHANNEL_GONE);
        }
        return channel;
    }

    private static StorageKey part(Task task, long fence, int number) {
        return new StorageKey("%s/part-%08d-%d.json".formatted(parts(task), number, fence));
    }

    private static StorageKey parts(Task task) {
        return new StorageKey(Tasks.folder(task.id()) + "/parts");
    }

    private void discard(StorageKey key) {
        storage.delete(key).onFailure(failure -> LOG.debug("a part nobody knows of stays key={}", key, failure));
    }
}
