package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Author;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The writer against a store that the test answers for: nothing here runs on another thread. */
class MessageWriterTest {
    private static final long DEADLINE = 1_000;
    private static final MessageWriter.Limits LIMITS = new MessageWriter.Limits(4, 100_000, 10, 1_000_000);

    private record Call(List<Outgoing> group, boolean again, Promise<List<Outcome>> answer) {
        List<String> contents() {
            return group.stream().map(Outgoing::content).toList();
        }

        void succeed() {
            answer.complete(group.stream().map(MessageWriterTest::stored).toList());
        }
    }

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<Call> calls = new ArrayList<>();
    private final MessageWriter writer = new MessageWriter(
            (group, again) -> {
                var call = new Call(group, again, Promise.promise());
                calls.add(call);
                return call.answer.future();
            },
            LIMITS,
            clock);

    @Test
    void a_lone_message_waits_for_nothing_and_what_comes_meanwhile_is_the_next_group() {
        writer.submit(message("a"));
        assertThat(calls).hasSize(1);
        writer.submit(message("b"));
        writer.submit(message("c"));
        assertThat(calls).hasSize(1);
        calls.getFirst().succeed();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).contents()).containsExactly("b", "c");
    }

    @Test
    void a_group_is_closed_at_its_bounds() {
        writer.submit(message("first"));
        IntStream.range(0, 6).forEach(i -> writer.submit(message("m" + i)));
        calls.get(0).succeed();
        assertThat(calls.get(1).contents()).containsExactly("m0", "m1", "m2", "m3");
        calls.get(1).succeed();
        assertThat(calls.get(2).contents()).containsExactly("m4", "m5");
        writer.submit(message("x".repeat(60_000)));
        writer.submit(message("small"));
        calls.get(2).succeed();
        assertThat(calls.get(3).group).hasSize(1);
    }

    @Test
    void more_than_the_queue_holds_is_refused_at_the_door() {
        writer.submit(message("in flight"));
        var waiting = IntStream.range(0, 10)
                .mapToObj(i -> writer.submit(message("m" + i)))
                .toList();
        var refused = writer.submit(message("one too many"));
        assertThat(refused.failed()).isTrue();
        assertThat(((ProblemException) refused.cause()).problem().retryAfter()).isEqualTo(1);
        assertThat(waiting).noneMatch(Future::isComplete);
        assertThat(writer.waiting()).isEqualTo(10);
        calls.get(0).succeed();
        assertThat(writer.waiting()).isEqualTo(6);
    }

    @Test
    void a_group_whose_connection_broke_is_tried_once_more_saying_so() {
        var sent = writer.submit(message("a"));
        calls.get(0).answer.fail(new IOException("reset"));
        assertThat(calls.get(1).again).isTrue();
        calls.get(1).succeed();
        assertThat(sent.succeeded()).isTrue();
    }

    @Test
    void while_the_database_is_gone_everybody_is_told_and_the_next_group_goes_on() {
        var sent = writer.submit(message("a"));
        var next = writer.submit(message("b"));
        calls.get(0).answer.fail(new IOException("reset"));
        calls.get(1).answer.fail(new IOException("refused"));
        assertThat(((ProblemException) sent.cause()).problem().kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(calls.get(2).contents()).containsExactly("b");
        calls.get(2).succeed();
        assertThat(next.succeeded()).isTrue();
    }

    @Test
    void a_group_that_postgres_may_still_be_at_is_not_tried_again() {
        var sent = writer.submit(message("a"));
        calls.get(0).answer.fail(new TimeoutException("late"));
        assertThat(calls).hasSize(1);
        assertThat(((ProblemException) sent.cause()).problem().retryAfter()).isEqualTo(1);
    }

    @Test
    void a_refusal_by_the_breaker_is_passed_on_as_it_is() {
        var sent = writer.submit(message("a"));
        calls.get(0).answer.fail(ProblemException.later(7, Refusal.NOT_ANSWERING, "database"));
        assertThat(calls).hasSize(1);
        assertThat(((ProblemException) sent.cause()).problem().retryAfter()).isEqualTo(7);
    }

    @Test
    void what_nobody_waits_for_any_more_is_refused_and_not_stored() {
        writer.submit(message("in flight"));
        var late = writer.submit(message("late"));
        clock.advance(Duration.ofMillis(DEADLINE));
        calls.get(0).succeed();
        assertThat(((ProblemException) late.cause()).problem().kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(calls).hasSize(1);
        assertThat(writer.waiting()).isZero();
    }

    @Test
    void the_one_that_spoils_a_group_is_isolated_and_the_others_are_stored() {
        writer.submit(message("first"));
        var sent = List.of("a", "b", "poison", "d").stream()
                .map(content -> writer.submit(message(content)))
                .toList();
        calls.get(0).succeed();
        for (int i = 1; i < calls.size(); i++) {
            var call = calls.get(i);
            if (call.contents().contains("poison")) {
                call.answer.fail(new IllegalStateException("cannot be stored"));
            } else {
                call.succeed();
            }
        }
        assertThat(sent).extracting(Future::succeeded).containsExactly(true, true, false, true);
        assertThat(((ProblemException) sent.get(2).cause()).problem().kind()).isEqualTo(Problem.Kind.INTERNAL);
    }

    private static Outcome stored(Outgoing message) {
        var author = new Author(message.author(), "a", "A", null);
        return new Outcome.Stored(message.id(), 1, Instant.EPOCH, author, List.of());
    }

    private static Outgoing message(String content) {
        var channel = new ChannelId(new UUID(0, 1));
        return new Outgoing(
                new MessageId(UUID.randomUUID()),
                channel,
                AccessDomain.of(channel),
                1,
                new UserId(new UUID(0, 2)),
                null,
                content,
                null,
                Mentions.NONE,
                0,
                null,
                0,
                DEADLINE);
    }
}
