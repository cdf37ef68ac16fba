package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Frame;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.contract.Welcome;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway with real sockets, while the test speaks for the owners: what depends on when they answer. */
final class GatewayTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final UserId BOB = new UserId(UuidV7.next());
    private static final ServerId SERVER = new ServerId(UuidV7.next());
    private static final ChannelId HALL = new ChannelId(UuidV7.next());
    private static final ChannelId SECRET = new ChannelId(UuidV7.next());

    private final SessionId session = new SessionId(UuidV7.next());
    /** What the owner knows: who may see which channels, and as of which version. */
    private final Map<UserId, Set<ChannelId>> may = new ConcurrentHashMap<>();

    private final Map<StreamId, Long> heads = new ConcurrentHashMap<>();
    private volatile long version = 1;
    private GatewayServer gateway = new GatewayServer(Map.of(), settings -> settings.sweeping(Duration.ofMillis(200)));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void who_was_welcomed_under_older_permissions_than_the_node_knows_of_is_asked_about_again() {
        speaks();
        may.put(ALICE, Set.of(HALL, SECRET));
        may.put(BOB, Set.of(HALL, SECRET));
        var alice = gateway.enters(ALICE, session);
        Promise<Welcome> late = Promise.promise();
        var old = welcome(new StreamAsk.Hello(actor(BOB), false));
        var asked = new AtomicInteger();
        gateway.owners.answer(
                StreamAsk.Hello.class,
                ask -> asked.incrementAndGet() == 1 ? late.future() : Future.succeededFuture(welcome(ask)));
        var bob = gateway.opens();
        bob.asks("authenticate", Map.of("token", gateway.token(BOB, session)));
        Eventually.that(() -> "asked " + asked, () -> asked.get() == 1);
        version = 2;
        may.put(BOB, Set.of(HALL));
        says(SECRET, "for alice alone");
        alice.frames().await("message:new", () -> "the secret", data -> true);
        late.complete(old);
        bob.frames().await("authenticated", () -> "bob", data -> true);
        assertThat(asked).hasValue(2);
        says(SECRET, "and more");
        says(HALL, "for all");
        bob.frames().await("message:new", () -> "the marker", data -> true);
        assertThat(texts(bob)).containsExactly("for all");
        Eventually.that(
                () -> "alice has " + texts(alice),
                () -> texts(alice).containsAll(List.of("for alice alone", "and more")));
    }

    @Test
    void whose_permissions_never_come_to_rest_is_told_to_come_again() {
        speaks();
        may.put(ALICE, Set.of(HALL));
        may.put(BOB, Set.of(HALL));
        gateway.enters(ALICE, session);
        var old = welcome(new StreamAsk.Hello(actor(BOB), false));
        version = 2;
        says(HALL, "under newer permissions");
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(old));
        var bob = gateway.opens();
        bob.asks("authenticate", Map.of("token", gateway.token(BOB, session)));
        assertThat(bob.closed().code()).isEqualTo(4013);
        assertThat(bob.closed().reason()).startsWith("retry=");
    }

    @Test
    void who_joins_live_is_given_nothing_before_it_is_known_what_they_may_see() {
        speaks();
        may.put(ALICE, Set.of(HALL, SECRET));
        var alice = gateway.enters(ALICE, session);
        var bob = gateway.enters(BOB, session);
        Promise<Visibility> late = Promise.promise();
        may.put(BOB, Set.of(HALL, SECRET));
        var old = visibility(Set.of(BOB));
        var asked = new AtomicInteger();
        gateway.owners.answer(
                StreamAsk.Visible.class,
                ask -> ask.users().equals(List.of(BOB)) && asked.incrementAndGet() == 1
                        ? late.future()
                        : Future.succeededFuture(visibility(Set.copyOf(ask.users()))));
        var positions = Map.of(StreamId.of(SERVER), 0L, StreamId.of(HALL), 0L, StreamId.of(SECRET), 0L);
        var joined = new PersonEvent.ServerJoined(
                Welcomes.server(SERVER, ALICE), List.of(channel(HALL), channel(SECRET)), positions);
        announce(StreamId.of(BOB), AccessDomain.of(BOB), 1, "server:joined", Json.frame(joined, StreamId.of(BOB), 1));
        Eventually.that(() -> "asked " + asked, () -> asked.get() == 1);
        may.put(BOB, Set.of(HALL));
        version = 2;
        says(SECRET, "not for bob");
        says(HALL, "for all");
        alice.frames()
                .await("message:new", () -> "the hall", data -> data.toString().contains("for all"));
        late.complete(old);
        bob.frames()
                .await(
                        "channel:removed",
                        () -> "the secret",
                        data -> data.toString().contains(SECRET.toString()));
        bob.frames().await("message:new", () -> "the hall", data -> true);
        assertThat(texts(bob)).containsExactly("for all");
    }

    @Test
    void a_session_that_ended_unheard_of_loses_its_sockets_and_the_others_stay() {
        speaks();
        var ending = gateway.enters(ALICE, session);
        var staying = gateway.enters(ALICE, new SessionId(UuidV7.next()));
        gateway.owners.end(session);
        assertThat(ending.closed().code()).isEqualTo(4503);
        assertThat(staying.answer("ping", Map.of()).path("event").asText()).isEqualTo("pong");
    }

    @Test
    void a_fresh_token_of_a_session_that_has_ended_renews_nothing() {
        gateway.close();
        gateway = new GatewayServer(Map.of(), settings -> settings.sweeping(Duration.ofHours(1)));
        speaks();
        var alice = gateway.enters(ALICE, session);
        alice.ack("authenticate", Map.of("token", gateway.token(ALICE, session)));
        gateway.owners.end(session);
        alice.asks("authenticate", Map.of("token", gateway.token(ALICE, session)));
        assertThat(alice.closed().code()).isEqualTo(4503);
    }

    @Test
    void what_a_person_writes_on_all_their_sockets_counts_as_one() {
        gateway.close();
        gateway = new GatewayServer(Map.of("limits.requestsPerSecond", "5"), settings -> settings);
        speaks();
        gateway.owners.answer(
                MessageAsk.Delete.class, ask -> Future.failedFuture(ProblemException.of(Refusal.NO_SUCH_MESSAGE)));
        var one = gateway.enters(ALICE, session);
        var two = gateway.enters(ALICE, session);
        var bob = gateway.enters(BOB, session);
        var data = Map.of("messageId", new MessageId(UuidV7.next()).toString());
        var answers = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            answers.add((i % 2 == 0 ? one : two)
                    .refusal("message:delete", data)
                    .path("code")
                    .asText());
        }
        assertThat(answers.subList(0, 5)).containsOnly("not_found");
        assertThat(answers).contains("rate_limited");
        var refused = new HashMap<String, Object>();
        for (int i = 0; i < 20 && refused.isEmpty(); i++) {
            var refusal = one.refusal("message:delete", data);
            if (refusal.path("code").asText().equals("rate_limited")) {
                refused.put("retryAfter", refusal.path("retryAfter").asInt());
            }
        }
        assertThat(refused).containsEntry("retryAfter", 1);
        assertThat(bob.refusal("message:delete", data).path("code").asText())
                .as("somebody else's is another budget")
                .isEqualTo("not_found");
        assertThat(gateway.meters.document("test", List.of()).toString()).contains("rate");
    }

    @Test
    void who_writes_too_fast_for_a_channel_is_told_when_to_write_again() {
        speaks();
        gateway.owners.answer(
                MessageAsk.Send.class, ask -> Future.failedFuture(ProblemException.later(7, Refusal.SLOW_MODE, 7)));
        var alice = gateway.enters(ALICE, session);
        var slow = alice.refusal("message:send", Map.of("channelId", HALL.toString(), "content", "again"));
        assertThat(slow.path("code").asText()).isEqualTo("rate_limited");
        assertThat(slow.path("retryAfter").asInt()).isEqualTo(7);
        assertThat(slow.path("reason").asText()).isEqualTo("SLOW_MODE");
        assertThat(slow.path("params").path("seconds").asText()).isEqualTo("7");
    }

    @Test
    void statuses_and_signs_of_typing_come_one_each_three_seconds_in_the_long_run() {
        speaks();
        may.put(ALICE, Set.of(HALL));
        var alice = gateway.enters(ALICE, session);
        for (int i = 0; i < 3; i++) {
            alice.ack("presence:update", Map.of("status", "idle"));
            alice.ack("typing:start", Map.of("channelId", new ChannelId(UuidV7.next()).toString()));
        }
        for (var frame : List.of("presence:update", "typing:start")) {
            var data = frame.equals("presence:update")
                    ? Map.of("status", "dnd")
                    : Map.of("channelId", new ChannelId(UuidV7.next()).toString());
            var refusal = alice.refusal(frame, data);
            assertThat(refusal.path("code").asText()).isEqualTo("rate_limited");
            assertThat(refusal.path("retryAfter").asInt()).isBetween(1, 3);
        }
    }

    @Test
    void a_token_that_expires_ends_its_socket_soon_unless_it_is_renewed() {
        speaks();
        var soon = Instant.now().plusSeconds(2);
        var expiring = gateway.enters(ALICE, session, soon);
        var renewed = gateway.enters(ALICE, session, soon);
        renewed.ack("authenticate", Map.of("token", gateway.token(ALICE, session)));
        assertThat(expiring.closed().code()).isEqualTo(4007);
        assertThat(Duration.between(soon, Instant.now())).isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(5));
        assertThat(renewed.answer("ping", Map.of()).path("event").asText()).isEqualTo("pong");
    }

    @Test
    void more_than_the_node_takes_in_at_once_are_told_when_to_come_again() {
        gateway.close();
        gateway = new GatewayServer(
                Map.of("gateway.accepts.perSecond", "1", "gateway.accepts.burst", "3"), settings -> settings);
        for (int i = 0; i < 3; i++) {
            gateway.opens();
        }
        assertThatThrownBy(gateway::opens).isInstanceOfSatisfying(Connection.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.retryAfter()).isEqualTo("1");
        });
    }

    @Test
    void who_says_twice_who_they_are_is_let_in_and_heard() {
        speaks();
        Promise<Welcome> late = Promise.promise();
        gateway.owners.answer(StreamAsk.Hello.class, ask -> late.future());
        var alice = gateway.opens();
        var token = Map.of("token", gateway.token(ALICE, session));
        alice.asks("authenticate", token);
        var again = alice.asks("authenticate", token);
        var ping = alice.asks("presence:update", Map.of("status", "idle"));
        late.complete(welcome(new StreamAsk.Hello(actor(ALICE), false)));
        assertThat(again).succeedsWithin(Duration.ofSeconds(20)).matches(frame -> isAck(frame));
        assertThat(ping).succeedsWithin(Duration.ofSeconds(20)).matches(frame -> isAck(frame));
    }

    @Test
    void a_resume_that_makes_no_sense_is_refused_with_what_is_wrong_with_it() {
        speaks();
        for (var resume : List.of(
                Map.of("positions", Map.of()),
                Map.of("epoch", "epoch"),
                Map.of("epoch", "epoch", "positions", Map.of(ALICE.toString(), -1)))) {
            var alice = gateway.opens();
            var refusal =
                    alice.refusal("authenticate", Map.of("token", gateway.token(ALICE, session), "resume", resume));
            assertThat(refusal.path("code").asText()).isEqualTo("invalid");
            assertThat(refusal.path("message").asText()).contains("resume");
            alice.authenticate(Map.of("token", gateway.token(ALICE, session)));
        }
    }

    @Test
    void a_leaving_node_answers_what_was_asked_before_it_sends_people_elsewhere() {
        speaks();
        Promise<Answer.Changed> late = Promise.promise();
        var asked = new AtomicInteger();
        gateway.owners.answer(MessageAsk.Delete.class, ask -> {
            asked.incrementAndGet();
            return late.future();
        });
        var alice = gateway.enters(ALICE, session);
        var bob = gateway.enters(BOB, session);
        var answer = alice.asks("message:delete", Map.of("messageId", new MessageId(UuidV7.next()).toString()));
        Eventually.that(() -> "asked " + asked, () -> asked.get() == 1);
        gateway.leaves();
        assertThat(bob.closed().code()).isEqualTo(1001);
        for (var person : List.of(alice, bob)) {
            var told = person.frames()
                    .await("reconnect", () -> "told to go", data -> true)
                    .path("data");
            assertThat(told.path("afterMs").asLong()).isBetween(0L, 30_000L);
        }
        assertThat(alice.isOpen()).isTrue();
        assertThatThrownBy(gateway::opens).isInstanceOf(Connection.Refused.class);
        late.fail(ProblemException.of(Refusal.NO_SUCH_MESSAGE));
        assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(20))
                .matches(frame -> frame.path("data").path("code").asText().equals("not_found"));
        assertThat(alice.closed().code()).isEqualTo(1001);
    }

    private static boolean isAck(JsonNode frame) {
        return frame.path("event").asText().equals("ack");
    }

    private void speaks() {
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(welcome(ask)));
        gateway.owners.answer(
                StreamAsk.Visible.class, ask -> Future.succeededFuture(visibility(Set.copyOf(ask.users()))));
        gateway.owners.answer(
                StreamAsk.Since.class,
                ask -> Future.succeededFuture(
                        new Answer.Replay(ask.stream(), List.of(), heads.getOrDefault(ask.stream(), 0L), false)));
    }

    private static Actor actor(UserId user) {
        return new Actor(user, null, "");
    }

    private Welcome welcome(StreamAsk.Hello ask) {
        var user = ask.by().user();
        var channels = may.get(user);
        var positions = new HashMap<StreamId, Long>();
        positions.put(StreamId.of(user), heads.getOrDefault(StreamId.of(user), 0L));
        if (channels != null) {
            positions.put(StreamId.of(SERVER), heads.getOrDefault(StreamId.of(SERVER), 0L));
            channels.forEach(
                    channel -> positions.put(StreamId.of(channel), heads.getOrDefault(StreamId.of(channel), 0L)));
        }
        return channels == null
                ? Welcomes.of(user, positions)
                : Welcomes.of(user, positions, SERVER, version, channels);
    }

    private Visibility visibility(Set<UserId> users) {
        var groups = users.stream()
                .filter(may::containsKey)
                .map(user -> new Visibility.Group(Set.of(user), may.get(user)))
                .toList();
        return new Visibility(
                AccessDomain.of(SERVER), version, groups, List.of(channel(HALL), channel(SECRET)), Map.copyOf(heads));
    }

    private static Channel channel(ChannelId id) {
        return Welcomes.channel(SERVER, id);
    }

    /** A message is committed under the permissions of now, and the hint of it arrives. */
    private void says(ChannelId channel, String text) {
        var stream = StreamId.of(channel);
        long seq = heads.merge(stream, 1L, Long::sum);
        var frame = Frame.of("{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":%d,\"data\":{\"text\":\"%s\"}}"
                .formatted(stream, seq, text));
        gateway.bus.announce(List.of(
                new StreamEvent(stream, seq, AccessDomain.of(SERVER), version, "message:new", 0, false, frame)));
    }

    private void announce(StreamId stream, AccessDomain domain, long seq, String name, @Nullable Frame frame) {
        heads.put(stream, seq);
        gateway.bus.announce(List.of(new StreamEvent(stream, seq, domain, 1, name, 0, false, frame)));
    }

    private static List<String> texts(Connection connection) {
        return connection.frames().of("message:new").stream()
                .map(frame -> frame.path("data").path("text").asText())
                .toList();
    }
}
