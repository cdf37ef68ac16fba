package io.miscord.persistence.tasks;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.contract.UserId;
import io.miscord.persistence.messages.Deletion;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Removes what somebody wrote last in a server, the oldest first: up to a hundred messages a slice, and one event for
 * each channel among them. Slice and checkpoint are one transaction, so none is told of twice.
 */
final class Removal implements Work {
    /** Messages that are locked at a time. */
    private static final int SLICE = 100;

    private final Database database;
    private final RemovalStore store = new RemovalStore();
    private final Deletion deletion = new Deletion();

    Removal(Database database) {
        this.database = database;
    }

    /**
     * What is to be removed, and how far that is; stored with the task from its beginning.
     *
     * @param after the last message that is through, or an id of the time to begin at
     */
    record Progress(ServerId server, UserId author, UUID after, long removed) {}

    /** A slice, and the task with it. */
    private record Sliced(Progress progress, Task task) {}

    @Override
    public Made run(Attempt attempt) {
        var progress = attempt.checkpoint(Progress.class).orElseThrow();
        while (true) {
            var from = progress;
            var sliced = database.inTransaction(tx -> slice(tx, attempt, from));
            if (sliced.isEmpty()) {
                return new Made(null, 0, null);
            }
            progress = sliced.get().progress();
            attempt.saved(sliced.get().task());
        }
    }

    private Optional<Sliced> slice(Tx tx, Attempt attempt, Progress from) {
        var domain = AccessDomain.of(from.server());
        tx.keepAccess(domain);
        var found = store.find(tx, from.author(), from.server(), from.after(), SLICE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        deletion.delete(tx, found.stream().map(RemovalStore.Found::id).toList());
        var channels = new LinkedHashMap<ChannelId, List<RemovalStore.Found>>();
        found.forEach(message -> channels.computeIfAbsent(message.channel(), channel -> new ArrayList<>())
                .add(message));
        channels.forEach((channel, messages) -> tx.emit(StreamId.of(channel), domain, gone(channel, messages), null));
        long removed = from.removed() + found.size();
        var to = new Progress(from.server(), from.author(), found.getLast().id().value(), removed);
        return Optional.of(new Sliced(to, attempt.save(tx, to, removed, 0)));
    }

    private static ChannelEvent gone(ChannelId channel, List<RemovalStore.Found> messages) {
        var ids = messages.stream().map(RemovalStore.Found::id).toList();
        var seqs = messages.stream().map(RemovalStore.Found::seq).toList();
        return new ChannelEvent.MessagesDeleted(channel, ids, seqs, null);
    }
}
