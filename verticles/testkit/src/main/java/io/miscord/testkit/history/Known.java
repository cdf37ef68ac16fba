package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that a client knows, flat: a path such as {@code channel/ID} or {@code message/CHANNEL/ID}, and what is there.
 * To be used by one thread.
 */
final class Known {
    private static final String[] OF_SERVER = {
        "name", "description", "iconUrl", "ownerId", "systemChannelId", "minAccountAge", "createdAt"
    };

    final NavigableMap<String, JsonNode> at = new TreeMap<>();
    /** Of channels whose messages are known: from which seq on. */
    final NavigableMap<String, Long> windows = new TreeMap<>();
    /** Channels that were seen again: what was written meanwhile, and how far one has read, is not known. */
    final Set<String> strange = new HashSet<>();
    /** Roles that are gone: there is no order between streams, so of one a channel may yet speak. */
    private final Set<String> gone = new HashSet<>();
    /** Of channels in which there was nothing: the seq of the first message that came. */
    final Map<String, Long> first = new HashMap<>();
    /** What was read as lists, and is compared therefore. */
    final Set<String> lists = new TreeSet<>();

    void put(String path, JsonNode value) {
        at.put(path, value.deepCopy());
    }

    void remove(String path) {
        at.remove(path);
    }

    void removeUnder(String prefix) {
        under(prefix).clear();
    }

