package io.miscord.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at every frame that anybody is sent, soon after it came: whatever is told of a channel or a server was done in
 * a step in which the model lets the receiver see it, or they have come to see it since. Sight is kept as the steps in
 * which it began and ended.
 */
final class Witness {
    private static final int LINE = 400;

    private final World world;
    /** By person and stream, the steps from which on they saw it, or did not: in turn. */
    private final Map<String, List<Integer>> sight = new HashMap<>();
    /** By event and what it is about, the steps in which it happened. */
    private final Map<String, List<Integer>> happened = new HashMap<>();

    /** By person, the messages that they were told of. */
    private final Map<String, Set<String>> notices = new HashMap<>();

    /** By person, every frame in a line, for a failure. */
    private final Map<String, List<String>> heard = new HashMap<>();

    private long looked;

    Witness(World world) {
        this.world = world;
    }

    long looked() {
        return looked;
    }

    /** Something happened in a channel in this step. */
    void told(Community.Channel where, String event, String about) {
        happened.computeIfAbsent(where.id + event + about, missing -> new ArrayList<>())
                .add(world.step());
    }

    /** Notes who sees what from this step on. */
    void look() {
        for (var player : world.players) {
            var seen = new TreeSet<String>();
            world.model
                    .channels()
                    .filter(channel -> world.model.sees(player.id(), channel))
                    .forEach(channel -> seen.add(channel.id));
            world.model.servers.values().stream()
                    .filter(server -> server.members.containsKey(player.id()))
                    .forEach(server -> seen.add(server.id));
            note(player.id(), seen);
        }
    }

    private void note(String person, Set<String> seen) {
        for (var stream : seen) {
            var turns = turns(person, stream);
            if (turns.size() % 2 == 0) {
                turns.add(world.step());
            }
        }
        sight.forEach((key, turns) -> {
            if (key.startsWith(person) && turns.size() % 2 == 1 && !seen.contains(key.substring(person.length()))) {
                turns.add(world.step());
            }
        });
    }

    /** Looks at what has come over a player's socket, and takes it away. */
    void heard(Player player) {
        for (var frame : player.socket().frames().take()) {
            heard.computeIfAbsent(player.id(), none -> new ArrayList<>()).add(line(frame));
            check(player, frame);
        }
    }

    private String line(JsonNode frame) {
        var text = frame.toString();
        return world.step() + ": " + text.substring(0, Math.min(LINE, text.length()));
    }

    /** What somebody was sent that names a stream, and where they came back, for a failure. */
    String about(Player player, String stream) {
        return heard.getOrDefault(player.id(), List.of()).stream()
                .filter(line -> line.contains(stream) || line.contains("\"resumed\""))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private void check(Player player, JsonNode frame) {
        if (!frame.has("stream")) {
            return;
        }
        looked++;
        var stream = frame.path("stream").asText();
        var event = frame.path("event").asText();
        if (stream.equals(player.id())) {
            notified(player, event, frame.at("/data/notification/messageId").asText());
            return;
        }
        boolean ofMessage = event.startsWith("message") || event.startsWith("reaction");
        var steps = happened.getOrDefault(stream + event + about(event, frame.path("data")), List.of());
        boolean allowed = steps.isEmpty()
                ? !ofMessage && sawEver(player.id(), stream)
                : steps.stream().anyMatch(step -> may(player.id(), stream, step));
        if (!allowed) {
            throw world.failure("%s must not be told %s (of steps %s, seen %s)"
                    .formatted(player, frame, steps, turns(player.id(), stream)));
        }
    }

    private static String about(String event, JsonNode data) {
        return switch (event) {
            case "message:new" -> {
                var message = data.path("message");
                var system = message.path("type").asText().equals("system");
                yield system
                        ? message.at("/author/id").asText() + " " + Shown.system(message)
                        : message.path("id").asText();
            }
            case "messages:deleted" -> data.path("messageIds").path(0).asText();
            default -> data.path("messageId").asText();
        };
    }

    /** Nobody is told of a message that they are not to be told of, nor twice. */
    private void notified(Player player, String event, String message) {
        if (!event.equals("notification")) {
            return;
        }
        boolean first =
                notices.computeIfAbsent(player.id(), none -> new TreeSet<>()).add(message);
        if (!first || !world.model.attention.wasTold(player.id(), message)) {
            throw world.failure("%s must not be told of %s%s".formatted(player, message, first ? "" : " again"));
        }
    }

    /** The messages that somebody was told of over their socket. */
    Set<String> notices(Player player) {
        return notices.getOrDefault(player.id(), Set.of());
    }

    private boolean sawEver(String person, String stream) {
        return !turns(person, stream).isEmpty();
    }

    /**
     * Whether somebody saw a stream in a step, or has come to see it since: then they may read what was said before.
     * The step in which that changed counts as both.
     */
    private boolean may(String person, String stream, int step) {
        var turns = turns(person, stream);
        for (int i = 0; i < turns.size(); i += 2) {
            int end = i + 1 < turns.size() ? turns.get(i + 1) : Integer.MAX_VALUE;
            if (step <= end) {
                return true;
            }
        }
        return false;
    }

    private List<Integer> turns(String person, String stream) {
        return sight.computeIfAbsent(person + stream, missing -> new ArrayList<>());
    }
}
