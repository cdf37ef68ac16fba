package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One person's client: a snapshot, and each frame that they are told, make what they know. It shares nothing with the
 * server but the names in the contract, so that both cannot be wrong in the same way. A frame that it does not know,
 * and one that is out of order, is an {@link AssertionError}. To be used by one thread.
 */
public final class Reducer {
    private final String me;
    private final InstantSource clock;
    private final Rest rest;
    private final Known known = new Known();
    private final OwnThings own = new OwnThings(known);
    private final Standing standing;
    private final Map<String, Long> positions = new TreeMap<>();
    private final Set<String> heard = new TreeSet<>();
    /** Channels that they saw, and do not see any more. */
    private final Set<String> hidden = new TreeSet<>();

    /** What a client asks by HTTP when events tell a part alone. */
    public interface Rest {
        /** {@code GET /api/servers/ID}, of a server that they are in since; missing where they are not any more. */
        JsonNode server(String id);

        /**
         * {@code GET /api/servers/ID/read}, after they see more channels or have other roles; where nobody answers
         * that, what they have read in these channels is not compared.
         */
        default JsonNode standing(String server) {
            return MissingNode.getInstance();
        }

        /** {@code GET /api/notifications}, all of them, after they see more; where nobody answers none are compared. */
        default JsonNode notifications() {
            return MissingNode.getInstance();
        }
    }

    /**
     * Begins with a snapshot.
     *
     * @param clock ends mutes
     */
    public Reducer(Snapshot snapshot, InstantSource clock, Rest rest) {
        this.me = snapshot.greeting().path("user").path("id").asText();
        this.clock = clock;
        this.rest = rest;
        this.standing = new Standing(known, rest, me);
        var greeting = snapshot.greeting();
        greeting.path("servers").forEach(known::detail);
        greeting.path("dms").forEach(this::conversation);
        greeting.path("positions")
                .properties()
                .forEach(at -> positions.put(at.getKey(), at.getValue().asLong()));
        if (greeting.has("mentions")) {
            known.lists.add("calls");
        }
        standing.told(greeting);
        snapshot.pages().forEach(this::page);
        snapshot.rosters().forEach(this::roster);
        own.read(snapshot.lists());
        known.calculate(clock.instant());
    }

    /** The events that were told, by name. */
    public Set<String> heard() {
        return Set.copyOf(heard);
    }

    /** Where the streams stand that they are told of. */
    public Map<String, Long> positions() {
        return Map.copyOf(positions);
    }

    /** The newest messages of a channel were read, as {@code GET …/messages} gives them. */
    public void page(String channel, JsonNode items) {
        known.dropMessages(channel);
        long from = 0;
        if (items.size() >= Snapshot.PAGE) {
            from = Long.MAX_VALUE;
            for (var message : items) {
                from = Math.min(from, message.path("seq").asLong());
            }
        }
        known.windows.put(channel, from);
        items.forEach(known::message);
    }

    /**
     * What differs from what somebody knows who comes anew, a line each; nothing where both know the same. Only what
     * both have read is compared: channels whose messages both know, rosters and lists of both.
     */
    public List<String> differences(Snapshot anew) {
        var fresh = new Reducer(anew, clock, rest);
        known.calculate(clock.instant());
        var differences = new ArrayList<>(known.differences(fresh.known));
        differences.addAll(known.unseen());
        if (!positions.equals(fresh.positions)) {
            differences.add("positions%n  by events %s%n  anew      %s".formatted(positions, fresh.positions));
        }
        return differences;
    }

    /** A frame, in the order of the socket: of an event, or what the node itself says of channels. */
    public void take(JsonNode frame) {
        var event = frame.path("event").asText();
        var data = frame.path("data");
        heard.add(event);
        if (frame.has("seq") && !follows(frame)) {
            return;
        }
        var part = event.substring(0, Math.max(0, event.indexOf(':')));
        switch (part) {
            case "message", "messages", "reaction" -> message(event, data);
            case "server", "channel", "access", "emoji" -> {
                if (event.equals("server:read")) {
                    mine(event, data);
                } else {
                    place(event, data);
                }
            }
            case "member", "role" -> people(event, data);
            default -> mine(event, data);
        }
    }

