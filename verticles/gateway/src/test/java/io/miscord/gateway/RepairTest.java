package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Frame;
import io.miscord.contract.Heads;
import io.miscord.contract.Hint;
import io.miscord.contract.NodeStatus;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.metrics.MetricsDocument;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node that holds sockets does about what the bus lost, while the test speaks for PostgreSQL. */
final class RepairTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final ServerId SERVER = new ServerId(UuidV7.next());
    private static final ChannelId HALL = new ChannelId(UuidV7.next());
    private static final StreamId STREAM = StreamId.of(HALL);
    /** How long ago PostgreSQL stored what it tells again. */
    private static final long AGO_MS = 2_000;

    private final GatewayServer gateway =
            new GatewayServer(Map.of(), settings -> settings.sweeping(Duration.ofHours(1)));
    /** What is stored, in the order of its seqs from 1. */
    private final List<String> stored = new CopyOnWriteArrayList<>();

    private volatile String epoch = "now";

    @BeforeEach
    void speaks() {
        // Only who has joined hears what is told to all nodes, and so its own word.
        var self = new NodeStatus("test", Instant.now(), Set.of("gateway"), 0, false, null);
        gateway.bus.join(() -> self).await();
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(welcome()));
        gateway.owners.answer(StreamAsk.Heads.class, ask -> Future.succeededFuture(new Answer.Heads(epoch, Map.of())));
        gateway.owners.answer(
                StreamAsk.Since.class,
                ask -> Future.succeededFuture(new Answer.Replay(
                        ask.stream(),
                        IntStream.rangeClosed((int) ask.seq() + 1, stored.size())
                                .mapToObj(this::event)
                                .toList(),
                        stored.size(),
                        false)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void what_a_later_event_shows_to_be_missing_is_fetched_and_the_time_is_measured() {
        var alice = gateway.enters(ALICE, new SessionId(UuidV7.next()));
        stored.addAll(List.of("one", "two", "three"));
        gateway.bus.announce(List.of(event(3)));
        sees(alice, "one", "two", "three");
        Eventually.that(() -> "measured " + figures(), () -> figures().repairs() == 1);
        assertThat(figures().p99Repair()).isBetween(0.010, AGO_MS / 1e3);
        assertThat(figures().p99RepairAge()).isGreaterThanOrEqualTo(AGO_MS / 1e3 * 0.95);
        assertThat(gateway.figure("miscord_send_latency_seconds_count"))
                .as("of the one that was announced")
                .isEqualTo(1);
    }

    @Test
    void the_last_event_is_fetched_when_a_head_comes_behind_it() {
        var alice = gateway.enters(ALICE, new SessionId(UuidV7.next()));
        stored.add("the last");
        gateway.bus.announce(List.<Hint>of(new Heads(null, Map.of(STREAM, 1L))));
        sees(alice, "the last");
        Eventually.that(() -> "measured " + figures(), () -> figures().repairs() == 1);
    }

    @Test
    void what_was_only_overtaken_is_no_repair() {
        var alice = gateway.enters(ALICE, new SessionId(UuidV7.next()));
        stored.addAll(List.of("one", "two"));
        gateway.bus.announce(List.of(event(2), event(1)));
        sees(alice, "one", "two");
        stored.addAll(List.of("three", "four"));
        gateway.bus.announce(List.of(event(4)));
        sees(alice, "one", "two", "three", "four");
        Eventually.that(() -> "measured " + figures(), () -> figures().repairs() == 1);
    }

    @Test
    void a_node_that_has_not_noticed_a_restore_cannot_take_the_others_back() {
        var bus = gateway.bus;
        bus.tellHeads("now", Map.of());
        Eventually.that(() -> "not asked", () -> asked() == 1);
        bus.tellHeads("before", Map.of(STREAM, 7L));
        Eventually.that(() -> "not asked", () -> asked() == 2);
        var alice = gateway.enters(ALICE, new SessionId(UuidV7.next()));
        stored.add("one");
        Eventually.that(() -> "the right nodes are not heard: " + alice.frames(), () -> {
            bus.tellHeads("now", Map.of(STREAM, 1L));
            return !alice.frames().texts(HALL.toString()).isEmpty();
        });
        assertThat(alice.isOpen()).isTrue();
    }

    @Test
    void another_history_that_postgres_confirms_ends_every_socket() {
        gateway.bus.tellHeads("now", Map.of());
        Eventually.that(() -> "not asked", () -> asked() == 1);
        var alice = gateway.enters(ALICE, new SessionId(UuidV7.next()));
        epoch = "restored";
        gateway.bus.tellHeads("restored", Map.of());
        assertThat(alice.closed().code()).isEqualTo(4000);
    }

    private int asked() {
        return gateway.owners.asked(StreamAsk.Heads.class).size();
    }

    private MetricsDocument.MainSockets figures() {
        return gateway.meters.document("test", List.of()).mainWebsocket();
    }

    private static void sees(Connection connection, String... texts) {
        Eventually.that(
                () -> "not there: " + connection.frames(),
                () -> connection.frames().texts(HALL.toString()).equals(List.of(texts)));
        connection.frames().inOrder();
    }

    private StreamEvent event(int seq) {
        var data = "{\"channelId\":\"%s\",\"message\":{\"content\":\"%s\"}}".formatted(HALL, stored.get(seq - 1));
        var frame = Frame.of(
                "{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":%d,\"data\":%s}".formatted(STREAM, seq, data));
        long storedAt = System.currentTimeMillis() - AGO_MS;
        return new StreamEvent(STREAM, seq, AccessDomain.of(SERVER), 1, "message:new", storedAt, false, frame);
    }

    private static Welcome welcome() {
        var positions = Map.of(StreamId.of(ALICE), 0L, StreamId.of(SERVER), 0L, STREAM, 0L);
        return Welcomes.of(ALICE, positions, Map.of(SERVER, 1L), Map.of(SERVER, Set.of(HALL)), "now");
    }
}
