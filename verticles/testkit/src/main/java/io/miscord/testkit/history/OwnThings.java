package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is a person's alone, wherever they are: friends, settings, notifications. */
final class OwnThings {
    private final Known known;
    /** Deleted messages: there is no order between their streams and the person's, so of one they may yet be told. */
    private final Set<String> gone = new HashSet<>();

    OwnThings(Known known) {
        this.known = known;
    }

    /** Takes an event of the person's stream. */
    void take(String event, JsonNode data) {
        switch (event) {
            case "relationship:updated" -> relationship(data.path("userId").asText(), data.path("kind"));
            case "settings:updated" -> known.put("settings/", data.path("settings"));
            case "levels:updated" -> level(data.path("level"));
            case "notification" -> notification(data.path("notification"));
            case "notifications:read" ->
                known.under("notification/").values().forEach(one -> read((ObjectNode) one, data));
            default -> throw new AssertionError("no client knows what %s means".formatted(event));
        }
    }

    /** Takes what was read by HTTP. */
    void read(Map<String, JsonNode> lists) {
        lists.forEach((name, list) -> {
            switch (name) {
                case "relationships" -> {
                    known.lists.add("relationship");
                    list.forEach(one -> relationship(one.path("user").path("id").asText(), one.path("kind")));
                }
                case "settings" -> {
                    known.lists.add("settings");
                    known.put("settings/", list);
                }
                case "levels" -> {
                    known.lists.add("level");
                    list.forEach(this::level);
                }
                case "notifications" -> {
                    known.lists.add("notification");
                    list.forEach(this::notification);
                }
                default -> throw new AssertionError("no list is called " + name);
            }
        });
    }

    private void relationship(String user, JsonNode kind) {
        if (kind.isMissingNode()) {
            known.remove("relationship/" + user);
        } else {
            known.put("relationship/" + user, kind);
        }
    }

    private void level(JsonNode level) {
        var path = "level/" + level.path("subjectId").asText();
        if (level.has("level") || level.has("mutedUntil")) {
            known.put(path, level);
        } else {
            known.remove(path);
        }
    }

    private void notification(JsonNode notification) {
        if (!gone.contains(notification.path("messageId").asText())) {
            known.put("notification/" + notification.path("id").asText(), Known.still(notification));
        }
    }

    /** All that they are told of now, read anew; with nothing to read it is not compared any more. */
    void notifications(JsonNode list) {
        known.removeUnder("notification/");
        if (list.isMissingNode()) {
            known.lists.remove("notification");
        }
        list.forEach(this::notification);
    }

    /** What they were told of these messages is told no more. */
    void deleted(Iterable<JsonNode> messages) {
        messages.forEach(message -> {
            gone.add(message.asText());
            drop("messageId", message.asText());
        });
    }

    /** What they were told of a channel, a conversation or a server is told no more. */
    void drop(String field, String id) {
        known.under("notification/")
                .values()
                .removeIf(one -> one.path(field).asText().equals(id));
    }

    private static void read(ObjectNode notification, JsonNode data) {
        boolean its = data.path("all").asBoolean()
                || (data.has("channelId") && data.path("channelId").equals(notification.path("channelId")))
                || Powers.texts(data.path("ids"))
                        .contains(notification.path("id").asText());
        // When it was read is not told, and nobody asks.
        if (its && !notification.has("readAt")) {
            notification.put("readAt", true);
        }
    }
}