    /** Whether a durable frame is news; fails where one is missing. */
    private boolean follows(JsonNode frame) {
        var stream = frame.path("stream").asText();
        long seq = frame.path("seq").asLong();
        var at = positions.get(stream);
        if (at == null) {
            throw new AssertionError("nothing is known of the stream of " + frame);
        }
        if (seq > at + 1) {
            throw new AssertionError("after %d comes %s".formatted(at, frame));
        }
        positions.put(stream, Math.max(at, seq));
        return seq > at;
    }

    private void message(String event, JsonNode data) {
        var channel = data.path("channelId").asText();
        var path = "message/" + channel + "/" + data.path("messageId").asText();
        switch (event) {
            case "message:new" -> written(channel, data.path("message"));
            case "message:updated" ->
                known.change(
                        path,
                        message -> data.properties().stream()
                                .filter(field ->
                                        !Set.of("channelId", "messageId").contains(field.getKey()))
                                .forEach(field -> message.set(field.getKey(), field.getValue())));
            case "message:deleted" ->
                gone(channel, List.of(data.path("messageId")), List.of(data.path("messageSeq")), data);
            case "messages:deleted" -> gone(channel, data.path("messageIds"), data.path("messageSeqs"), data);
            case "message:pinned" -> known.change(path, message -> message.put("pinned", true));
            case "message:unpinned" -> known.change(path, message -> message.put("pinned", false));
            case "reaction:added" -> known.change(path, message -> reacted(message, data, true));
            case "reaction:removed" -> known.change(path, message -> reacted(message, data, false));
            default -> throw unknown(event, data);
        }
    }

    private void written(String channel, JsonNode message) {
        if (known.windows.containsKey(channel)) {
            known.message(message);
        }
        standing.written(channel, message);
    }

    private void gone(String channel, Iterable<JsonNode> messages, Iterable<JsonNode> seqs, JsonNode data) {
        messages.forEach(message -> known.remove("message/" + channel + "/" + message.asText()));
        own.deleted(messages);
        standing.gone(channel, seqs, data.path("lastMessageSeq").asLong());
    }

    private void reacted(ObjectNode message, JsonNode data, boolean added) {
        var reactions = message.withObject("/reactions");
        var emoji = data.path("emoji").asText();
        var before = reactions.path(emoji).path("me").asBoolean();
        if (data.path("count").asInt() == 0) {
            reactions.remove(emoji);
        } else {
            reactions
                    .putObject(emoji)
                    .put("count", data.path("count").asInt())
                    .put("me", data.path("userId").asText().equals(me) ? added : before);
        }
    }

    private void place(String event, JsonNode data) {
        var server = data.path("serverId").asText();
        var channel = data.path("channel");
        switch (event) {
            case "server:updated" -> known.server(data.path("server"));
            case "server:joined" -> joined(data);
            case "server:left" -> {
                known.channelsOf(server).forEach(path -> positions.remove(path.substring("channel/".length())));
                known.dropServer(server);
                positions.remove(server);
                own.drop("serverId", server);
            }
            case "channel:created" -> {
                var id = channel.path("id").asText();
                long position = data.path("position").asLong();
                known.channel(channel);
                positions.put(id, position);
                if (position == 0) { // all that was ever said there comes
                    known.windows.put(id, 0L);
                }
                if (position > 0 || hidden.remove(id)) {
                    known.strange.add(id);
                    standing.ask(channel.path("serverId").asText());
                    own.notifications(rest.notifications());
                }
            }
            case "channel:removed" -> {
                var id = data.path("channelId").asText();
                known.dropChannel(id);
                positions.remove(id);
                hidden.add(id);
                own.drop("channelId", id);
            }
            case "channel:updated" -> known.channel(channel);
            case "emoji:updated" -> known.put("emoji/" + server, data.path("emoji"));
            // What comes of it is told: channels come and go, and what one may do is calculated.
            case "access:changed" -> {}
            default -> throw unknown(event, data);
        }
    }

