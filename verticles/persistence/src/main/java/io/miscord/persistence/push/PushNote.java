package io.miscord.persistence.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.platform.json.Json;
import io.miscord.platform.web.PushServices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is pushed: enough to tell it without asking anybody. Read by the client's service worker
 * ({@code webroot/src/worker/pushed.ts}), which may be of another release.
 *
 * @param by what whoever caused it is called; null once their account is gone
 * @param icon their picture
 * @param server what the server is called; null in a conversation, as is its id
 * @param text the beginning of the message, as it was written
 * @param names of the people and roles that it names, by id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PushNote(
        UUID id,
        String kind,
        @Nullable String by,
        @Nullable String icon,
        @Nullable UUID serverId,
        @Nullable String server,
        @Nullable UUID channelId,
        @Nullable String channel,
        @Nullable UUID messageId,
        @Nullable String text,
        @Nullable JsonNode names) {
    /** As it is sent: without the text where it would be too much of it. */
    byte[] bytes() {
        var whole = Json.bytes(this);
        return whole.length <= PushServices.LARGEST ? whole : Json.bytes(withoutText());
    }

    /** Of several that a browser was not told yet, the last of a topic is enough: that of the same channel. */
    String topic() {
        return (channelId == null ? id : channelId).toString().replace("-", "");
    }

    private PushNote withoutText() {
        return new PushNote(id, kind, by, icon, serverId, server, channelId, channel, messageId, null, null);
    }
}
