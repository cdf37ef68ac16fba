package io.miscord.persistence;

import io.miscord.persistence.accounts.Accounts;
import io.miscord.persistence.servers.Servers;
import io.miscord.persistence.sql.Database;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody needs any more: events that no resume may reach, idempotency keys, sign-ins that are over, and
 * what is left of deleted channels and servers. In slices, each its own short transaction, and on one node at a time.
 * Methods wait: they belong on a virtual thread.
 */
final class Housekeeping {
    /** Events of a stream that stay, however old. */
    static final long EVENTS_KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int STREAMS_PER_SLICE = 200;
    private static final int EVENTS_PER_STREAM = 500;
    private static final int KEYS_PER_SLICE = 1_000;
    private static final int ROWS_PER_SLICE = 500;
    /** Slices of one kind in one round; what is left has its turn in the next one. */
    private static final int SLICES = 2_000;

    private final Database database;
    private final Duration retention;
    private final Accounts accounts;
    private final Servers servers;
    private final HousekeepingStore store = new HousekeepingStore();
    /** The last stream whose log was looked at; null when the next is the first of all. One round at a time. */
    private @Nullable UUID trimmedTo;

    Housekeeping(Database database, Duration retention, Accounts accounts, Servers servers) {
        this.database = database;
        this.retention = retention;
        this.accounts = accounts;
        this.servers = servers;
    }

    /** One round; what cannot be done now is tried in the next one. */
    void round() {
        attempt("events", this::trimEvents);
        attempt("idempotency keys", this::forgetCreates);
        attempt("nonces", this::emptyNonces);
        attempt("sign-ins", accounts::sweep);
        attempt("servers", this::dissolve);
        attempt("what was deleted", this::purge);
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

    private void forgetCreates() {
        int forgotten;
        do {
            forgotten = database.inTransaction(tx -> store.forgetCreates(tx, KEYS_PER_SLICE));
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
        for (int slice = 0; slice < SLICES && servers.dissolveSome(); slice++) {
            // what the condition does is the work
        }
    }

    /**
     * Removes the rows of deleted channels and servers; returns in how many slices. What cannot be removed is left for
     * the next round, and holds up nothing else.
     */
    int purge() {
        var stuck = new HashSet<UUID>();
        for (int slices = 0; slices < SLICES; slices++) {
            var next = database.inTransaction(
                    tx -> store.alone(tx) ? store.deleted(tx, stuck) : Optional.<HousekeepingStore.Deleted>empty());
            if (next.isEmpty()) {
                return slices;
            }
            var deleted = next.get();
            try {
                database.inTransaction(tx -> {
                    if (store.alone(tx)) {
                        store.purge(tx, deleted, ROWS_PER_SLICE);
                    }
                    return tx;
                });
            } catch (RuntimeException e) {
                LOG.warn("not purged what={}", deleted, e);
                stuck.add(deleted.id());
            }
        }
        return SLICES;
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("housekeeping put off what={}", what, e);
        }
    }
}
