package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Server;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.contract.Welcome;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Connection;
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers and channels that somebody comes to while connected, as their owner tells it when the test says so. */
final class LiveAccessTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final ServerId SERVER = new ServerId(UuidV7.next());
    private static final ChannelId HALL = new ChannelId(UuidV7.next());
    private static final ChannelId OTHER = new ChannelId(UuidV7.next());

    private final SessionId session = new SessionId(UuidV7.next());
    private final List<Promise<Visibility>> asked = new CopyOnWriteArrayList<>();
    private final GatewayServer gateway =
            new GatewayServer(Map.of(), settings -> settings.sweeping(Duration.ofHours(1)));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void who_leaves_and_joins_again_during_a_look_up_is_let_in_by_their_own_answer() {
        var alice = enters(false);
        happens(StreamId.of(ALICE), 1, joined(3));
        Eventually.that(() -> "asked " + asked.size(), () -> asked.size() == 1);
        happens(StreamId.of(ALICE), 2, new PersonEvent.ServerLeft(SERVER, LeaveReason.LEFT));
        happens(StreamId.of(ALICE), 3, joined(5));
        Eventually.that(() -> "asked " + asked.size(), () -> asked.size() == 2);
        asked.get(0).complete(new Visibility(SERVER, 1, List.of(), List.of(), Map.of())); // as of when she had left
        asked.get(1).complete(visibility(1, Map.of(StreamId.of(HALL), 1L), channel(HALL, Instant.now())));
        alice.frames().await("message:new", () -> "what was said in the hall since", data -> true);
    }

    @Test
    void what_was_said_in_a_new_channel_before_one_was_told_of_it_comes_as_news() {
        var alice = enters(true);
        happens(StreamId.of(SERVER), 1, new ServerEvent.AccessChanged(SERVER, 2, null));
        Eventually.that(() -> "asked " + asked.size(), () -> asked.size() == 1);
        asked.getFirst().complete(visibility(2, Map.of(StreamId.of(OTHER), 1L), channel(OTHER, Instant.now())));
        assertThat(position(alice)).isZero();
        alice.frames().await("message:new", () -> "the first message", data -> true);
        alice.frames().inOrder();
    }

    @Test
    void what_was_said_long_before_one_came_to_a_channel_does_not() {
        var alice = enters(true);
        happens(StreamId.of(SERVER), 1, new ServerEvent.AccessChanged(SERVER, 2, null));
        Eventually.that(() -> "asked " + asked.size(), () -> asked.size() == 1);
        var old = channel(OTHER, Instant.now().minusSeconds(120));
        asked.getFirst().complete(visibility(2, Map.of(StreamId.of(OTHER), 1L), old));
        assertThat(position(alice)).isEqualTo(1);
    }

    private static long position(Connection connection) {
        return connection
                .frames()
                .await("channel:created", () -> "the channel", data -> true)
                .path("data")
                .path("position")
                .asLong(-1);
    }

    private Connection enters(boolean isMember) {
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(welcome(isMember)));
        gateway.owners.answer(StreamAsk.Visible.class, ask -> {
            Promise<Visibility> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
        gateway.owners.answer(
                StreamAsk.Since.class,
                ask -> Future.succeededFuture(new Answer.Replay(ask.stream(), List.of(said(ask.stream())), 1, false)));
        return gateway.enters(ALICE, session);
    }

    private static Welcome welcome(boolean isMember) {
        return isMember
                ? Welcomes.of(ALICE, Map.of(StreamId.of(ALICE), 0L, StreamId.of(SERVER), 0L), SERVER, 1, Set.of())
                : Welcomes.of(ALICE, Map.of(StreamId.of(ALICE), 0L));
    }

    /** What she may see there: this channel. */
    private static Visibility visibility(long version, Map<StreamId, Long> positions, Channel channel) {
        var group = new Visibility.Group(Set.of(ALICE), Set.of(channel.id()));
        return new Visibility(SERVER, version, List.of(group), List.of(channel), positions);
    }

    private static Channel channel(ChannelId id, Instant made) {
        return new Channel(id, SERVER, "channel", ChannelType.TEXT, 0, null, null, made);
    }

    private static PersonEvent.ServerJoined joined(long position) {
        return new PersonEvent.ServerJoined(
                new Server(SERVER, "Engines", null, null, ALICE, Instant.EPOCH),
                List.of(channel(HALL, Instant.EPOCH)),
                Map.of(StreamId.of(SERVER), position, StreamId.of(HALL), 0L));
    }

    private void happens(StreamId stream, long seq, DurableEvent event) {
        var domain = stream.equals(StreamId.of(SERVER)) ? AccessDomain.of(SERVER) : AccessDomain.of(ALICE);
        gateway.bus.announce(List.of(
                new StreamEvent(stream, seq, domain, 1, event.event(), 0, false, Json.frame(event, stream, seq))));
    }

    /** The first message of a channel. */
    private static StreamEvent said(StreamId channel) {
        var frame = Frame.of("{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":1,\"data\":{\"text\":\"hi\"}}"
                .formatted(channel));
        return new StreamEvent(channel, 1, AccessDomain.of(SERVER), 1, "message:new", 0, false, frame);
    }
}
