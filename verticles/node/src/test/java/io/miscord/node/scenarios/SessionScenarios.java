package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts, sign-ins, and sockets that are lost and come back; the same on every topology. */
interface SessionScenarios {
    People people();

    @Test
    default void one_signs_in_by_name_or_address_in_any_case() {
        var alice = people().registers("alice", 0);
        var http = new Http(people().api(1));
        for (var login : new String[] {
            alice.username(), alice.username().toUpperCase(Locale.ROOT), alice.username() + "@example.org"
        }) {
            var reply = http.post("/api/auth/login", Map.of("login", login, "password", Person.password()))
                    .expect(200);
            assertThat(reply.path("user").path("id").asText()).isEqualTo(alice.id());
            assertThat(reply.path("expiresIn").asInt()).isPositive();
        }
        var wrong = http.post("/api/auth/login", Map.of("login", alice.username(), "password", "not this one"));
        var nobody = http.post("/api/auth/login", Map.of("login", "nobody-here", "password", "not this one"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(wrong.json().path("detail")).isEqualTo(nobody.json().path("detail"));
    }

    @Test
    default void a_name_or_address_is_given_once() {
        var http = new Http(people().api(0));
        var wish = Person.registration("alice");
        http.post("/api/auth/register", wish).expect(201);
        assertThat(http.post("/api/auth/register", wish).status()).isEqualTo(409);
        var other = Person.registration("alice");
        other.put("username", wish.get("username").toString().toUpperCase(Locale.ROOT));
        assertThat(http.post("/api/auth/register", other).status()).isEqualTo(409);
        var third = Person.registration("alice");
        third.put("email", wish.get("email").toString().toUpperCase(Locale.ROOT));
        assertThat(http.post("/api/auth/register", third).status()).isEqualTo(409);
    }

    @Test
    default void a_refresh_token_is_exchanged_for_the_next_one() {
        var alice = people().registers("alice", 0);
        var first = alice.refreshToken();
        alice.movesTo(people().api(1)).refreshes();
        assertThat(alice.refreshToken()).isNotEqualTo(first);
        alice.http().get("/api/users/me").expect(200);
        alice.refreshes().http().get("/api/users/me").expect(200);
    }

    @Test
    default void signing_out_ends_the_sockets_of_that_session_alone_on_every_node() {
        var alice = people().comes("alice", 0);
        var elsewhere = alice.anotherDevice(people().gateway(1));
        var other = alice.refreshToken();
        alice.logsIn();
        var kept = alice.anotherDevice(people().gateway(0));
        new Http(people().api(1))
                .post("/api/auth/logout", Map.of("refreshToken", other))
                .expect(204);
        assertThat(alice.connection().closed().code()).isEqualTo(4503);
        assertThat(elsewhere.closed().code()).isEqualTo(4503);
        assertThat(kept.answer("ping", Map.of()).path("event").asText()).isEqualTo("pong");
        assertThat(new Http(people().api(0))
                        .post("/api/auth/refresh", Map.of("refreshToken", other))
                        .status())
                .isEqualTo(401);
    }

    @Test
    default void a_socket_is_let_in_by_a_token_in_its_address_or_in_its_first_frame() {
        var here = people().meet();
        var byAddress = here.alice().anotherDevice(people().gateway(1));
        var welcome = byAddress.frames().of("authenticated").getFirst().path("data");
        assertThat(welcome.path("user").path("id").asText())
                .isEqualTo(here.alice().id());
        assertThat(welcome.path("servers")).hasSize(1);
        assertThat(welcome.path("positions").has(here.channel())).isTrue();
        assertThat(welcome.path("positions").has(here.place().serverId())).isTrue();
        assertThat(welcome.path("positions").has(here.alice().id())).isTrue();
        assertThat(welcome.path("epoch").asText()).isNotEmpty();
        assertThat(welcome.path("heartbeatInterval").asInt()).isPositive();
        assertThat(welcome.path("reconnect").path("baseMs").asInt()).isPositive();
        assertThat(welcome.path("node").asText()).isNotEmpty();
    }

    @Test
    default void a_live_socket_takes_a_fresh_token() {
        var alice = people().comes("alice", 0);
        alice.refreshes();
        alice.connection().ack("authenticate", Map.of("token", alice.accessToken()));
        assertThat(alice.connection().answer("ping", Map.of()).path("event").asText())
                .isEqualTo("pong");
    }

    @Test
    default void who_comes_back_on_another_node_gets_what_they_missed_once_and_in_order() {
        var here = people().meet();
        here.alice().sends(here.channel(), "seen");
        here.bob().sees("seen");
        here.bob().connection().drop();
        var missed = ChatScenarios.numbered("missed", 30);
        ChatScenarios.acked(ChatScenarios.sendsAtOnce(here.alice(), here.channel(), missed));
        here.bob().resumes(people().gateway(0));
        var resumed = here.bob().frames().of("resumed").getLast().path("data");
        assertThat(resumed.path("replayed").asInt()).isGreaterThanOrEqualTo(30);
        here.alice().sends(here.channel(), "live again");
        here.bob().sees("live again");
        assertThat(here.bob().frames().texts(here.channel()))
                .hasSize(32)
                .startsWith("seen", "missed1")
                .containsAll(missed)
                .endsWith("missed30", "live again");
        here.bob().frames().inOrder();
        assertThat(here.bob()
                        .frames()
                        .of("authenticated")
                        .getLast()
                        .path("data")
                        .path("servers"))
                .isEmpty();
    }

    @Test
    default void coming_back_while_others_write_misses_and_repeats_nothing() {
        var here = people().meet();
        for (int round = 0; round < 4; round++) {
            here.bob().connection().drop();
            var answers = ChatScenarios.sendsAtOnce(
                    here.alice(), here.channel(), ChatScenarios.numbered("r" + round + "-", 25));
            here.bob().resumes(people().gateway(round));
            ChatScenarios.acked(answers);
        }
        here.alice().sends(here.channel(), "end");
        here.bob().sees("end");
        here.bob().frames().inOrder();
        assertThat(here.bob().frames().texts(here.channel()))
                .isEqualTo(here.alice().texts(here.channel()))
                .hasSize(101);
    }

    @Test
    default void a_position_of_another_epoch_is_told_to_start_anew() {
        var here = people().meet();
        var lost = Connection.open(people().gateway(1), "");
        lost.authenticate(Map.of(
                "token",
                here.alice().accessToken(),
                "resume",
                Map.of("epoch", "of-another-database", "positions", Map.of(here.channel(), 5))));
        lost.frames().await("resync", () -> "another epoch", data -> true);
        lost.close();
    }

    @Test
    default void who_comes_anew_is_told_how_far_they_have_read() {
        var here = people().meet();
        long read = here.alice().sends(here.channel(), "read").path("seq").asLong();
        here.bob().sees("read");
        here.bob().connection().ack("channel:read", Map.of("channelId", here.channel(), "seq", read));
        long last = here.alice().sends(here.channel(), "unread").path("seq").asLong();
        var bob = greeting(here.bob());
        assertThat(bob.path("reads").path(here.channel()).asLong()).isEqualTo(read);
        assertThat(bob.path("heads").path(here.channel()).asLong()).isEqualTo(last);
        var carol = people().registers("carol", 0);
        carol.joins(here.alice().invites(here.place()));
        assertThat(greeting(carol).path("reads").path(here.channel()).asLong())
                .as("what was said before one came is nothing to be read")
                .isEqualTo(last);
    }

    private JsonNode greeting(Person person) {
        return person.anotherDevice(people().gateway(0))
                .frames()
                .await("authenticated", person::toString, data -> true)
                .path("data");
    }

    @Test
    default void a_client_can_ask_for_what_it_missed_of_a_stream() {
        var here = people().meet();
        ChatScenarios.acked(ChatScenarios.sendsAtOnce(here.alice(), here.channel(), ChatScenarios.numbered("s", 5)));
        var late = here.bob().anotherDevice(people().gateway(0));
        late.ack("sync", Map.of("stream", here.channel(), "after", 0));
        assertThat(late.frames().texts(here.channel())).containsExactlyElementsOf(ChatScenarios.numbered("s", 5));
    }
}
