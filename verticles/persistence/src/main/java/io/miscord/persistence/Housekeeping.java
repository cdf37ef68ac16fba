package io.miscord.persistence;

import io.miscord.contract.Refusal;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody needs any more: events that no resume may reach, idempotency keys, sign-ins, bans, mutes and
 * invites that are over, old notifications and entries of audit logs, files of tasks, and pictures that nothing shows;
 * what is left of deleted channels and servers is removed by a task of its own. In slices, each its own short
 * transaction, and on one node at a time. Methods wait: they belong on a virtual thread.
 */
final class Housekeeping {
    /** Events of a stream that stay, however old. */
    static final long EVENTS_KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int STREAMS_PER_SLICE = 200;
    private static final int EVENTS_PER_STREAM = 500;
    private static final int KEYS_PER_SLICE = 1_000;
    private static final int ROWS_PER_SLICE = 500;
    private static final int MOST_COUNTED = 200_000;
    /** Slices of one kind in one round; what is left has its turn in the next one. */
    private static final int SLICES = 2_000;

    private final Database database;
    private final Duration retention;
    private final Owners owners;
    private final HousekeepingStore store = new HousekeepingStore();
    /** The last stream whose log was looked at; null when the next is the first of all. One round at a time. */
    private @Nullable UUID trimmedTo;

    Housekeeping(Database database, Duration retention, Owners owners) {
        this.database = database;
        this.retention = retention;
        this.owners = owners;
    }

    /** One round; what cannot be done now is tried in the next one. */
    void round() {
        attempt("events", this::trimEvents);
        attempt("idempotency keys", () -> inSlices(tx -> store.forgetCreates(tx, KEYS_PER_SLICE)));
        attempt("bans", () -> inSlices(tx -> store.forgetBans(tx, KEYS_PER_SLICE)));
        attempt("mutes", () -> inSlices(tx -> store.forgetMutes(tx, KEYS_PER_SLICE)));
        attempt("invites", () -> inSlices(tx -> store.forgetInvites(tx, KEYS_PER_SLICE)));
        attempt("audit log", () -> inSlices(tx -> owners.audit().forget(tx, KEYS_PER_SLICE)));
        attempt(
                "notifications",
                () -> inSlices(tx -> owners.inbox().notifications().forget(tx, KEYS_PER_SLICE)));
        attempt("notices", () -> inSlices(tx -> owners.inbox().notifier().forget(tx, KEYS_PER_SLICE)));
        attempt("nonces", this::emptyNonces);
        attempt("sign-ins", owners.accounts()::sweep);
        attempt("servers", this::dissolve);
        attempt("what was deleted", this::startPurge);
        attempt("tasks", owners.tasks()::sweep);
        attempt("images", owners.images()::sweep);
    }

    /** Trims the log, from where the last round had to stop; returns how many events went. */
    long trimEvents() {
        long events = 0;
        boolean fromTheStart = trimmedTo == null;
        for (int slice = 0; slice < SLICES; slice++) {
            var trimmed = trim(trimmedTo);
            events += trimmed.events();
            if (trimmed.events() >= EVENTS_PER_STREAM) {
                continue; // one of them may have more than a slice takes: a busy stream must not grow for ever
            }
            trimmedTo = trimmed.last();
            if (trimmedTo == null && fromTheStart) {
                break;
            }
            fromTheStart |= trimmedTo == null;
        }
        return events;
    }

    private HousekeepingStore.Trimmed trim(@Nullable UUID after) {
        return database.inTransaction(tx -> store.alone(tx)
                ? store.trim(tx, after, STREAMS_PER_SLICE, retention, EVENTS_KEPT, EVENTS_PER_STREAM)
                : new HousekeepingStore.Trimmed(0, null));
    }

    private void inSlices(Function<Tx, Integer> forget) {
        int forgotten;
        do {
            forgotten = database.inTransaction(forget);
        } while (forgotten == KEYS_PER_SLICE);
    }

    private void emptyNonces() {
        database.inTransaction(tx -> {
            if (store.alone(tx)) {
                store.emptyStaleNonces(tx);
            }
            return tx;
        });
    }

    private void dissolve() {
        for (int slice = 0; slice < SLICES && owners.servers().dissolveSome(); slice++) {
            // what the condition does is the work
        }
    }

    /** A task of its own, for operators to see: it may take long. */
    private void startPurge() {
        if (store.deleted(database, Set.of()).isPresent()) {
            owners.tasks().startPurge();
        }
    }

    /**
     * A purge of deleted channels and servers. Each time it is asked it removes some rows, and answers how many
     * messages were among them, or a negative number when nothing is left. What cannot be removed is left for the next
     * purge and holds up nothing else; where there is such, CONFLICT in the end instead.
     */
    LongSupplier purge() {
        var stuck = new HashSet<UUID>();
        return () -> purgeSome(stuck);
    }

    private long purgeSome(Set<UUID> stuck) {
        var deleted = store.deleted(database, stuck).orElse(null);
        if (deleted == null) {
            if (stuck.isEmpty()) {
                return -1;
            }
            throw ProblemException.of(Refusal.NOT_ALL_PURGED, stuck.size());
        }
        try {
            return database.inTransaction(tx -> store.purge(tx, deleted, ROWS_PER_SLICE));
        } catch (RuntimeException e) { // if it is the database itself that fails, it does so with the next one too
            LOG.warn("not purged what={}", deleted, e);
            stuck.add(deleted.id());
            return 0;
        }
    }

    /** How many messages of deleted channels there are still, as far as it is worth counting. */
    long left() {
        return store.left(database, MOST_COUNTED);
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("housekeeping put off what={}", what, e);
        }
    }
}
