package io.miscord.persistence.tasks;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.log.StreamLog;
import io.miscord.persistence.messages.Messages;
import io.miscord.persistence.messages.ReactionEmoji;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.persistence.tasks.ChannelFile.Entry;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.config.Config;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Appends the messages of a file to a channel. First the whole file is read and checked, so that a wrong one changes
 * nothing; then slices are appended to the channel's stream like messages that are sent, at a bounded pace, each in one
 * transaction with its checkpoint: whichever node dies, a message is there once. Nobody is mentioned by them.
 */
final class Importer implements Work {
    private static final int SLICE = 200;
    /** A slice is shorter when its messages have many reactions. */
    private static final int MOST_EVENTS = 1_000;

    private static final int LONGEST_NAME = 100;
    private static final long LONGEST_WAIT_MS = 200;
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final Database database;
    private final Access access;
    private final Storage storage;
    private final StreamLog log;
    private final RecentHeads heads;
    private final Bus bus;
    private final InstantSource clock;
    private final Config config;
    private final ImportPace pace;
    private final ImportStore store = new ImportStore();

    Importer(
            Vertx vertx,
            Database database,
            Access access,
            Storage storage,
            StreamLog log,
            RecentHeads heads,
            Bus bus,
            InstantSource clock,
            Config config) {
        this.vertx = vertx;
        this.database = database;
        this.access = access;
        this.storage = storage;
        this.log = log;
        this.heads = heads;
        this.bus = bus;
        this.clock = clock;
        this.config = config;
        this.pace = new ImportPace(config.tasks().importRate());
    }

    /** How far an import is: the file was checked, and so many of its messages are appended. */
    record Progress(long processed, long total) {}

    /** A slice that is stored: where its events begin, and how many they are. */
    private record Appended(Task task, long head, int events) {}

    @Override
    public Made run(Attempt attempt) {
        var upload = new StorageKey(Objects.requireNonNull(attempt.held().upload(), "it has no file"));
        var progress = attempt.checkpoint(Progress.class).orElse(null);
        if (progress == null) {
            progress = new Progress(0, check(attempt, upload));
            attempt.save(progress, 0, progress.total());
        }
        try (var file = open(upload)) {
            file.skip(progress.processed());
            while (progress.processed() < progress.total()) {
                progress = append(attempt, progress, slice(file));
            }
        }
        return new Made(null, 0, Tasks.folder(attempt.task().id()));
    }

    private long check(Attempt attempt, StorageKey upload) {
        long messages = 0;
        try (var file = open(upload)) {
            while (file.next().isPresent()) {
                if (++messages % SLICE == 0) {
                    attempt.goOn();
                }
            }
        }
        return messages;
    }

    private ChannelFileReader open(StorageKey upload) {
        return new ChannelFileReader(storage, upload, this::check);
    }

    private static List<Entry> slice(ChannelFileReader file) {
        var entries = new ArrayList<Entry>();
        int events = 0;
        while (entries.size() < SLICE && events < MOST_EVENTS) {
            var next = file.next();
            if (next.isEmpty()) {
                break;
            }
            entries.add(next.get());
            events += 2
                    + next.get().reactions().stream()
                            .mapToInt(reacted -> reacted.users().size())
                            .sum();
        }
        return entries;
    }

    private Progress append(Attempt attempt, Progress before, List<Entry> entries) {
        if (entries.isEmpty()) {
            throw ProblemException.of(Refusal.FILE_SHORTER);
        }
        var now = new Progress(before.processed() + entries.size(), before.total());
        var channel = Exporter.channelOf(attempt.task());
        var by = Tasks.actor(attempt.task());
        var slice = new ImportSlice(attempt.task().id(), channel, Access.person(by), entries);
        var stored = database.inTransaction(tx -> {
            var grant = Tasks.permitted(
                    access.channelToKeep(tx, by, channel), attempt.task().kind());
            var task = attempt.save(tx, now, now.processed(), now.total());
            var members = store.members(tx, grant, slice.people());
            var there = store.there(tx, slice.answered(), channel);
            long pins = slice.hasPins() ? Messages.MOST_PINS - store.pins(tx, channel) : 0;
            var appended = slice.appended(members, there, pins);
            long head = store.lock(tx, channel).orElseThrow(() -> ProblemException.of(Refusal.CHANNEL_GONE));
            store.append(tx, grant, head, appended.rows(), appended.events(), appended.reactions());
            return new Appended(task, head, appended.events().size());
        });
        announce(channel, stored.head(), stored.events());
        attempt.saved(stored.task());
        waits(attempt, pace.after(stored.events(), millis()));
        return now;
    }

    /** As the log tells it; if that fails, gateways find it for themselves. */
    private void announce(ChannelId channel, long head, int events) {
        var stream = StreamId.of(channel);
        long last = head + events;
        heads.moved(stream, last);
        for (long at = head; at < last; ) {
            var told = log.since(database, stream, at, (int) (last - at)).events();
            if (told.isEmpty()) {
                return;
            }
            bus.announce(told);
            at = told.getLast().seq();
        }
    }

    /** People are connected to the channel: so much a second and not more. A node that leaves is not kept waiting. */
    private void waits(Attempt attempt, long ms) {
        for (long due = millis() + ms, rest = ms; rest > 0; rest = due - millis()) {
            vertx.timer(Math.min(rest, LONGEST_WAIT_MS)).await();
            attempt.goOn();
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** What may not stand in a message that is sent may not stand in one that is imported. */
    private void check(Entry entry) {
        var limits = config.limits();
        if (entry.type() == MessageType.TEXT || !entry.content().isEmpty()) {
            Texts.content("content", entry.content(), limits.contentLength());
        }
        var author = entry.author();
        if (author != null) {
            Texts.line("author.username", author.username(), LONGEST_NAME);
            Texts.line("author.displayName", author.displayName(), LONGEST_NAME);
        }
        past("createdAt", entry.createdAt());
        if (entry.editedAt() != null) {
            past("editedAt", entry.editedAt());
        }
        if (entry.pinnedAt() != null) {
            past("pinnedAt", entry.pinnedAt());
        }
        Texts.atMost("reactions", entry.reactions(), limits.reactionKinds());
        var kinds = new HashSet<String>();
        for (var reacted : entry.reactions()) {
            var users = Texts.atMost("reactions.users", reacted.users(), ChannelFile.MOST_USERS);
            if (!kinds.add(ReactionEmoji.of(reacted.emoji())) || new HashSet<>(users).size() != users.size()) {
                throw ProblemException.invalid("reactions", Refusal.REACTED_TWICE);
            }
        }
    }

    private void past(String field, Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(clock.instant().plus(CLOCKS))) {
            throw ProblemException.invalid(field, Refusal.NOT_IN_THE_PAST);
        }
    }
}
