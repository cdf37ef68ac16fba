package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.gateway.conformance.ConformanceServer;
import io.miscord.gateway.conformance.ConformanceServer.Timings;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The upgrade of Engine.IO over real connections, as its document and its official suite have it. Tricks: a second
 * WebSocket, one that does not say what it should, one that breaks, polls after the upgrade.
 */
final class EngineIoUpgradeTest {
    private static Vertx vertx;
    private static String url;
    private static Polls polls;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        int port = ConformanceServer.start(vertx, 0, Timings.CALM).await().port();
        url = "http://127.0.0.1:" + port + "/engine.io/";
        polls = new Polls(url);
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private static Frames upgrading(String sid) {
        return new Frames(url + "?EIO=4&transport=websocket&sid=" + sid);
    }

    @Test
    void polls_become_a_websocket() {
        var sid = polls.opens();
        try (var socket = upgrading(sid)) {
            assertThat(socket.says("2probe").hears()).isEqualTo("3probe");
            assertThat(polls.get(Polls.of(sid)).body()).isEqualTo("6");
            socket.says("5");
            assertThat(socket.says("4hello").hearsMore()).isEqualTo("4hello");

            var late = polls.get(Polls.of(sid));
            assertThat(late.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(polls.post(Polls.of(sid), "4a").statusCode()).isEqualTo(400);
            try (var second = upgrading(sid)) {
                assertThat(second.hears()).isEqualTo(Frames.CLOSED);
            }
            assertThat(socket.says("4still").hearsMore()).isEqualTo("4still");
        }
    }

    @Test
    void what_waits_for_a_poll_goes_over_the_websocket_after_the_upgrade() {
        var sid = polls.opens();
        try (var socket = upgrading(sid)) {
            assertThat(socket.says("2probe").hears()).isEqualTo("3probe");
            polls.post(Polls.of(sid), "4waits");
            assertThat(socket.says("5").hearsMore()).isEqualTo("4waits");
        }
    }

    @Test
    void a_second_websocket_beside_a_candidate_is_closed() {
        var sid = polls.opens();
        try (var socket = upgrading(sid)) {
            assertThat(socket.says("2probe").hears()).isEqualTo("3probe");
            try (var second = upgrading(sid)) {
                assertThat(second.hears()).isEqualTo(Frames.CLOSED);
            }
            socket.says("5");
            assertThat(socket.says("4hello").hearsMore()).isEqualTo("4hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "4a", "2", "abc"})
    void a_websocket_that_does_not_upgrade_properly_leaves_the_session_alone(String message) {
        var sid = polls.opens();
        try (var socket = upgrading(sid)) {
            assertThat(socket.says(message).hears()).isEqualTo(Frames.CLOSED);
        }
        assertThat(polls.post(Polls.of(sid), "4a").statusCode()).isEqualTo(200);
        assertThat(polls.get(Polls.of(sid)).body()).isEqualTo("4a");
    }

    @Test
    void a_websocket_that_breaks_before_the_upgrade_leaves_the_session_alone() {
        var sid = polls.opens();
        try (var socket = upgrading(sid)) {
            assertThat(socket.says("2probe").hears()).isEqualTo("3probe");
            socket.breaks();
        }
        polls.post(Polls.of(sid), "4a");
        assertThat(polls.get(Polls.of(sid)).body()).endsWith("4a");
    }
}