    /** Whoever joins has read what is there; the rest of the server is read by HTTP. */
    private void joined(JsonNode data) {
        var server = data.path("server").path("id").asText();
        data.path("positions").properties().forEach(at -> {
            positions.put(at.getKey(), at.getValue().asLong());
            if (!at.getKey().equals(server) && at.getValue().asLong() > 0) {
                standing.read(at.getKey(), at.getValue().asLong());
            }
        });
        var detail = rest.server(server);
        if (detail.isMissingNode()) {
            known.server(data.path("server")); // server:left is on its way
            data.path("channels").forEach(known::channel);
        } else {
            known.detail(detail);
        }
        known.channelsOf(server).forEach(path -> {
            if (!positions.containsKey(path.substring("channel/".length()))) {
                known.remove(path); // channel:created is on its way
            }
        });
        own.notifications(rest.notifications());
    }

    private void people(String event, JsonNode data) {
        var server = data.path("serverId").asText();
        var role = "role/" + server + "/" + data.path("role").path("id").asText();
        switch (event) {
            case "member:joined", "member:updated" -> {
                var member = data.path("member");
                known.member(server, member);
                if (member.path("user").path("id").asText().equals(me)) {
                    var before = known.get("own/" + server).path("roles");
                    known.own(server, member);
                    if (!before.equals(known.get("own/" + server).path("roles"))) {
                        standing.ask(server); // calls of these roles are theirs now, or not any more
                    }
                }
            }
            case "member:left" ->
                known.remove("member/" + server + "/" + data.path("userId").asText());
            case "role:created", "role:updated" -> known.put(role, data.path("role"));
            case "role:deleted" -> {
                known.dropRole(server, data.path("roleId").asText());
                standing.ask(server);
            }
            default -> throw unknown(event, data);
        }
    }

    private void mine(String event, JsonNode data) {
        switch (event) {
            case "read:updated" -> {
                var channel = data.path("channelId").asText();
                standing.read(channel, data.path("seq").asLong());
            }
            case "server:read" ->
                data.path("reads")
                        .properties()
                        .forEach(at -> standing.read(at.getKey(), at.getValue().asLong()));
            case "dm:created" -> {
                var id = data.path("conversation").path("id").asText();
                long position = data.path("position").asLong();
                conversation(data.path("conversation"));
                positions.putIfAbsent(id, position);
                standing.read(id, position); // what was said before they came is not unread to them
                if (position > 0) {
                    own.notifications(rest.notifications());
                }
            }
            case "conversation:updated" -> conversation(data.path("conversation"));
            case "conversation:left" -> {
                var id = data.path("conversationId").asText();
                known.remove("conversation/" + id);
                known.dropMessages(id);
                positions.remove(id);
                own.drop("channelId", id);
            }
            case "relationship:updated", "settings:updated", "levels:updated", "notification", "notifications:read" ->
                own.take(event, data);
            case "authenticated" -> standing.toldAgain(data);
            // Who is there, who writes, and a place kept for what is gone, are not remembered.
            case "presence:user", "typing", "skipped" -> {}
            default -> throw unknown(event, data);
        }
    }

    private void conversation(JsonNode conversation) {
        known.put("conversation/" + conversation.path("id").asText(), Known.still(conversation));
    }

    private void roster(String server, JsonNode members) {
        known.lists.add("member/" + server);
        members.forEach(member -> known.member(server, member));
    }

    private static AssertionError unknown(String event, JsonNode data) {
        return new AssertionError("no client knows what %s %s means".formatted(event, data));
    }
}
