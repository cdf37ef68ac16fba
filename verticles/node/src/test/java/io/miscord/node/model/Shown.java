package io.miscord.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Things as the community shows them and as the model has them, in the same words. */
final class Shown {
    private Shown() {}

    /** Empty for what is not there. */
    static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    static <T> List<T> each(JsonNode list, Function<JsonNode, T> shown) {
        return StreamSupport.stream(list.spliterator(), false).map(shown).toList();
    }

    static String message(Community.Message message) {
        var reactions = new TreeMap<String, Integer>();
        message.reactions.forEach((emoji, people) -> reactions.put(emoji, people.size()));
        return String.join(
                " | ",
                message.id,
                message.author,
                message.text,
                message.answers,
                "edited " + message.edited,
                "pinned " + message.pinned,
                reactions.toString());
    }

    static String message(JsonNode message) {
        var reactions = new TreeMap<String, Integer>();
        message.path("reactions")
                .forEach(reaction -> reactions.put(
                        reaction.path("emoji").asText(), reaction.path("count").asInt()));
        boolean system = message.path("type").asText().equals("system");
        return String.join(
                " | ",
                system ? "" : message.path("id").asText(),
                message.at("/author/id").asText(),
                system ? system(message) : message.path("content").asText(),
                text(message.path("replyTo")),
                "edited " + message.hasNonNull("editedAt"),
                "pinned " + message.path("pinned").asBoolean(),
                reactions.toString());
    }

    /** What the server tells of its author's deed. */
    static String system(JsonNode message) {
        var system = message.path("system");
        return system.path("kind").asText() + " " + text(system.path("userId")) + text(system.path("messageId"))
                + text(system.path("name"));
    }

    static String channel(Community.Channel channel) {
        var overwrites = new TreeMap<String, String>();
        channel.overwrites.forEach((target, said) ->
                overwrites.put(target, new TreeSet<>(said.allow()) + "/" + new TreeSet<>(said.deny())));
        return String.join(" | ", channel.type, channel.name, channel.topic, channel.parent, overwrites.toString());
    }

    static String channel(JsonNode channel) {
        var overwrites = new TreeMap<String, String>();
        for (var said : channel.path("overwrites")) {
            var target = said.hasNonNull("roleId") ? said.path("roleId") : said.path("userId");
            overwrites.put(target.asText(), Json.texts(said.path("allow")) + "/" + Json.texts(said.path("deny")));
        }
        return String.join(
                " | ",
                channel.path("type").asText(),
                channel.path("name").asText(),
                text(channel.path("topic")),
                text(channel.path("parentId")),
                overwrites.toString());
    }

    /** Of what stands in the same place, the order. */
    static Map<String, List<String>> order(Community.Server server, Collection<Community.Channel> visible) {
        var order = new TreeMap<String, List<String>>();
        server.order.forEach((place, channels) -> {
            var seen = channels.stream()
                    .filter(visible::contains)
                    .map(channel -> channel.id)
                    .toList();
            if (!seen.isEmpty()) {
                order.put(place, seen);
            }
        });
        return order;
    }

    static Map<String, List<String>> order(JsonNode channels) {
        var order = new TreeMap<String, List<String>>();
        for (var channel : channels) {
            boolean category = channel.path("type").asText().equals("category");
            order.computeIfAbsent(category ? "categories" : text(channel.path("parentId")), first -> new ArrayList<>())
                    .add(channel.path("id").asText());
        }
        return order;
    }

    static List<String> roles(Community.Server server) {
        return server.roles.stream()
                .map(role -> role.id + " " + role.name + " " + new TreeSet<>(role.allows))
                .toList();
    }

    static List<String> roles(JsonNode roles) {
        return StreamSupport.stream(roles.spliterator(), false)
                .sorted((a, b) -> Integer.compare(
                        a.path("position").asInt(), b.path("position").asInt()))
                .map(role -> role.path("id").asText() + " " + role.path("name").asText() + " "
                        + Json.texts(role.path("permissions")))
                .toList();
    }

    /** What a server shows of itself to anybody in it, roles and channels excepted. */
    static String server(Community.Server server) {
        return String.join(" | ", server.name, server.owner, server.icon, server.tellsIn, server.emoji.toString());
    }

    static String server(JsonNode server) {
        var emoji = new TreeMap<String, String>();
        server.path("emoji")
                .forEach(one ->
                        emoji.put(one.path("name").asText(), one.path("id").asText()));
        return String.join(
                " | ",
                server.path("name").asText(),
                server.path("ownerId").asText(),
                text(server.path("iconUrl")),
                text(server.path("systemChannelId")),
                emoji.toString());
    }

    static String conversation(Community.Channel conversation) {
        return conversation.name + " | " + conversation.owner + " | " + new TreeSet<>(conversation.people);
    }

    static String conversation(JsonNode conversation) {
        var people = new TreeSet<>(each(
                conversation.path("participants"), person -> person.path("id").asText()));
        return text(conversation.path("name")) + " | " + text(conversation.path("ownerId")) + " | " + people;
    }

    static String notice(Attention.Notice notice, boolean channelIsRead) {
        return notice.kind + " by " + notice.message.author + " in " + notice.message.channel.id + ": "
                + notice.message.id + ", read " + (notice.read || channelIsRead);
    }

    static String notice(JsonNode notice) {
        return notice.path("kind").asText() + " by " + notice.at("/by/id").asText() + " in "
                + notice.path("channelId").asText() + ": "
                + notice.path("messageId").asText() + ", read " + notice.hasNonNull("readAt");
    }
}
