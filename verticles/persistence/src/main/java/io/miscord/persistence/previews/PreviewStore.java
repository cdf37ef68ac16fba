package io.miscord.persistence.previews;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import io.miscord.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements about previews. */
final class PreviewStore {
    private static final String DOMAIN = """
            SELECT c.server_id
              FROM channels c
              JOIN servers s ON s.id = c.server_id AND s.deleted_at IS NULL
             WHERE c.id = $1 AND c.deleted_at IS NULL
            """;

    /** As long as it says the same; nobody else changes it until the commit. */
    private static final String LOCK = """
            SELECT embeds::text AS embeds FROM messages
             WHERE id = $1 AND content = $2 AND deleted_at IS NULL
               FOR NO KEY UPDATE
            """;

    private static final String SET = "UPDATE messages SET embeds = $2::text::jsonb WHERE id = $1";

    /** Whose channel it is; empty for a conversation, and for one that is gone. */
    Optional<AccessDomain> domain(Queries queries, ChannelId channel) {
        return queries.first(row -> new AccessDomain(row.getUUID("server_id")), DOMAIN, channel.value());
    }

    /** The previews of a message, if it still has this text. */
    Optional<List<Map<String, Object>>> lock(Queries queries, MessageId message, String content) {
        return queries.first(row -> Views.embeds(row.getString("embeds")), LOCK, message.value(), content);
    }

    void set(Queries queries, MessageId message, List<Map<String, Object>> embeds) {
        queries.change(SET, message.value(), Json.text(embeds));
    }
}
