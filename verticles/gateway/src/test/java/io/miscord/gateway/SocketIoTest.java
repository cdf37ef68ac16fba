package io.miscord.gateway;

import static io.miscord.gateway.SocketIoNodes.ALICE;
import static io.miscord.gateway.SocketIoNodes.BOB;
import static io.miscord.gateway.SocketIoNodes.HALL;
import static io.miscord.gateway.SocketIoNodes.address;
import static io.miscord.gateway.SocketIoNodes.answer;
import static io.miscord.gateway.SocketIoNodes.connected;
import static io.miscord.gateway.SocketIoNodes.connects;
import static io.miscord.gateway.SocketIoNodes.event;
import static io.miscord.gateway.SocketIoNodes.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.StreamId;
import io.miscord.gateway.socketio.Frames;
import io.miscord.gateway.socketio.Polls;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /socket.io/} with the gateway behind it, packet by packet, while the test speaks for the owners. */
final class SocketIoTest {
    private final SocketIoNodes nodes = new SocketIoNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void who_is_let_in_is_told_who_they_are_and_has_an_offset_at_once() {
        var node = nodes.node();
        try (var alice = nodes.enters(node, ALICE)) {
            var told = connected(alice);
            assertThat(told.fieldNames()).toIterable().containsExactly("sid", "pid");
            var in = event(alice.hearsMore());
            assertThat(in.path(0).asText()).isEqualTo("authenticated");
            assertThat(in.path(1).path("user").path("id").asText()).isEqualTo(ALICE.toString());
            assertThat(in.path(2).isNull()).isTrue();
            assertThat(in.path(3).isTextual()).isTrue();
            assertThat(in.size()).isEqualTo(4);
        }
    }

    @Test
    void an_event_has_its_data_its_place_and_the_offset() {
        var node = nodes.node();
        try (var alice = nodes.enters(node, ALICE)) {
            connected(alice);
            nodes.says(HALL, "hello");
            var said = hears(alice, "message:new");
            assertThat(said.path(1).toString()).isEqualTo("{\"text\":\"hello\"}");
            assertThat(said.path(2).toString()).isEqualTo("{\"stream\":\"" + StreamId.of(HALL) + "\",\"seq\":1}");
            assertThat(said.path(3).isTextual()).isTrue();
            node.bus.announce(List.of(new EphemeralEvent.Typing(HALL, BOB)));
            var typing = hears(alice, "typing");
            assertThat(typing.path(2).isNull()).isTrue();
            assertThat(typing.path(3)).isEqualTo(said.path(3));
        }
    }

    @Test
    void who_has_no_good_token_is_told_so_and_may_try_again() {
        var node = nodes.node();
        try (var nobody = connects(node, Map.of("token", "abc"))) {
            assertThat(nobody.hearsMore()).isEqualTo("44{\"message\":\"not authenticated\",\"data\":{\"code\":4501}}");
            assertThat(nobody.says("40").hearsMore()).startsWith("44{");
            nobody.says("40" + Json.text(Map.of("token", node.token(ALICE, nodes.session))));
            connected(nobody);
        }
    }

    @Test
    void who_tries_for_ever_is_sent_away() {
        var node = nodes.node();
        try (var nobody = connects(node, Map.of())) {
            String heard = nobody.hearsMore();
            int refusals = 0;
            for (; heard.startsWith("44"); refusals++) {
                heard = nobody.says("40").hearsMore();
            }
            assertThat(heard).isEqualTo(Frames.CLOSED);
            assertThat(refusals).isEqualTo(10);
        }
    }

    @Test
    void what_is_asked_for_is_acknowledged_with_what_came_of_it() {
        var node = nodes.node();
        node.owners.answer(
                MessageAsk.Send.class,
                ask -> Future.failedFuture(
                        new ProblemException(Problem.of(Problem.Kind.FORBIDDEN, "You may not write here."))));
        try (var alice = nodes.enters(node, ALICE)) {
            connected(alice);
            alice.says("421[\"typing:start\",{\"channelId\":\"" + HALL + "\"}]");
            assertThat(answer(alice)).isEqualTo("431[{}]");
            alice.says("422[\"message:send\",{\"channelId\":\"" + HALL + "\",\"content\":\"hi\"}]");
            assertThat(answer(alice))
                    .isEqualTo("432[{\"error\":{\"code\":\"forbidden\",\"message\":\"You may not write here.\"}}]");
            alice.says("423[\"no:such:thing\",{}]");
            assertThat(answer(alice)).startsWith("433[{\"error\":{\"code\":\"invalid\"");
            alice.says("424[\"ping\",{\"t\":1.5}]");
            assertThat(answer(alice)).startsWith("434[{\"t\":1.5,\"serverTime\":");
            alice.says("425[\"ping\",{},\"more\"]");
            assertThat(answer(alice)).startsWith("435[{\"error\":{\"code\":\"invalid\"");
            alice.says("42[\"no:such:thing\"]");
            assertThat(hears(alice, "error").path(1).path("code").asText()).isEqualTo("invalid");
            alice.says("451-6[\"message:send\",{\"channelId\":\"" + HALL
                            + "\",\"content\":{\"_placeholder\":true,\"num\":0}}]")
                    .says(new byte[] {1, 2, 3});
            assertThat(answer(alice)).startsWith("436[{\"error\":{\"code\":\"invalid\"");
        }
    }

