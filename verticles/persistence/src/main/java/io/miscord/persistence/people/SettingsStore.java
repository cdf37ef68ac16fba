package io.miscord.persistence.people;

import io.miscord.contract.MessagesFrom;
import io.miscord.contract.Settings;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.platform.json.Json;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements about people's settings. */
final class SettingsStore {
    private static final String OF = """
            SELECT settings->>'messagesFrom' AS messages_from, version FROM user_settings WHERE user_id = $1
            """;

    /** Merges the keys that are given: devices that change different ones at the same moment lose nothing. */
    private static final String MERGE = """
            INSERT INTO user_settings AS s (user_id, settings) VALUES ($1, $2::text::jsonb)
                ON CONFLICT (user_id) DO UPDATE
               SET settings = s.settings || excluded.settings, version = s.version + 1
            RETURNING settings->>'messagesFrom' AS messages_from, version
            """;

    Settings of(Queries queries, UserId user) {
        return queries.first(SettingsStore::settings, OF, user.value())
                .orElseGet(() -> new Settings(MessagesFrom.EVERYONE, 0));
    }

    Settings merge(Queries queries, UserId user, Map<String, Object> changes) {
        return queries.first(SettingsStore::settings, MERGE, user.value(), Json.text(changes))
                .orElseThrow();
    }

    private static Settings settings(Row row) {
        return new Settings(from(Rows.textOrNull(row, "messages_from")), row.getLong("version"));
    }

    /** What a later release calls otherwise is narrower than what this one knows. */
    private static MessagesFrom from(@Nullable String stored) {
        if (stored == null) {
            return MessagesFrom.EVERYONE;
        }
        return Arrays.stream(MessagesFrom.values())
                .filter(from -> from.name().equalsIgnoreCase(stored))
                .findFirst()
                .orElse(MessagesFrom.FRIENDS);
    }
}
