package io.miscord.persistence;

import io.miscord.persistence.sql.Locks;
import io.miscord.persistence.sql.Queries;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of {@link Housekeeping}: each a bounded slice. */
final class HousekeepingStore {
    private static final String ALONE = "SELECT pg_try_advisory_xact_lock(" + Locks.HOUSEKEEPING + ") AS alone";

    /**
     * The oldest events of some streams, as far as all before them are old too: what is left stays contiguous. The
     * last thousand of a stream stay, however old.
     */
    private static final String TRIM = """
            WITH streams AS (
                SELECT stream_id, last_seq FROM stream_heads
                 WHERE stream_id > $1 ORDER BY stream_id LIMIT $2),
            old AS (
                SELECT s.stream_id, e.seq, bool_and(e.created_at < now() - $3 * interval '1 second')
                           OVER (PARTITION BY s.stream_id ORDER BY e.seq) AS prefix
                  FROM streams s,
                       LATERAL (SELECT seq, created_at FROM stream_events
                                 WHERE stream_id = s.stream_id AND seq <= s.last_seq - $4
                                 ORDER BY seq LIMIT $5) e),
            gone AS (
                DELETE FROM stream_events e USING old o
                 WHERE o.prefix AND e.stream_id = o.stream_id AND e.seq = o.seq
                RETURNING 1)
            SELECT (SELECT count(*) FROM gone) AS trimmed,
                   (SELECT stream_id FROM streams ORDER BY stream_id DESC LIMIT 1) AS last
            """;

    private static final String FORGET_CREATES = """
            DELETE FROM idempotency_keys
             WHERE (user_id, nonce) IN (SELECT user_id, nonce FROM idempotency_keys
                                         WHERE created_at < now() - interval '24 hours' LIMIT $1)
            """;

    /** Whether the partition that will be tomorrow's still holds something. */
    private static final String STALE_NONCES = """
            SELECT (floor(extract(epoch FROM now()) / 86400)::integer + 1) % 4 AS slot
            """;

    /** A channel that was deleted, or whose server was. */
    private static final String DELETED_CHANNEL = """
            (SELECT c.id FROM channels c WHERE c.deleted_at IS NOT NULL AND c.id <> ALL ($1) LIMIT 1)
             UNION ALL
            (SELECT c.id FROM servers s JOIN channels c ON c.server_id = s.id
              WHERE s.deleted_at IS NOT NULL AND c.id <> ALL ($1) LIMIT 1)
             LIMIT 1
            """;

    /** A deleted server whose members have been told, and whose channels are gone. */
    private static final String DELETED_SERVER = """
            SELECT s.id FROM servers s
             WHERE s.deleted_at IS NOT NULL AND s.id <> ALL ($1)
               AND NOT EXISTS (SELECT FROM members m WHERE m.server_id = s.id)
               AND NOT EXISTS (SELECT FROM channels c WHERE c.server_id = s.id)
             LIMIT 1
            """;

    /** Counted as far as it is worth knowing. */
    private static final String LEFT = """
            SELECT count(*) FROM (
                SELECT 1
                  FROM channels c
                  LEFT JOIN servers s ON s.id = c.server_id
                  JOIN messages m ON m.channel_id = c.id
                 WHERE c.deleted_at IS NOT NULL OR s.deleted_at IS NOT NULL
                 LIMIT $1) o
            """;

    /** What hangs from a message goes with it. */
    private static final String PURGE_MESSAGES = """
            DELETE FROM messages
             WHERE id IN (SELECT id FROM messages WHERE channel_id = $1 ORDER BY seq DESC LIMIT $2)
            """;

    private static final String PURGE_READS = """
            DELETE FROM read_states
             WHERE channel_id = $1
               AND user_id IN (SELECT user_id FROM read_states WHERE channel_id = $1 LIMIT $2)
            """;

    /** What people want to be told of it: a channel or a server. */
    private static final String PURGE_LEVELS = """
            DELETE FROM notification_levels
             WHERE subject_id = $1
               AND user_id IN (SELECT user_id FROM notification_levels WHERE subject_id = $1 LIMIT $2)
            """;

    private static final String PURGE_EVENTS = """
            DELETE FROM stream_events
             WHERE stream_id = $1
               AND seq IN (SELECT seq FROM stream_events WHERE stream_id = $1 ORDER BY seq LIMIT $2)
            """;

    private static final String PURGE_AUDIT = """
            DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE server_id = $1 LIMIT $2)
            """;

    private static final String FORGET_BANS = """
            DELETE FROM bans
             WHERE (server_id, user_id) IN (SELECT server_id, user_id FROM bans WHERE expires_at < now() LIMIT $1)
               AND expires_at < now()
            """;

