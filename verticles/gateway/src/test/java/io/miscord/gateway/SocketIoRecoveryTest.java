package io.miscord.gateway;

import static io.miscord.gateway.SocketIoNodes.ALICE;
import static io.miscord.gateway.SocketIoNodes.BOB;
import static io.miscord.gateway.SocketIoNodes.HALL;
import static io.miscord.gateway.SocketIoNodes.YARD;
import static io.miscord.gateway.SocketIoNodes.connected;
import static io.miscord.gateway.SocketIoNodes.connects;
import static io.miscord.gateway.SocketIoNodes.event;
import static io.miscord.gateway.SocketIoNodes.hears;
import static io.miscord.gateway.SocketIoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Answer;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.StreamAsk;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that comes back by {@code pid} and offset goes on at any node, or begins afresh where that cannot be. */
final class SocketIoRecoveryTest {
    private final SocketIoNodes nodes = new SocketIoNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void who_lost_their_node_goes_on_at_any_other_with_nothing_missing_and_nothing_twice() {
        var first = nodes.node();
        var second = nodes.node();
        nodes.says(HALL, "before");
        var alice = nodes.enters(first, ALICE);
        var was = connected(alice);
        nodes.says(HALL, "one");
        nodes.says(YARD, "two");
        assertThat(text(hears(alice, "message:new"))).isEqualTo("one");
        var last = hears(alice, "message:new");
        assertThat(text(last)).isEqualTo("two");
        alice.breaks();
        nodes.says(HALL, "three");
        nodes.says(YARD, "four");

        var back = connects(
                second,
                Map.of(
                        "token", second.token(ALICE, nodes.session),
                        "pid", was.path("pid").asText(),
                        "offset", last.path(3).asText()));
        assertThat(connected(back)).isEqualTo(was);
        assertThat(event(back.hearsMore()).path(0).asText()).isEqualTo("authenticated");
        var missed = List.of(event(back.hearsMore()), event(back.hearsMore()));
        assertThat(missed).extracting(SocketIoNodes::text).containsExactlyInAnyOrder("three", "four");
        var resumed = event(back.hearsMore());
        assertThat(resumed.path(0).asText()).isEqualTo("resumed");
        nodes.says(HALL, "five");
        // That she is there again may be told first.
        last = hears(back, "message:new");
        assertThat(text(last)).isEqualTo("five");
        back.breaks();

        nodes.says(YARD, "six");
        try (var again = connects(
                first,
                Map.of(
                        "token", first.token(ALICE, nodes.session),
                        "pid", was.path("pid").asText(),
                        "offset", last.path(3).asText()))) {
            assertThat(connected(again)).isEqualTo(was);
            assertThat(text(hears(again, "message:new"))).isEqualTo("six");
        }
    }

    @Test
    void who_is_cut_off_in_the_middle_of_what_they_missed_is_given_the_rest_alone() {
        var node = nodes.node();
        var alice = nodes.enters(node, ALICE);
        var pid = connected(alice).path("pid").asText();
        alice.breaks();
        nodes.says(HALL, "one");
        nodes.says(HALL, "two");
        var token = node.token(ALICE, nodes.session);
        var cut = connects(node, Map.of("token", token, "pid", pid, "offset", ""));
        connected(cut);
        var last = hears(cut, "message:new");
        assertThat(text(last)).isEqualTo("one");
        cut.breaks();

        var offset = last.path(3).asText();
        try (var back = connects(node, Map.of("token", token, "pid", pid, "offset", offset))) {
            connected(back);
            assertThat(text(hears(back, "message:new"))).isEqualTo("two");
        }
    }

    @Test
    void who_was_given_nothing_goes_on_too() {
        var node = nodes.node();
        var alice = nodes.enters(node, ALICE);
        var was = connected(alice);
        alice.breaks();
        nodes.says(HALL, "meanwhile");
        var auth = Map.of(
                "token",
                node.token(ALICE, nodes.session),
                "pid",
                was.path("pid").asText());
        try (var back = connects(node, auth)) {
            assertThat(connected(back)).isEqualTo(was);
            assertThat(text(hears(back, "message:new"))).isEqualTo("meanwhile");
        }
    }

    @Test
    void who_cannot_go_on_begins_afresh() {
        var node = nodes.node();
        var alice = nodes.enters(node, ALICE);
        var was = connected(alice);
        nodes.says(HALL, "one");
        hears(alice, "message:new");
        alice.breaks();
        nodes.says(HALL, "two");
        var pid = was.path("pid").asText();
        var whole = Map.of("token", node.token(ALICE, nodes.session), "pid", pid, "offset", "");

        begins(node, Map.of("token", node.token(BOB, nodes.session), "pid", pid, "offset", ""), was); // somebody else
        begins(node, Map.of("token", node.token(ALICE, nodes.session), "pid", "none of ours", "offset", ""), was);
        begins(
                node,
                Map.of("token", node.token(ALICE, nodes.session), "pid", pid, "offset", "-"),
                was); // too much moved
        nodes.epoch = "another epoch";
        begins(node, whole, was);
        nodes.epoch = "epoch";
        nodes.forgetful = true;
        begins(node, whole, was); // longer ago than streams are kept
    }

    @Test
    void a_mark_that_another_device_sets_meanwhile_is_told_to_who_goes_on() {
        var node = nodes.node();
        var alice = nodes.enters(node, ALICE);
        var was = connected(alice);
        alice.breaks();
        nodes.says(HALL, "meanwhile");
        var asked = new CompletableFuture<StreamAsk.Since>();
        Promise<Answer.Replay> held = Promise.promise();
        node.owners.answer(StreamAsk.Since.class, ask -> {
            asked.complete(ask);
            return held.future();
        });
        var auth = Map.of(
                "token",
                node.token(ALICE, nodes.session),
                "pid",
                was.path("pid").asText());
        try (var tablet = nodes.enters(node, ALICE);
                var back = connects(node, auth)) {
            connected(tablet);
            var missing = asked.join();
            node.bus.announce(List.of(new EphemeralEvent.ReadUpdated(ALICE, HALL, 1)));
            hears(tablet, "read:updated");
            held.complete(nodes.since(missing));
            assertThat(connected(back)).isEqualTo(was);
            assertThat(List.of(
                            event(back.hearsMore()),
                            event(back.hearsMore()),
                            event(back.hearsMore()),
                            event(back.hearsMore())))
                    .extracting(event -> event.path(0).asText())
                    .containsExactly("authenticated", "message:new", "read:updated", "resumed");
        }
    }

    private static void begins(GatewayServer node, Map<String, String> auth, JsonNode was) {
        try (var back = connects(node, auth)) {
            var told = connected(back);
            assertThat(told.path("sid")).isNotEqualTo(was.path("sid"));
            assertThat(told.path("pid")).isNotEqualTo(was.path("pid"));
            assertThat(event(back.hearsMore()).path(0).asText()).isEqualTo("authenticated");
        }
    }

    @Test
    void who_missed_more_than_is_held_begins_afresh() {
        var node = nodes.node(
                "gateway.outbound.most", "64KB", "gateway.outbound.full", "32KB", "gateway.outbound.soft", "16KB");
        var alice = nodes.enters(node, ALICE);
        var was = connected(alice);
        alice.breaks();
        for (int i = 0; i < 100; i++) {
            nodes.says(HALL, "x".repeat(1_000));
        }
        begins(
                node,
                Map.of(
                        "token",
                        node.token(ALICE, nodes.session),
                        "pid",
                        was.path("pid").asText()),
                was);
    }
}
