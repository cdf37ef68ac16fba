package io.miscord.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.Event;
import io.miscord.testkit.AsyncApi;
import io.miscord.testkit.Http;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReducerTest {
    private static final String ROLES = """
            [{"id": "all", "position": 0, "permissions": ["VIEW_CHANNEL", "SEND_MESSAGES"]},
             {"id": "mods", "position": 1000, "permissions": ["KICK_MEMBERS"]}]
            """;
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Reducer client = reducer(snapshot("[]", """
            ["VIEW_CHANNEL", "SEND_MESSAGES"]""", ROLES, "[]", 7));

    @Test
    void knows_every_event_that_has_a_place_in_a_stream() {
        var examples = examples();
        for (var name : durable(DurableEvent.class, new TreeSet<>())) {
            assertThat(examples).containsKey(name);
            var frame = examples.get(name);
            var somebody = reducer(
                    snapshotAt(frame.path("stream").asText(), frame.path("seq").asLong() - 1));
            somebody.take(frame);
            assertThat(somebody.heard()).containsExactly(name);
        }
    }

    @Test
    void fails_at_what_it_does_not_know_and_at_what_is_missing() {
        assertThatThrownBy(() -> client.take(frame("poll:created", "s", 8, "{}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("poll:created");
        assertThatThrownBy(() -> client.take(frame("skipped", "s", 11, "{}"))).hasMessageContaining("after 8 comes");
        assertThatThrownBy(() -> client.take(frame("skipped", "x", 1, "{}"))).hasMessageContaining("nothing is known");
    }

    @Test
    void calculates_what_one_may_do_from_roles() {
        client.take(frame("member:updated", "s", 8, """
                {"serverId": "s", "member": {"user": {"id": "me"}, "roles": ["mods"], "presence": "online"}}"""));
        var anew = snapshot("""
                ["mods"]""", """
                ["VIEW_CHANNEL", "SEND_MESSAGES", "KICK_MEMBERS"]""", ROLES, "[]", 8);
        assertThat(client.differences(anew)).isEmpty();
        client.take(frame("role:deleted", "s", 9, """
                {"serverId": "s", "roleId": "mods"}"""));
        assertThat(client.differences(anew))
                .extracting(difference -> difference.lines().findFirst().orElseThrow())
                .containsExactly("own/s", "permissions/s", "role/s/mods", "positions");
    }

    @Test
    void tells_of_a_channel_that_may_not_be_seen() {
        client.take(frame("channel:updated", "c", 1, """
                {"channel": {"id": "c", "serverId": "s", "overwrites": [
                    {"roleId": "all", "allow": [], "deny": ["VIEW_CHANNEL"]}]}}"""));
        var anew = snapshot("[]", """
                ["VIEW_CHANNEL", "SEND_MESSAGES"]""", ROLES, """
                [{"roleId": "all", "allow": [], "deny": ["VIEW_CHANNEL"]}]""", 7);
        assertThat(client.differences(anew))
                .anyMatch(difference -> difference.startsWith("channel/c is known, and may not be seen"));
    }

    private static Reducer reducer(Snapshot snapshot) {
        return new Reducer(snapshot, () -> NOW, server -> Http.tree("""
                {"id": "%s", "channels": [], "roles": [], "emoji": [], "permissions": [],
                 "member": {"user": {"id": "me"}, "roles": []}}""".formatted(server)));
    }

    private static Snapshot snapshotAt(String stream, long seq) {
        return new Snapshot(Http.tree("""
                {"user": {"id": "me"}, "positions": {"%s": %d}}""".formatted(stream, seq)));
    }

    private static Snapshot snapshot(String own, String permissions, String roles, String overwrites, long seq) {
        return new Snapshot(Http.tree("""
                {"user": {"id": "me"}, "positions": {"s": %d, "c": 0},
                 "servers": [{"id": "s", "ownerId": "owner", "roles": %s, "emoji": [], "permissions": %s,
                    "member": {"user": {"id": "me"}, "roles": %s},
                    "channels": [{"id": "c", "serverId": "s", "overwrites": %s}]}]}
                """.formatted(seq, roles, permissions, own, overwrites)));
    }

    private static JsonNode frame(String event, String stream, long seq, String data) {
        return Http.tree("""
                {"event": "%s", "stream": "%s", "seq": %d, "data": %s}""".formatted(event, stream, seq, data));
    }

    /** The example that the contract has of each event. */
    private static Map<String, JsonNode> examples() {
        var examples = new HashMap<String, JsonNode>();
        AsyncApi.CONTRACT.document().path("components").path("messages").forEach(message -> {
            var payload = message.path("examples").path(0).path("payload");
            if (payload.has("stream")) { // sockets of the generation before have events of the same names
                examples.put(message.path("name").asText(), payload);
            }
        });
        return examples;
    }

    private static Set<String> durable(Class<?> type, Set<String> names) {
        if (type.isSealed()) {
            List.of(type.getPermittedSubclasses()).forEach(sub -> durable(sub, names));
        } else {
            names.add(Event.nameOf(type.asSubclass(Event.class)));
        }
        return names;
    }
}
