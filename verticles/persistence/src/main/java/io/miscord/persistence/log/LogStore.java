package io.miscord.persistence.log;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.Event;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements that read streams: heads, and events as they are told again. */
final class LogStore {
    private static final String MESSAGE_NEW = Event.nameOf(ChannelEvent.MessageNew.class);
    private static final String MESSAGE_UPDATED = Event.nameOf(ChannelEvent.MessageUpdated.class);

    private static final String HEADS = "SELECT stream_id, last_seq FROM stream_heads WHERE stream_id = ANY ($1)";

    /**
     * One snapshot: the head belongs to the events. Each event is looked up in the log by its number, and only a
     * message's own events look the message up.
     */
    private static final String SINCE = """
            SELECT h.last_seq, e.seq, e.kind, e.domain_id, e.access_version, e.payload, e.created_at AS stored_at,
                   m.id, m.content, m.embeds, m.message_type, m.reply_to, m.flags, m.thread_id, m.mention_roles,
                   m.system, m.created_at, m.updated_at, m.pinned, m.user_id, m.imported_from, m.username,
                   m.display_name, m.avatar_url, m.mentions
              FROM stream_heads h
              LEFT JOIN LATERAL (SELECT *
                                   FROM stream_events
                                  WHERE stream_id = h.stream_id AND seq > $2
                                  ORDER BY seq LIMIT $3) e ON true
              LEFT JOIN LATERAL (SELECT o.id, o.content, o.embeds::text AS embeds, o.message_type, o.reply_to,
                                        o.flags, o.thread_id, o.mention_roles, o.system::text AS system,
                                        o.created_at, o.updated_at, o.user_id, o.imported_from,
                                        false AS pinned, -- as reactions are, by an event of its own that follows
                                        u.username, u.display_name, u.avatar_url,
                                        ARRAY (SELECT n.user_id FROM mentions n
                                                WHERE n.message_id = o.id ORDER BY n.user_id) AS mentions
                                   FROM messages o
                                   LEFT JOIN users u ON u.id = o.user_id
                                  WHERE o.id = e.subject_id AND o.deleted_at IS NULL
                                  LIMIT 1) m ON e.kind IN ('message:new', 'message:updated')
             WHERE h.stream_id = $1
             ORDER BY e.seq
            """;

    /** What a {@code message:new} keeps beside its message. */
    private record Kept(@Nullable Nonce nonce) {}

    /**
     * What the log holds.
     *
     * @param head the stream's last seq; 0 when there is no such stream
     */
    record Read(List<StreamEvent> events, long head) {}

    Map<StreamId, Long> heads(Queries queries, Collection<StreamId> streams) {
        var ids = streams.stream().map(StreamId::value).toArray(UUID[]::new);
        var heads = new HashMap<StreamId, Long>();
        for (var row : queries.run(HEADS, (Object) ids)) {
            heads.put(new StreamId(row.getUUID("stream_id")), row.getLong("last_seq"));
        }
        return heads;
    }

    /** Events after a seq, in order, until {@code bytes} of frames are reached. */
    Read since(Queries queries, StreamId stream, long seq, int limit, long bytes) {
        var events = new ArrayList<StreamEvent>();
        long head = 0;
        long size = 0;
        for (var row : queries.run(SINCE, stream.value(), seq, limit)) {
            head = row.getLong("last_seq");
            if (row.getLong("seq") == null || size >= bytes) {
                break;
            }
            var event = event(stream, row);
            size += event.frame().size();
            events.add(event);
        }
        return new Read(events, head);
    }

    private static StreamEvent event(StreamId stream, Row row) {
        var event = rebuilt(stream, row);
        long seq = row.getLong("seq");
        return new StreamEvent(
                stream,
                seq,
                new AccessDomain(row.getUUID("domain_id")),
                row.getLong("access_version"),
                event.event(),
                Rows.time(row, "stored_at").toEpochMilli(),
                false,
                Json.frame(event, stream, seq));
    }

    /** The event as it is told again: with the text of now, and without one whose text is gone. */
    private static DurableEvent rebuilt(StreamId stream, Row row) {
        var kind = row.getString("kind");
        var payload = Rows.textOrNull(row, "payload");
        if (kind.equals(MESSAGE_NEW)) {
            return row.getUUID("id") == null ? new DurableEvent.Skipped() : sent(stream, row, payload);
        }
        if (kind.equals(MESSAGE_UPDATED)) {
            return row.getUUID("id") == null ? new DurableEvent.Skipped() : edited(stream, row);
        }
        return payload != null && Json.event(kind, payload) instanceof DurableEvent event
                ? event
                : new DurableEvent.Skipped();
    }

    /** Reactions and pins are not in it: their own events follow. */
    private static DurableEvent sent(StreamId stream, Row row, @Nullable String payload) {
        var channel = new ChannelId(stream.value());
        var mentions =
                Arrays.stream(row.getArrayOfUUIDs("mentions")).map(UserId::new).toList();
        var nonce = payload == null ? null : Json.readOwn(payload, Kept.class).nonce();
        return new ChannelEvent.MessageNew(channel, Views.message(row, channel, List.of(), mentions, nonce));
    }

    /** As all of it is now: of two that follow each other, both say the same. */
    private static DurableEvent edited(StreamId stream, Row row) {
        return new ChannelEvent.MessageUpdated(
                new ChannelId(stream.value()),
                new MessageId(row.getUUID("id")),
                row.getString("content"),
                Rows.timeOrNull(row, "updated_at"),
                Arrays.stream(row.getArrayOfUUIDs("mentions")).map(UserId::new).toList(),
                Views.embeds(row.getString("embeds")));
    }
}
