package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One person's client: a snapshot, and each frame that they are told, make what they know. It shares nothing with the
 * server but the names in the contract, so that both cannot be wrong in the same way. A frame that it does not know,
 * and one that is out of order, is an {@link AssertionError}. To be used by one thread.
 */
public final class Reducer {
    private static final int EVERYONE = 2;

    private final String me;
    private final InstantSource clock;
    private final Rest rest;
    private final Known known = new Known();
    private final OwnThings own = new OwnThings(known);
    private final Map<String, Long> positions = new TreeMap<>();
    private final Set<String> heard = new TreeSet<>();

    /** What a client asks by HTTP when events tell a part alone. */
    public interface Rest {
        /** {@code GET /api/servers/ID}, of a server that they are in since. */
        JsonNode server(String id);

        /**
         * {@code GET /api/servers/ID/read}, after they see more channels or have other roles; where nobody answers
         * that, what they have read in these channels is not compared.
         */
        default JsonNode standing(String server) {
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
        var greeting = snapshot.greeting();
        greeting.path("servers").forEach(known::detail);
        greeting.path("dms").forEach(this::conversation);
        greeting.path("positions")
                .properties()
                .forEach(at -> positions.put(at.getKey(), at.getValue().asLong()));
        if (greeting.has("mentions")) {
            known.lists.add("calls");
        }
        standing(greeting);
        snapshot.pages().forEach(this::page);
        snapshot.rosters().forEach(this::roster);
        own.read(snapshot.lists());
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
        long seq = message.path("seq").asLong();
        known.set("head/" + channel, seq);
        if (known.windows.containsKey(channel)) {
            known.message(message);
        }
        boolean isMine = message.path("author").path("id").asText().equals(me);
        if (isMine && !message.path("type").asText().equals("system")) {
            known.raise("read/" + channel, seq);
        } else if (callsMe(channel, message)) {
            var calls = calls(channel);
            calls.add(seq);
            known.calls(channel, calls);
        }
        unread(channel);
    }

    private boolean callsMe(String channel, JsonNode message) {
        var server = known.get("channel/" + channel).path("serverId").asText();
        var roles = Powers.texts(known.get("own/" + server).path("roles"));
        return Powers.texts(message.path("mentions")).contains(me)
                || Powers.texts(message.path("mentionRoles")).stream().anyMatch(roles::contains)
                || (message.path("flags").asInt() & EVERYONE) != 0;
    }

    private void gone(String channel, Iterable<JsonNode> messages, Iterable<JsonNode> seqs, JsonNode data) {
        messages.forEach(message -> known.remove("message/" + channel + "/" + message.asText()));
        long last = data.path("lastMessageSeq").asLong();
        known.remove("head/" + channel);
        known.raise("head/" + channel, last);
        var calls = calls(channel);
        seqs.forEach(seq -> calls.remove(seq.asLong()));
        known.calls(channel, calls);
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
            }
            case "channel:created" -> {
                var id = channel.path("id").asText();
                long position = data.path("position").asLong();
                known.channel(channel);
                positions.put(id, position);
                if (position == 0) { // all that was ever said there comes
                    known.windows.put(id, 0L);
                } else {
                    known.strange.add(id);
                    askStanding(channel.path("serverId").asText());
                }
            }
            case "channel:removed" -> {
                known.dropChannel(data.path("channelId").asText());
                positions.remove(data.path("channelId").asText());
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
                known.raise("read/" + at.getKey(), at.getValue().asLong());
            }
        });
        known.detail(rest.server(server));
        known.channelsOf(server).forEach(path -> {
            if (!positions.containsKey(path.substring("channel/".length()))) {
                known.remove(path); // channel:created is on its way
            }
        });
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
                        askStanding(server); // calls of these roles are theirs now, or not any more
                    }
                }
            }
            case "member:left" ->
                known.remove("member/" + server + "/" + data.path("userId").asText());
            case "role:created", "role:updated" -> known.put(role, data.path("role"));
            case "role:deleted" -> {
                known.dropRole(server, data.path("roleId").asText());
                askStanding(server);
            }
            default -> throw unknown(event, data);
        }
    }

    private void mine(String event, JsonNode data) {
        switch (event) {
            case "read:updated" -> {
                var channel = data.path("channelId").asText();
                known.raise("read/" + channel, data.path("seq").asLong());
                unread(channel);
            }
            case "server:read" ->
                data.path("reads").properties().forEach(at -> {
                    known.raise("read/" + at.getKey(), at.getValue().asLong());
                    unread(at.getKey());
                });
            case "dm:created" -> {
                var id = data.path("conversation").path("id").asText();
                long position = data.path("position").asLong();
                conversation(data.path("conversation"));
                positions.putIfAbsent(id, position);
                known.raise("read/" + id, position); // what was said before they came is not unread to them
            }
            case "conversation:updated" -> conversation(data.path("conversation"));
            case "conversation:left" -> {
                var id = data.path("conversationId").asText();
                known.remove("conversation/" + id);
                known.dropMessages(id);
                positions.remove(id);
            }
            case "relationship:updated", "settings:updated", "levels:updated", "notification", "notifications:read" ->
                own.take(event, data);
            // Who is there, who writes, and a place kept for what is gone, are not remembered.
            case "presence:user", "typing", "skipped" -> {}
            default -> throw unknown(event, data);
        }
    }

    private void conversation(JsonNode conversation) {
        known.put("conversation/" + conversation.path("id").asText(), Known.still(conversation));
    }

    /** Calls that were read are none any more. */
    private void unread(String channel) {
        var calls = calls(channel);
        known.calls(channel, calls.tailSet(known.get("read/" + channel).asLong() + 1));
    }

    private NavigableSet<Long> calls(String channel) {
        var calls = new TreeSet<Long>();
        known.get("calls/" + channel).forEach(seq -> calls.add(seq.asLong()));
        return calls;
    }

    /** Heads, marks and unread calls, as a greeting has them. */
    private void standing(JsonNode told) {
        told.path("heads")
                .properties()
                .forEach(at -> known.set("head/" + at.getKey(), at.getValue().asLong()));
        told.path("reads")
                .properties()
                .forEach(at -> known.raise("read/" + at.getKey(), at.getValue().asLong()));
        told.path("mentions").properties().forEach(at -> {
            var calls = new TreeSet<Long>();
            at.getValue().forEach(seq -> calls.add(seq.asLong()));
            known.calls(at.getKey(), calls);
        });
    }

    private void askStanding(String server) {
        var told = rest.standing(server);
        for (var path : known.channelsOf(server)) {
            var channel = path.substring("channel/".length());
            if (told.isMissingNode()) {
                known.strange.add(channel);
            } else {
                known.strange.remove(channel);
                known.remove("head/" + channel);
                known.remove("calls/" + channel);
            }
        }
        standing(told);
    }

    private void roster(String server, JsonNode members) {
        known.lists.add("member/" + server);
        members.forEach(member -> known.member(server, member));
    }

    private static AssertionError unknown(String event, JsonNode data) {
        return new AssertionError("no client knows what %s %s means".formatted(event, data));
    }
}