    @Test
    void a_poller_who_reads_late_gets_everything_in_its_order() {
        var node = nodes.node("gateway.outbound.full", "32KB", "gateway.outbound.soft", "16KB");
        var polls = new Polls(address(node));
        var sid = polls.opens();
        polls.post(Polls.of(sid), "40" + Json.text(Map.of("token", node.token(ALICE, nodes.session))));
        assertThat(polls.get(Polls.of(sid)).body()).startsWith("40{");
        for (int i = 1; i <= 200; i++) {
            nodes.says(HALL, i + "x".repeat(1_000));
        }
        int largest = 0;
        int next = 1;
        while (next <= 200) {
            var body = polls.get(Polls.of(sid)).body();
            largest = Math.max(largest, body.length());
            for (var packet : body.split("\u001e", -1)) {
                if (packet.startsWith("42[\"message:new\"")) {
                    assertThat(event(packet).path(2).path("seq").asInt()).isEqualTo(next);
                    next++;
                } else if (packet.equals("2")) {
                    polls.post(Polls.of(sid), "3");
                }
            }
        }
        assertThat(largest).isLessThan(48 * 1024);
    }

    @Test
    void what_is_said_in_one_breath_with_a_goodbye_is_heard() {
        var node = nodes.node();
        var said = new AtomicReference<String>();
        node.owners.answer(MessageAsk.Send.class, ask -> {
            said.set(ask.content());
            return Future.failedFuture(new ProblemException(Problem.of(Problem.Kind.FORBIDDEN, "No.")));
        });
        var polls = new Polls(address(node));
        var sid = polls.opens();
        polls.post(Polls.of(sid), "40" + Json.text(Map.of("token", node.token(ALICE, nodes.session))));
        assertThat(polls.get(Polls.of(sid)).body()).startsWith("40{");

        var words = "42[\"message:send\",{\"channelId\":\"" + HALL + "\",\"content\":\"and bye\"}]\u001e1";
        assertThat(polls.post(Polls.of(sid), words).statusCode()).isEqualTo(200);
        Eventually.that(() -> "heard " + said.get(), () -> "and bye".equals(said.get()));
        assertThat(polls.get(Polls.of(sid)).statusCode()).isEqualTo(400);
    }

    @Test
    void pages_of_other_sites_open_no_session() {
        var node = nodes.node("http.corsOrigins", "https://friend.example.org");
        var polls = new Polls(address(node));
        var query = "?EIO=4&transport=polling";

        var stranger = polls.says("GET", query, "", "Origin", "https://other.example.org");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(stranger.headers().firstValue("access-control-allow-origin")).isEmpty();
        var friend = polls.says("GET", query, "", "Origin", "https://friend.example.org");
        assertThat(friend.statusCode()).isEqualTo(200);
        assertThat(friend.headers().firstValue("access-control-allow-origin")).contains("https://friend.example.org");
        assertThat(friend.headers().firstValue("access-control-allow-credentials"))
                .contains("true");
    }

    @Test
    void a_full_node_takes_nobody_in_and_says_when_to_come() {
        var node = nodes.node("gateway.maxConnections", "1");
        try (var alice = nodes.enters(node, ALICE)) {
            connected(alice);
            var answer = new Polls(address(node)).get("?EIO=4&transport=polling");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).contains("5");
            assertThat(answer.body()).isEqualTo("{\"code\":3,\"message\":\"Too many sessions\"}");
            assertThatThrownBy(() -> nodes.enters(node, BOB))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("refused: 503");
        }
    }

    @Test
    void whose_sign_in_has_ended_is_told_and_does_not_come_back_by_itself() {
        var node = nodes.node();
        try (var alice = nodes.enters(node, ALICE)) {
            connected(alice);
            hears(alice, "authenticated");
            node.bus.announce(List.of(new EphemeralEvent.SessionsRevoked(List.of(nodes.session))));
            hears(alice, "session:revoked");
            assertThat(alice.hearsMore()).isEqualTo("41");
            assertThat(alice.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void a_leaving_node_sends_its_clients_elsewhere() {
        var node = nodes.node();
        try (var alice = nodes.enters(node, ALICE)) {
            connected(alice);
            hears(alice, "authenticated");
            node.leaves();
            hears(alice, "reconnect");
            assertThat(alice.hearsMore()).isEqualTo(Frames.CLOSED);
        }
    }

    @Test
    void a_thousand_questions_in_one_body_for_what_there_is_not_end_the_session() {
        var node = nodes.node();
        var polls = new Polls(address(node));
        var sid = polls.opens();

        assertThat(polls.post(Polls.of(sid), String.join("\u001e", Collections.nCopies(1_000, "40/a,")))
                        .statusCode())
                .isEqualTo(200);
        var told = List.of(polls.get(Polls.of(sid)).body().split("\u001e", -1));
        assertThat(told).hasSize(11);
        assertThat(told.getLast()).isEqualTo("1");
    }

    @Test
    void posts_have_the_pace_of_frames() {
        var node = nodes.node("gateway.framesPerSecond", "1", "gateway.frameBurst", "1");
        var polls = new Polls(address(node));
        var sid = polls.opens();
        int taken = 0;
        while (polls.post(Polls.of(sid), String.join("\u001e", Collections.nCopies(10, "3")))
                        .statusCode()
                == 200) {
            assertThat(++taken).isLessThan(100);
        }

        assertThat(taken).isPositive();
        assertThat(polls.post(Polls.of(sid), "3").statusCode()).isEqualTo(400);
    }

    @Test
    void closed_sockets_free_their_places() {
        var node = nodes.node();
        for (int i = 0; i < 50; i++) {
            var alice = nodes.enters(node, ALICE);
            connected(alice);
            if (i % 2 == 0) {
                alice.says("41");
            }
            alice.breaks();
        }
        Eventually.that(() -> node.connections() + " are counted", () -> node.connections() == 0);
    }
}
