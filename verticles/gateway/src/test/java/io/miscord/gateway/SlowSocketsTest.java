package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Frame;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceEnd;
import io.miscord.contract.VoiceHint;
import io.miscord.contract.VoiceParticipant;
import io.miscord.contract.VoiceSeat;
import io.miscord.contract.Welcome;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets that read slowly, or are a long way behind, among others that do not. */
final class SlowSocketsTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final StreamId HALL = new StreamId(UuidV7.next());
    private static final AccessDomain DOMAIN = new AccessDomain(UuidV7.next());
    private static final String FILL = "x".repeat(4_000);
    private static final int PAGE_BYTES = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SessionId session = new SessionId(UuidV7.next());
    private final List<StreamEvent> log = new CopyOnWriteArrayList<>();
    /** Further streams in the greeting, to make it large. */
    private int others;

    private final ParticipantId talker = new ParticipantId(UuidV7.next());

    private GatewayServer gateway = new GatewayServer(Map.of(), settings -> settings);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_reader_that_stops_is_waited_for_by_nobody_and_catches_up_in_order() {
        speaks();
        var quick = IntStream.range(0, 100)
                .mapToObj(i -> gateway.enters(ALICE, session))
                .toList();
        try (var slow = enters()) {
            slow.readsUntil("authenticated");
            for (int i = 0; i < 10; i++) {
                says(40);
            }
            for (var other : quick) {
                Eventually.within(
                        PATIENCE,
                        () -> "not all: " + seqs(other).size(),
                        () -> seqs(other).size() == 400);
                other.frames().inOrder();
            }
            assertThat(gateway.figure("miscord_sockets_lagging")).isEqualTo(1);
            slow.readsUntil(400);
            says(1);
            slow.readsUntil(401);
            assertThat(slow.seqs())
                    .isEqualTo(LongStream.rangeClosed(1, 401).boxed().toList());
            Eventually.that(() -> "still lagging", () -> gateway.figure("miscord_sockets_lagging") == 0);
            assertThat(gateway.figure("miscord_slow_consumers_total")).isZero();
        }
    }

    @Test
    void who_does_not_read_at_all_is_ended_as_too_slow_and_goes_on_where_they_were() {
        gateway.close();
        gateway = new GatewayServer(Map.of("gateway.outbound.patience", "1s"), settings -> settings);
        speaks();
        try (var slow = enters()) {
            slow.readsUntil("authenticated");
            says(400);
            Eventually.within(PATIENCE, () -> "not ended", () -> gateway.figure("miscord_slow_consumers_total") == 1);
            assertThat(slow.readsUntilClosed()).isEqualTo(4009);
            assertThat(slow.seqs())
                    .isEqualTo(LongStream.rangeClosed(1, slow.seqs().size())
                            .boxed()
                            .toList());
            assertThat(slow.seqs().size()).isBetween(1, 399);
            Eventually.that(() -> "it counts as lagging still", () -> gateway.figure("miscord_sockets_lagging") == 0);
        }
    }

    @Test
    void a_resume_of_many_megabytes_trips_no_bound() {
        speaks();
        says(3_000);
        var resuming = gateway.opens();
        resuming.authenticate(Map.of(
                "token",
                gateway.token(ALICE, session),
                "resume",
                Map.of("epoch", "epoch", "positions", Map.of(HALL.toString(), 0))));
        Eventually.within(
                PATIENCE,
                () -> "not resumed: " + seqs(resuming).size(),
                () -> !resuming.frames().of("resumed").isEmpty());
        assertThat(seqs(resuming))
                .isEqualTo(LongStream.rangeClosed(1, 3_000).boxed().toList());
        assertThat(resuming.isOpen()).isTrue();
        assertThat(resuming.frames()
                        .of("resumed")
                        .getFirst()
                        .path("data")
                        .path("replayed")
                        .asInt())
                .isEqualTo(3_000);
    }

    @Test
    void a_sync_of_many_megabytes_trips_no_bound_and_is_answered_at_its_end() {
        speaks();
        says(2_000);
        var alice = gateway.enters(ALICE, session);
        alice.ack("sync", Map.of("stream", HALL.toString(), "after", 0));
        assertThat(seqs(alice))
                .isEqualTo(LongStream.rangeClosed(1, 2_000).boxed().toList());
    }

    @Test
    void a_greeting_larger_than_the_bound_is_no_slowness() {
        speaks();
        gateway.enters(ALICE, session); // so that the node follows the hall
        others = 30_000;
        try (var slow = enters()) {
            says(3);
            var greeting = slow.readsUntil("authenticated").path("data").path("positions");
            assertThat(greeting.size()).isGreaterThan(others);
            slow.readsUntil(3);
            assertThat(gateway.figure("miscord_slow_consumers_total")).isZero();
        }
    }

    @Test
    void who_is_in_a_call_is_told_behind_a_large_greeting_too_and_to_who_reads_slowly() {
        speaks();
        others = 30_000;
        calls(1, false);
        try (var slow = enters()) {
            slow.readsUntil("authenticated");
            assertThat(talking(slow.readsUntil("voice:presence"))).isEqualTo(1);
            says(100); // more than it has room for
            calls(2, true);
            slow.readsUntil(100);
            assertThat(talking(slow.readsUntil("voice:presence"))).isZero();
        }
    }

    private static int talking(JsonNode presence) {
        return presence.path("data").path("participants").size();
    }

    /** Somebody talks in the hall, or has left. */
    private void calls(long rev, boolean isOver) {
        var someone =
                new VoiceParticipant(talker, ALICE, false, false, false, false, false, false, null, Instant.EPOCH);
        var gone = new VoiceHint.Gone(talker, ALICE, VoiceEnd.LEFT, null);
        gateway.bus.announce(List.of(new VoiceHint.Changed(
                new ChannelId(HALL.value()),
                rev - 1,
                rev,
                isOver ? List.of() : List.of(new VoiceSeat(someone, "test")),
                isOver ? List.of(gone) : List.of())));
    }

    @Test
    void a_reader_of_few_bytes_a_second_is_alive_though_its_pongs_wait_behind_what_it_reads() {
        gateway.close();
        gateway = new GatewayServer(Map.of("gateway.heartbeatInterval", "2s"), settings -> settings);
        speaks();
        gateway.enters(ALICE, session); // so that the node follows the hall
        try (var slow = new IdleSocket(gateway.port(), "/ws/main?token=" + gateway.token(ALICE, session), 4_096)) {
            slow.readsUntil("authenticated");
            slow.reads(8_192);
            says(25); // twelve seconds, and after five of silence a socket counts as dead
            slow.readsUntil(25);
            slow.says("{\"event\":\"ping\",\"id\":2}");
            slow.readsUntil("pong");
            assertThat(slow.seqs())
                    .isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
        }
    }

    /** A client that reads only when told. */
    private IdleSocket enters() {
        int before = gateway.owners.asked(StreamAsk.Hello.class).size();
        var idle = new IdleSocket(gateway.port(), "/ws/main?token=" + gateway.token(ALICE, session));
        Eventually.that(
                () -> "nobody asked",
                () -> gateway.owners.asked(StreamAsk.Hello.class).size() > before);
        idle.says("{\"event\":\"ping\",\"id\":1}");
        return idle;
    }

    private void speaks() {
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(welcome()));
        gateway.owners.answer(StreamAsk.Since.class, ask -> Future.succeededFuture(replay(ask)));
    }

    private Welcome welcome() {
        var positions = new HashMap<StreamId, Long>();
        positions.put(StreamId.of(ALICE), 0L);
        positions.put(HALL, (long) log.size());
        IntStream.range(0, others).forEach(i -> positions.put(new StreamId(UuidV7.next()), 0L));
        return Welcomes.of(ALICE, positions);
    }

    private Answer.Replay replay(StreamAsk.Since ask) {
        if (!ask.stream().equals(HALL)) {
            return new Answer.Replay(ask.stream(), List.of(), 0, false);
        }
        int from = (int) ask.seq();
        int most = Math.min(ask.limit(), PAGE_BYTES / FILL.length());
        return new Answer.Replay(HALL, log.subList(from, Math.min(log.size(), from + most)), log.size(), false);
    }

    /** So many messages are committed, and the hints of them arrive together. */
    private void says(int count) {
        var hints = IntStream.range(0, count)
                .mapToObj(i -> event(log.size() + 1 + i))
                .toList();
        log.addAll(hints);
        gateway.bus.announce(List.copyOf(hints));
    }

    private static StreamEvent event(long seq) {
        var frame = Frame.of("{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":%d,\"data\":{\"text\":\"%s\"}}"
                .formatted(HALL, seq, FILL));
        return new StreamEvent(HALL, seq, DOMAIN, 0, "message:new", 0, false, frame);
    }

    private static List<Long> seqs(Connection connection) {
        return connection.frames().of("message:new").stream()
                .map(frame -> frame.path("seq").asLong())
                .toList();
    }
}
