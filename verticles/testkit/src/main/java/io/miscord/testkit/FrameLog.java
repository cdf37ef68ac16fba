package io.miscord.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All frames that one device was sent, over every socket it had one after another, in their order and without their
 * batches. Written by the socket's thread, read by the test's.
 */
public final class FrameLog {
    private static final int SHOWN = 40;

    private final ConcurrentLinkedQueue<JsonNode> frames = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<JsonNode> batches = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> mistakes = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    /** Which server a channel is of. */
    private final Map<String, String> servers = new ConcurrentHashMap<>();

    private volatile long lastMessageAt;
    private volatile Duration longestSilence = Duration.ZERO;

    /** Takes a frame in; a batch as the frames that are in it. */
    void add(JsonNode frame) {
        if (frame.path("event").asText().equals("batch")) {
            batches.add(frame);
            frame.path("data").forEach(this::add);
            return;
        }
        note(frame);
        frames.add(frame);
    }

    /** Keeps the position of each stream, and notes what does not follow on it. */
    private void note(JsonNode frame) {
        switch (frame.path("event").asText()) {
            case "authenticated" -> {
                frame.at("/data/servers").forEach(server -> at(server.path("id"), server.path("channels")));
                learn(frame.at("/data/positions"));
            }
            case "server:joined" -> {
                at(frame.at("/data/server/id"), frame.at("/data/channels"));
                learn(frame.at("/data/positions"));
            }
            case "server:left" -> left(frame.at("/data/serverId").asText());
            case "channel:created" -> {
                at(frame.at("/data/channel/serverId"), List.of(frame.at("/data/channel")));
                goesOn(frame.at("/data/channel/id"), frame.at("/data/position"));
            }
            // Whoever sees it again later goes on where they are told then.
            case "channel:removed" ->
                positions.remove(frame.at("/data/channelId").asText());
            case "dm:created" -> goesOn(frame.at("/data/conversation/id"), frame.at("/data/position"));
            case "conversation:left" ->
                positions.remove(frame.at("/data/conversationId").asText());
            case "message:new" -> heard(System.nanoTime());
            default -> {}
        }
        if (!frame.has("seq")) {
            return;
        }
        String stream = frame.path("stream").asText();
        long seq = frame.path("seq").asLong();
        Long before = positions.put(stream, seq);
        if (before != null && seq != before + 1) {
            mistakes.add("stream %s: %d after %d: %s".formatted(stream, seq, before, frame));
        }
    }

    /** By the thread of one socket after another. */
    private void heard(long now) {
        if (lastMessageAt != 0 && now - lastMessageAt > longestSilence.toNanos()) {
            longestSilence = Duration.ofNanos(now - lastMessageAt);
        }
        lastMessageAt = now;
    }

    private void at(JsonNode server, Iterable<JsonNode> channels) {
        channels.forEach(channel -> servers.put(channel.path("id").asText(), server.asText()));
    }

    /** Whoever comes back to a server goes on where they are told then. */
    private void left(String server) {
        positions.remove(server);
        servers.forEach((channel, of) -> {
            if (of.equals(server)) {
                positions.remove(channel);
            }
        });
    }

    /**
     * One appears, and is gone on with from there: whoever lost it while they were away was not told, and has an old
     * position. That it appeared may also be told once more when it has gone on already.
     */
    private void goesOn(JsonNode stream, JsonNode position) {
        positions.merge(stream.asText(), position.asLong(), Math::max);
    }

    private void learn(JsonNode told) {
        told.properties()
                .forEach(entry ->
                        positions.putIfAbsent(entry.getKey(), entry.getValue().asLong()));
    }

    /** Every frame so far. */
    public List<JsonNode> all() {
        return List.copyOf(frames);
    }

    /** The frames so far, in their order; this log has them no more, and goes on from the positions they led to. */
    public List<JsonNode> take() {
        batches.clear();
        var taken = new ArrayList<JsonNode>();
        for (var frame = frames.poll(); frame != null; frame = frames.poll()) {
            taken.add(frame);
        }
        return taken;
    }

    /** The batches so far, whole. */
    public List<JsonNode> batches() {
        return List.copyOf(batches);
    }

    /** The frames of this event so far. */
    public List<JsonNode> of(String event) {
        return matching(event, frame -> true);
    }

    /** The frames of this event that fit, so far. */
    public List<JsonNode> matching(String event, Predicate<JsonNode> data) {
        var found = new ArrayList<JsonNode>();
        for (var frame : frames) {
            if (frame.path("event").asText().equals(event) && data.test(frame.path("data"))) {
                found.add(frame);
            }
        }
        return found;
    }

    /** The first frame of this event whose data fit, once it has come. */
    public JsonNode await(String event, Supplier<String> what, Predicate<JsonNode> data) {
        return Eventually.get(
                () -> "no %s (%s) has come, but %s".formatted(event, what.get(), this),
                () -> matching(event, data).stream().findFirst());
    }

    /** The last seq of each stream that was told or seen: what a client resumes from. */
    public Map<String, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Fails if in any stream something is missing, came twice or came out of order. */
    public void inOrder() {
        if (!mistakes.isEmpty()) {
            throw new AssertionError("streams with gaps or repetitions:\n" + String.join("\n", mistakes));
        }
    }

    /** Texts of the messages of a channel, in the order in which they came. */
    public List<String> texts(String channelId) {
        return matching("message:new", data -> data.path("channelId").asText().equals(channelId)).stream()
                .map(frame -> frame.path("data").path("message").path("content").asText())
                .toList();
    }

    /** The longest time between two messages that came one after the other. */
    public Duration longestSilence() {
        return longestSilence;
    }

    /** The epoch of the last {@code authenticated}. */
    public Optional<String> epoch() {
        var all = of("authenticated");
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast().path("data").path("epoch").asText());
    }

    /** How many of which event came, and the last ones in full. */
    @Override
    public String toString() {
        var counts = new LinkedHashMap<String, Integer>();
        frames.forEach(frame -> counts.merge(frame.path("event").asText(), 1, Integer::sum));
        var all = all();
        return counts + ", the last being\n"
                + String.join(
                        "\n",
                        all.subList(Math.max(0, all.size() - SHOWN), all.size()).stream()
                                .map(JsonNode::toString)
                                .toList());
    }
}
