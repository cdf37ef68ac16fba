package io.miscord.persistence.audit;

import io.miscord.contract.AuditEntry;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.ServerId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about the audit log. */
final class AuditStore {
    /** Its time is that of its id: so one index gives both order and times. */
    private static final String INSERT = """
            INSERT INTO audit_log
                   (id, server_id, actor_id, act, target_id, channel_id, reason, before, after, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb, uuid_extract_timestamp($1))
            """;

    private static final String COLUMNS = """
            SELECT l.id, l.act, l.actor_id, l.target_id, l.channel_id, l.reason, l.before::text, l.after::text,
                   l.created_at,
                   a.username AS actor_username, a.display_name AS actor_display_name, a.avatar_url AS actor_avatar_url,
                   t.id AS target_user_id, t.username AS target_username, t.display_name AS target_display_name,
                   t.avatar_url AS target_avatar_url
            """;

    private static final String NAMES = """
              LEFT JOIN users a ON a.id = l.actor_id
              LEFT JOIN users t ON t.id = l.target_id
            """;

    /** By the primary key: ids are in the order of time. */
    private static final String FORGET = """
            DELETE FROM audit_log
             WHERE id = ANY (ARRAY(SELECT id FROM audit_log WHERE id < $1 ORDER BY id LIMIT $2))
            """;

    private static final String NEWEST = " ORDER BY l.id DESC LIMIT ";

    private static final String[] FILTER_RULES = {
        Act.FILTER_RULE_CREATE.text(), Act.FILTER_RULE_UPDATE.text(), Act.FILTER_RULE_DELETE.text()
    };

    /** As far as the time in a UUIDv7 goes. */
    private static final long LATEST_MILLIS = (1L << 48) - 1;

    /**
     * What a search found.
     *
     * @param last the last entry that was looked at, where there may be more; null at the end
     */
    record Found(List<AuditEntry> entries, @Nullable UUID last) {}

    /**
     * Who reads the log.
     *
     * @param manages whether they manage the server, and so see the words of its filter, and what was done in channels
     *     that are gone
     * @param seen the channels that they see
     * @param hidden those of the server that they do not
     */
    record Reader(boolean manages, List<ChannelId> seen, List<ChannelId> hidden) {
        /** Whether nothing is kept from them. */
        boolean seesAll() {
            return manages && hidden.isEmpty();
        }
    }

    void insert(Queries queries, UUID id, Deed deed) {
        var target = deed.target();
        var channel = deed.channel();
        var actor = deed.actor();
        queries.change(
                INSERT,
                id,
                deed.server().value(),
                actor == null ? null : actor.value(),
                deed.act().text(),
                target == null ? null : target.value(),
                channel == null ? null : channel.value(),
                deed.reason(),
                json(deed.before()),
                json(deed.after()));
    }

    /** Removes the oldest entries from before a time; answers how many. */
    int forget(Queries queries, Instant before, int limit) {
        return queries.change(FORGET, first(before), limit);
    }

    /** Entries that pass, newest first; the text of the filter aside. */
    List<AuditEntry> page(
            Queries queries, ServerId server, ModerationAsk.Filter filter, @Nullable UUID before, int limit) {
        var where = new Where(server, filter, before);
        var sql = COLUMNS + " FROM audit_log l " + NAMES + where.sql() + NEWEST + where.with(limit);
        return entries(queries, sql, where.values());
    }

    /** Entries that pass, that the reader sees and that have the text if there is one, among so many newest ones. */
    Found search(
            Queries queries,
            ServerId server,
            ModerationAsk.Filter filter,
            Reader reader,
            @Nullable UUID before,
            int searched,
            int limit) {
        var where = new Where(server, filter, before);
        var looked = "FROM audit_log l" + where.sql() + NEWEST + where.with(searched);
        var last = last(queries, where, looked, searched);
        var sql = COLUMNS + " FROM (SELECT l.* " + looked + ") l " + NAMES + " WHERE " + sight(where, reader);
        var text = filter.text();
        if (text != null) {
            var shown = reader.manages() ? "true" : "l.act <> ALL (" + where.with(FILTER_RULES) + "::text[])";
            sql += " AND position(lower(" + where.with(text) + "::text) IN lower(concat_ws(E'\\n', l.reason"
                    + ", CASE WHEN " + shown + " THEN concat_ws(E'\\n', l.before, l.after) END))) > 0";
        }
        var found = entries(queries, sql + NEWEST + where.with(limit), where.values());
        return new Found(
                reader.manages()
                        ? found
                        : found.stream().map(AuditStore::wordless).toList(),
                last);
    }

