package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
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
import io.miscord.testkit.Eventually;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Owners that are away for a moment, or tell less than was heard of: they are asked again, ever more rarely. */
final class AdmissionTest {
    private static final UserId ALICE = new UserId(UuidV7.next());
    private static final ServerId SERVER = new ServerId(UuidV7.next());
    private static final ChannelId HALL = new ChannelId(UuidV7.next());

    private final SessionId session = new SessionId(UuidV7.next());
    private final List<Long> askedAt = new CopyOnWriteArrayList<>();
    private volatile long version = 1;
    private GatewayServer gateway = new GatewayServer(Map.of(), settings -> settings);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_owner_that_is_unavailable_for_a_moment_is_asked_again_when_it_said() {
        gateway.owners.answer(StreamAsk.Hello.class, ask -> {
            asked();
            return askedAt.size() < 3
                    ? Future.failedFuture(ProblemException.later(1, Refusal.BUSY))
                    : Future.succeededFuture(welcome());
        });
        gateway.enters(ALICE, session);
        assertThat(askedAt).hasSize(3);
        assertThat(waits()).allMatch(wait -> wait >= 990); // two clocks, of milliseconds each
    }

    @Test
    void who_would_wait_longer_than_one_may_is_told_to_come_again() {
        gateway.close();
        gateway = new GatewayServer(Map.of("gateway.authenticateTimeout", "1s"), settings -> settings);
        gateway.owners.answer(StreamAsk.Hello.class, ask -> {
            asked();
            return Future.failedFuture(ProblemException.later(2, Refusal.BUSY));
        });
        var alice = gateway.opens();
        alice.asks("authenticate", Map.of("token", gateway.token(ALICE, session)));
        assertThat(alice.closed().code()).isEqualTo(4013);
        assertThat(alice.closed().reason()).startsWith("retry=");
        assertThat(askedAt).hasSizeBetween(1, 2);
    }

    @Test
    void who_is_refused_for_good_is_not_asked_about_again() {
        gateway.owners.answer(StreamAsk.Hello.class, ask -> {
            asked();
            return Future.failedFuture(new ProblemException(Problem.notSignedIn()));
        });
        var alice = gateway.opens();
        alice.asks("authenticate", Map.of("token", gateway.token(ALICE, session)));
        assertThat(alice.closed().code()).isEqualTo(4503);
        assertThat(askedAt).hasSize(1);
    }

    @Test
    void permissions_that_stay_older_than_was_heard_of_are_asked_for_ever_more_rarely() {
        gateway.owners.answer(StreamAsk.Hello.class, ask -> Future.succeededFuture(welcome()));
        gateway.owners.answer(StreamAsk.Visible.class, ask -> {
            asked();
            return Future.succeededFuture(visibility());
        });
        gateway.owners.answer(
                StreamAsk.Since.class,
                ask -> Future.succeededFuture(
                        new io.miscord.contract.Answer.Replay(ask.stream(), List.of(said()), 1, false)));
        var alice = gateway.enters(ALICE, session);
        gateway.bus.announce(List.of(said()));
        Eventually.that(() -> "asked " + askedAt.size(), () -> askedAt.size() == 4);
        assertThat(alice.frames().of("message:new")).isEmpty();
        assertThat(waits().get(0)).isGreaterThanOrEqualTo(240);
        assertThat(waits().get(1)).isGreaterThanOrEqualTo(490);
        assertThat(waits().get(2)).isGreaterThanOrEqualTo(990);
        version = 2;
        alice.frames().await("message:new", () -> "what waited", data -> true);
    }

    private void asked() {
        askedAt.add(Duration.ofNanos(System.nanoTime()).toMillis());
    }

    /** Milliseconds between the questions. */
    private List<Long> waits() {
        return java.util.stream.IntStream.range(1, askedAt.size())
                .mapToObj(i -> askedAt.get(i) - askedAt.get(i - 1))
                .toList();
    }

    /** A message of permissions that PostgreSQL does not tell yet. */
    private static StreamEvent said() {
        var stream = StreamId.of(HALL);
        var frame = Frame.of(
                "{\"event\":\"message:new\",\"stream\":\"%s\",\"seq\":1,\"data\":{\"text\":\"hi\"}}".formatted(stream));
        return new StreamEvent(stream, 1, AccessDomain.of(SERVER), 2, "message:new", 0, false, frame);
    }

    private Welcome welcome() {
        var positions = Map.of(StreamId.of(ALICE), 0L, StreamId.of(SERVER), 0L, StreamId.of(HALL), 0L);
        return Welcomes.of(ALICE, positions, SERVER, version, Set.of(HALL));
    }

    private Visibility visibility() {
        var hall = Welcomes.channel(SERVER, HALL);
        var group = new Visibility.Group(Set.of(ALICE), Set.of(HALL));
        return new Visibility(AccessDomain.of(SERVER), version, List.of(group), List.of(hall), Map.of());
    }
}
