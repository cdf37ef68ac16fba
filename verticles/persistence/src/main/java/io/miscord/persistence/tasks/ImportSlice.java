package io.miscord.persistence.tasks;

import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.MessageId;
import io.miscord.contract.TaskId;
import io.miscord.contract.UserId;
import io.miscord.persistence.tasks.ChannelFile.Entry;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some messages of a file as rows and events of a channel: each message is followed by its pin and its reactions, as if
 * they had just been made, so that those who watch and those who read the history see the same. Pure.
 */
final class ImportSlice {
    private static final int SEQ_BITS = 36;
    /** The largest seq that a file may have. */
    static final long LAST_SEQ = (1L << SEQ_BITS) - 1;

    private final TaskId task;
    private final ChannelId channel;
    private final UserId importer;
    private final List<Entry> entries;

    ImportSlice(TaskId task, ChannelId channel, UserId importer, List<Entry> entries) {
        this.task = task;
        this.channel = channel;
        this.importer = importer;
        this.entries = List.copyOf(entries);
    }

    /** The same slice, appended. */
    record Appended(
            List<ImportStore.Row> rows, List<ImportStore.Logged> events, List<ImportStore.Reaction> reactions) {}

    /** Everybody who is named in it. */
    Set<UserId> people() {
        var people = new HashSet<UserId>();
        for (var entry : entries) {
            if (entry.author() != null) {
                people.add(entry.author().id());
            }
            entry.reactions().forEach(reacted -> people.addAll(reacted.users()));
        }
        return people;
    }

    /** The messages before it that are answered in it, as they are called here. */
    Set<UUID> answered() {
        var answered = new HashSet<UUID>();
        long first = entries.getFirst().seq();
        for (var entry : entries) {
            if (entry.replyTo() != null && entry.replyTo() < first) {
                answered.add(idOf(task, entry.replyTo()));
            }
        }
        return answered;
    }

    boolean hasPins() {
        return entries.stream().anyMatch(entry -> entry.pinnedAt() != null);
    }

    /**
     * What is stored of it.
     *
     * @param members those of {@link #people} who are in the server; of others the name alone is kept
     * @param there those of {@link #answered} that are there
     * @param pins how many more can be pinned
     */
    Appended appended(Set<UserId> members, Set<UUID> there, long pins) {
        var known = new HashSet<>(there);
        var rows = new ArrayList<ImportStore.Row>();
        var events = new ArrayList<ImportStore.Logged>();
        var reactions = new ArrayList<ImportStore.Reaction>();
        long left = pins;
        for (var entry : entries) {
            var id = idOf(task, entry.seq());
            boolean pinned = entry.pinnedAt() != null && left-- > 0;
            events.add(new ImportStore.Logged("message:new", id, null));
            rows.add(row(entry, id, events.size(), members, known, pinned));
            known.add(id);
            var message = new MessageId(id);
            if (pinned) {
                log(events, id, new ChannelEvent.MessagePinned(channel, message, importer));
            }
            for (var reacted : entry.reactions()) {
                int count = 0;
                for (var user : reacted.users()) {
                    if (members.contains(user)) {
                        reactions.add(new ImportStore.Reaction(id, reacted.emoji(), user.value()));
                        log(
                                events,
                                id,
                                new ChannelEvent.ReactionAdded(channel, message, reacted.emoji(), user, ++count));
                    }
                }
            }
        }
        return new Appended(rows, events, reactions);
    }

    private ImportStore.Row row(
            Entry entry, UUID id, long place, Set<UserId> members, Set<UUID> known, boolean pinned) {
        var author = entry.author();
        var user = author != null && members.contains(author.id()) ? author.id().value() : null;
        return new ImportStore.Row(
                id,
                place,
                user,
                user != null || author == null ? null : Json.text(author),
                entry.content(),
                entry.type().name().toLowerCase(Locale.ROOT),
                replyTo(entry, known),
                pinned ? entry.pinnedAt() : null,
                entry.createdAt(),
                entry.editedAt());
    }

    private @Nullable UUID replyTo(Entry entry, Set<UUID> known) {
        var id = entry.replyTo() == null ? null : idOf(task, entry.replyTo());
        return id != null && known.contains(id) ? id : null;
    }

    private static void log(List<ImportStore.Logged> events, UUID subject, DurableEvent event) {
        events.add(new ImportStore.Logged(event.event(), subject, Json.text(event)));
    }

    /**
     * What a message of the file is called here: the same whichever node imports it, so that answers find it. A UUIDv7
     * of the task's own time; the rest is the task's chance and the message's place, so ids rise with it.
     */
    static UUID idOf(TaskId task, long seq) {
        long chance = task.value().getLeastSignificantBits() << 2 >>> 2;
        long low = (chance >>> SEQ_BITS << SEQ_BITS) | (seq & LAST_SEQ);
        return new UUID(task.value().getMostSignificantBits(), 0x8000_0000_0000_0000L | low);
    }
}