    private static final String FORGET_MUTES = """
            DELETE FROM mutes
             WHERE (server_id, user_id) IN (SELECT server_id, user_id FROM mutes WHERE until < now() LIMIT $1)
               AND until < now()
            """;

    /** Nobody can use them, for a week now. */
    private static final String FORGET_INVITES = """
            DELETE FROM invites
             WHERE code = ANY (ARRAY(SELECT code FROM invites
                                      WHERE least(expires_at, used_up_at) < now() - interval '7 days' LIMIT $1))
            """;

    private static final String REMOVE_HEAD = "DELETE FROM stream_heads WHERE stream_id = $1";

    private static final String REMOVE_CHANNEL = "DELETE FROM channels WHERE id = $1";

    private static final String REMOVE_ACCESS = "DELETE FROM access_versions WHERE domain_id = $1";

    private static final String REMOVE_SERVER = "DELETE FROM servers WHERE id = $1";

    /** A channel, or else a server, that was deleted. */
    record Deleted(UUID id, boolean isChannel) {}

    /** What a slice trimmed, and after which stream to go on; null at the end. */
    record Trimmed(long events, @Nullable UUID last) {}

    /** Whether no other node keeps house until the commit. */
    boolean alone(Queries queries) {
        return queries.first(row -> row.getBoolean("alone"), ALONE).orElse(false);
    }

    Trimmed trim(Queries queries, @Nullable UUID after, int streams, Duration retention, long kept, int events) {
        return queries.first(
                        HousekeepingStore::trimmed,
                        TRIM,
                        Objects.requireNonNullElse(after, Cursor.FIRST),
                        streams,
                        (double) retention.toSeconds(),
                        kept,
                        events)
                .orElseThrow();
    }

    int forgetCreates(Queries queries, int limit) {
        return queries.change(FORGET_CREATES, limit);
    }

    /** Removes bans that are over. */
    int forgetBans(Queries queries, int limit) {
        return queries.change(FORGET_BANS, limit);
    }

    /** Removes invites that have been over for a week. */
    int forgetInvites(Queries queries, int limit) {
        return queries.change(FORGET_INVITES, limit);
    }

    /** Removes mutes that are over. */
    int forgetMutes(Queries queries, int limit) {
        return queries.change(FORGET_MUTES, limit);
    }

    /** Empties the partition of nonces that comes into use tomorrow, and holds those of three days ago. */
    void emptyStaleNonces(Queries queries) {
        int slot = queries.first(row -> row.getInteger("slot"), STALE_NONCES).orElseThrow();
        var table = "message_nonces_" + slot; // of four that there are
        boolean used = queries.change("SELECT 1 FROM " + table + " LIMIT 1") > 0;
        if (used) {
            queries.run("TRUNCATE " + table);
        }
    }

    /** Something that was deleted and is still there, but for these. */
    Optional<Deleted> deleted(Queries queries, Collection<UUID> without) {
        var others = without.toArray(UUID[]::new);
        return queries.first(row -> new Deleted(row.getUUID("id"), true), DELETED_CHANNEL, (Object) others)
                .or(() -> queries.first(row -> new Deleted(row.getUUID("id"), false), DELETED_SERVER, (Object) others));
    }

    /**
     * Removes a slice of what was deleted: some of a channel's rows, in the end the channel, in the end the server.
     *
     * @return how many messages were removed
     */
    long purge(Queries queries, Deleted deleted, int rows) {
        var id = deleted.id;
        if (!deleted.isChannel) {
            if (queries.change(PURGE_AUDIT, id, rows) == 0 && isUnnamed(queries, id, rows)) {
                queries.change(REMOVE_ACCESS, id);
                queries.change(REMOVE_SERVER, id);
            }
            return 0;
        }
        int messages = queries.change(PURGE_MESSAGES, id, rows);
        if (messages == 0 && queries.change(PURGE_READS, id, rows) == 0 && isUnnamed(queries, id, rows)) {
            queries.change(REMOVE_CHANNEL, id);
        }
        return messages;
    }

    /** How many messages are still to be removed, as far as {@code most}. */
    long left(Queries queries, int most) {
        return queries.first(row -> row.getLong(0), LEFT, most).orElse(0L);
    }

    /** Whether nothing is left that no foreign key removes with it. */
    private static boolean isUnnamed(Queries queries, UUID stream, int rows) {
        if (queries.change(PURGE_LEVELS, stream, rows) > 0 || queries.change(PURGE_EVENTS, stream, rows) > 0) {
            return false;
        }
        queries.change(REMOVE_HEAD, stream);
        return true;
    }

    private static Trimmed trimmed(Row row) {
        return new Trimmed(
                row.getLong("trimmed"), Optional.ofNullable(row.getUUID("last")).orElse(null));
    }
}