    /** An entry of a channel that is gone is of none that is hidden. */
    private static String sight(Where where, Reader reader) {
        return reader.manages()
                ? "(l.channel_id IS NULL OR l.channel_id <> ALL (" + where.with(ids(reader.hidden())) + "::uuid[]))"
                : "(l.channel_id IS NULL OR l.channel_id = ANY (" + where.with(ids(reader.seen())) + "::uuid[]))";
    }

    private static UUID[] ids(List<ChannelId> channels) {
        return channels.stream().map(ChannelId::value).toArray(UUID[]::new);
    }

    /** That a rule of the word filter was changed, without what it says. */
    private static AuditEntry wordless(AuditEntry entry) {
        return List.of(FILTER_RULES).contains(entry.act())
                ? new AuditEntry(
                        entry.id(),
                        entry.act(),
                        entry.actor(),
                        entry.targetId(),
                        entry.target(),
                        entry.channelId(),
                        entry.reason(),
                        null,
                        null,
                        entry.createdAt())
                : entry;
    }

    private static @Nullable UUID last(Queries queries, Where where, String looked, int searched) {
        var rows = queries.run("SELECT l.id " + looked, where.values());
        UUID last = null;
        for (var row : rows) {
            last = row.getUUID("id");
        }
        return rows.size() < searched ? null : last;
    }

    private static List<AuditEntry> entries(Queries queries, String sql, @Nullable Object... values) {
        var entries = new ArrayList<AuditEntry>();
        queries.run(sql, values).forEach(row -> entries.add(entry(row)));
        return entries;
    }

    private static AuditEntry entry(Row row) {
        var channel = Rows.idOrNull(row, "channel_id");
        return new AuditEntry(
                row.getUUID("id"),
                row.getString("act"),
                Views.author(row, Rows.idOrNull(row, "actor_id"), "actor"),
                Rows.idOrNull(row, "target_id"),
                Views.author(row, Rows.idOrNull(row, "target_user_id"), "target"),
                channel == null ? null : new ChannelId(channel),
                Rows.textOrNull(row, "reason"),
                values(Rows.textOrNull(row, "before")),
                values(Rows.textOrNull(row, "after")),
                Rows.time(row, "created_at"));
    }

    private static @Nullable String json(@Nullable Map<String, ?> values) {
        return values == null ? null : Json.text(values);
    }

    @SuppressWarnings("unchecked") // a JSON object is read as exactly that
    private static @Nullable Map<String, Object> values(@Nullable String json) {
        return json == null ? null : Json.readOwn(json, Map.class);
    }

    /** Less than every id of this time, and more than any before. */
    private static UUID first(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), 0, LATEST_MILLIS / 1_000);
        long millis = Math.min(seconds * 1_000 + time.getNano() / 1_000_000, LATEST_MILLIS);
        return new UUID(millis << 16, 0);
    }

    /** The conditions that are there, and nothing of those that are not: each has an index of its own. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder(" WHERE l.server_id = ");
        private final List<@Nullable Object> values = new ArrayList<>();

        Where(ServerId server, ModerationAsk.Filter filter, @Nullable UUID before) {
            sql.append(with(server.value()));
            var actor = filter.actor();
            and("l.actor_id = ", actor == null ? null : actor.value());
            and("l.act = ", filter.act());
            and("l.target_id = ", filter.target());
            and("l.id < ", before);
            and("l.id < ", filter.before() == null ? null : first(filter.before()));
            and("l.id >= ", filter.after() == null ? null : first(filter.after()));
        }

        /** A parameter. */
        String with(@Nullable Object value) {
            values.add(value);
            return "$" + values.size();
        }

        String sql() {
            return sql.toString();
        }

        @Nullable
        Object[] values() {
            return values.toArray();
        }

        private void and(String condition, @Nullable Object value) {
            if (value != null) {
                sql.append(" AND ").append(condition).append(with(value));
            }
        }
    }
}