    NavigableMap<String, JsonNode> under(String prefix) {
        return at.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    JsonNode get(String path) {
        return at.getOrDefault(path, JsonNodeFactory.instance.missingNode());
    }

    /** Changes what is there, if it is there. */
    void change(String path, Consumer<ObjectNode> change) {
        if (at.get(path) instanceof ObjectNode there) {
            change.accept(there);
        }
    }

    void set(String path, long value) {
        at.put(path, JsonNodeFactory.instance.numberNode(value));
    }

    /** A number, which only grows. */
    void raise(String path, long value) {
        if (value > get(path).asLong()) {
            set(path, value);
        }
    }

    /** The seqs of a channel's unread calls. */
    void calls(String channel, Collection<Long> seqs) {
        remove("calls/" + channel);
        if (!seqs.isEmpty()) {
            var array = JsonNodeFactory.instance.arrayNode();
            seqs.forEach(array::add);
            at.put("calls/" + channel, array);
        }
    }

    void server(JsonNode server) {
        var plain = JsonNodeFactory.instance.objectNode();
        for (var field : OF_SERVER) {
            plain.set(field, server.path(field));
        }
        put("server/" + server.path("id").asText(), plain);
    }

    /** A server with what the person may see of it; what was known of it is replaced. */
    void detail(JsonNode detail) {
        var id = detail.path("id").asText();
        server(detail);
        removeUnder("role/" + id + "/");
        detail.path("roles")
                .forEach(role -> put("role/" + id + "/" + role.path("id").asText(), role));
        own(id, detail.path("member"));
        put("emoji/" + id, detail.path("emoji"));
        put("permissions/" + id, sorted(Powers.texts(detail.path("permissions"))));
        channelsOf(id).forEach(this::remove);
        detail.path("channels").forEach(this::channel);
    }

    /** The person themselves in a server; who is there is not told so. */
    void own(String server, JsonNode member) {
        put("own/" + server, absent(member));
    }

    void member(String server, JsonNode member) {
        put("member/" + server + "/" + member.path("user").path("id").asText(), absent(member));
    }

    void channel(JsonNode channel) {
        var copy = (ObjectNode) channel.deepCopy();
        var overwrites = new ArrayList<JsonNode>();
        copy.path("overwrites").forEach(said -> {
            if (!gone.contains(said.path("roleId").asText())) {
                overwrites.add(said);
            }
        });
        overwrites.sort((a, b) -> target(a).compareTo(target(b)));
        copy.putArray("overwrites").addAll(overwrites);
        at.put("channel/" + channel.path("id").asText(), copy);
    }

    /** A message in its channel's window; reactions by emoji, for nobody is told their order. */
    void message(JsonNode message) {
        var copy = (ObjectNode) message.deepCopy();
        copy.remove("nonce");
        var reactions = JsonNodeFactory.instance.objectNode();
        for (var reaction : message.path("reactions")) {
            reactions
                    .putObject(reaction.path("emoji").asText())
                    .put("count", reaction.path("count").asInt())
                    .put("me", reaction.path("me").asBoolean());
        }
        copy.set("reactions", reactions);
        at.put(
                "message/" + message.path("channelId").asText() + "/"
                        + message.path("id").asText(),
                copy);
    }

    void dropMessages(String channel) {
        removeUnder("message/" + channel + "/");
        windows.remove(channel);
    }

    void dropChannel(String channel) {
        remove("channel/" + channel);
        dropMessages(channel);
    }

    void dropServer(String server) {
        channelsOf(server).forEach(path -> dropChannel(path.substring(path.indexOf('/') + 1)));
        for (var kind : List.of("server/", "own/", "emoji/", "permissions/")) {
            remove(kind + server);
        }
        removeUnder("role/" + server + "/");
        removeUnder("member/" + server + "/");
        lists.remove("member/" + server);
    }

    /** A role is gone, from whoever had it and from overwrites. */
    void dropRole(String server, String role) {
        remove("role/" + server + "/" + role);
        gone.add(role);
        Predicate<JsonNode> its = id -> id.asText().equals(role);
        change("own/" + server, own -> without(own.withArray("roles"), its));
        under("member/" + server + "/")
                .values()
                .forEach(member -> without(((ObjectNode) member).withArray("roles"), its));
        channelsOf(server)
                .forEach(path -> change(
                        path,
                        channel -> without(channel.withArray("overwrites"), said -> its.test(said.path("roleId")))));
    }

    List<String> channelsOf(String server) {
        return under("channel/").entrySet().stream()
                .filter(entry -> entry.getValue().path("serverId").asText().equals(server))
                .map(Map.Entry::getKey)
                .toList();
    }

    Collection<JsonNode> roles(String server) {
        return under("role/" + server + "/").values();
    }

    /** What is calculated, from what is known now. */
    void calculate(Instant now) {
        under("server/").keySet().stream()
                .map(path -> path.substring("server/".length()))
                .toList()
                .forEach(id -> {
                    var may = Powers.inServer(get("server/" + id), roles(id), get("own/" + id), now);
                    put("permissions/" + id, sorted(may));
                });
        under("notification/")
                .values()
                .removeIf(one -> one.has("serverId")
                        && one.has("channelId")
                        && !at.containsKey("channel/" + one.path("channelId").asText()));
        under("notification/").values().forEach(one -> {
            var read = get("read/" + one.path("channelId").asText());
            if (one.has("seq") && one.path("seq").asLong() <= read.asLong()) {
                ((ObjectNode) one).put("readAt", true);
            }
        });
    }

    /** Channels that are known here, and that by what is known here may not be seen. */
    List<String> unseen() {
        return under("channel/").entrySet().stream()
                .filter(entry -> {
                    var id = entry.getValue().path("serverId").asText();
                    return !Powers.sees(get("server/" + id), roles(id), get("own/" + id), entry.getValue());
                })
                .map(entry -> entry.getKey() + " is known, and may not be seen")
                .toList();
    }

    /** What differs from what somebody who comes anew knows, a line each. */
    List<String> differences(Known fresh) {
        var differences = new ArrayList<String>();
        var paths = new TreeSet<>(at.keySet());
        paths.addAll(fresh.at.keySet());
        for (var path : paths) {
            var here = at.get(path);
            var there = fresh.at.get(path);
            if (!Objects.equals(here, there) && isComparable(path, here, there, fresh)) {
                differences.add("%s%n  by events %s%n  anew      %s".formatted(path, here, there));
            }
        }
        return differences;
    }

    private boolean isComparable(String path, @Nullable JsonNode here, @Nullable JsonNode there, Known fresh) {
        var parts = path.split("/", -1);
        return switch (parts[0]) {
            case "message" ->
                Optional.ofNullable(there == null ? here : there)
                        .filter(message -> message.path("seq").asLong() >= from(parts[1], fresh))
                        .isPresent();
            case "member" -> lists.contains("member/" + parts[1]) && fresh.lists.contains("member/" + parts[1]);
            // How far one has read where nothing is left is not told; what comes later is unread in any case.
            case "read" ->
                !strange.contains(parts[1])
                        && fresh.sees(parts[1])
                        && fresh.at.containsKey("head/" + parts[1])
                        && (here != null || there == null || there.asLong() >= first.getOrDefault(parts[1], 0L));
            // What was there before somebody joined is not told, and they have read it.
            case "head" ->
                !strange.contains(parts[1]) && fresh.sees(parts[1]) && (isUnread(parts[1]) || fresh.isUnread(parts[1]));
            case "calls" ->
                !strange.contains(parts[1])
                        && fresh.sees(parts[1])
                        && lists.contains("calls")
                        && fresh.lists.contains("calls");
            // What was set for something that is gone is removed with it, some time.
            case "level" -> lists.contains(parts[0]) && fresh.lists.contains(parts[0]) && fresh.has(parts[1]);
            case "relationship", "settings", "notification" ->
                lists.contains(parts[0]) && fresh.lists.contains(parts[0]);
            default -> true;
        };
    }

    private long from(String channel, Known fresh) {
        return Math.max(
                windows.getOrDefault(channel, Long.MAX_VALUE), fresh.windows.getOrDefault(channel, Long.MAX_VALUE));
    }

    private boolean sees(String channel) {
        return at.containsKey("channel/" + channel) || at.containsKey("conversation/" + channel);
    }

    private boolean has(String subject) {
        return sees(subject) || at.containsKey("server/" + subject);
    }

    private boolean isUnread(String channel) {
        return get("head/" + channel).asLong() > get("read/" + channel).asLong();
    }

    private static JsonNode absent(JsonNode member) {
        var copy = still(member);
        copy.remove("presence");
        copy.set("roles", sorted(Powers.texts(member.path("roles"))));
        return copy;
    }

    /** Without what changes and is not told: when somebody was here last, and when something was read. */
    static ObjectNode still(JsonNode value) {
        var copy = (ObjectNode) value.deepCopy();
        copy.findParents("lastSeen").forEach(user -> ((ObjectNode) user).remove("lastSeen"));
        if (copy.has("readAt")) {
            copy.put("readAt", true);
        }
        return copy;
    }

    private static String target(JsonNode overwrite) {
        return overwrite.path("roleId").asText() + overwrite.path("userId").asText();
    }

    static ArrayNode sorted(Set<String> texts) {
        var array = JsonNodeFactory.instance.arrayNode();
        new TreeSet<>(texts).forEach(array::add);
        return array;
    }

    private static void without(ArrayNode array, Predicate<JsonNode> gone) {
        for (int i = array.size() - 1; i >= 0; i--) {
            if (gone.test(array.get(i))) {
                array.remove(i);
            }
        }
    }
}
