package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.LegacyChatWire;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.InstantSource;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that cannot be written to those who lack it. */
final class PoisonedPageTest {
    private final Feed feed = new Feed();
    private final Topics topics = new Topics(feed, UnpooledByteBufAllocator.DEFAULT, new Batching(50, 1, 32_768));
    private final SlowReader early = new SlowReader(1_000_000, false);
    private final SlowReader late = new SlowReader(1_000_000, false);

    @BeforeEach
    void two_are_behind_and_the_sixth_event_cannot_be_written() {
        IntStream.range(0, 10).forEach(i -> feed.commits(Events.STREAM, 1, false));
        early.poison = 6;
        late.poison = 6;
        topics.subscribe(early, Events.STREAM, 0, 10);
        topics.followed(Events.STREAM, 10);
        topics.subscribe(late, Events.STREAM, 7, 10);
    }

    private void passes(long ms) {
        for (long i = 0; i < ms; i += 50) {
            while (feed.isAsked()) {
                feed.answers();
            }
            feed.passes(50);
        }
    }

    @Test
    void is_given_up_after_some_tries_and_those_who_need_it_start_afresh() {
        passes(20_000);
        assertThat(early.seqs).isEqualTo(LongStream.rangeClosed(1, 5).boxed().toList());
        assertThat(early.events).last().isEqualTo("resync");
        assertThat(late.seqs)
                .as("they have it already")
                .isEqualTo(LongStream.rangeClosed(8, 10).boxed().toList());
        assertThat(late.events).doesNotContain("resync");
        assertThat(feed.isQuiet()).isTrue();
        topics.take(feed.commits(Events.STREAM, 1, false));
        topics.leave();
        assertThat(early.seqs).last().isEqualTo(11L);
        assertThat(late.seqs).last().isEqualTo(11L);
    }

    @Test
    void ends_the_socket_of_who_may_have_missed_by_it_where_they_are_now() {
        early.user = new UserId(Events.STREAM.value());
        late.user = early.user;
        passes(20_000);
        assertThat(early.ended).as("its greeting knew all of that").isNull();

        early.poison = 12;
        IntStream.range(0, 2).forEach(i -> feed.commits(Events.STREAM, 1, false));
        topics.take(feed.log.get(Events.STREAM).getLast());
        topics.leave();
        passes(20_000);
        assertThat(early.events).last().isEqualTo("resync");
        assertThat(early.ended).isEqualTo(Disconnect.INTERNAL);
        assertThat(late.ended).as("nothing was missed").isNull();
        assertThat(late.seqs).last().isEqualTo(12L);
    }

    @Test
    void ends_the_socket_of_a_client_that_cannot_be_told_what_it_lost() {
        var legacy = new SlowReader(1_000_000, false);
        legacy.wire = new LegacyChatWire(new ChannelId(Events.STREAM.value()), InstantSource.system());
        topics.subscribe(legacy, Events.STREAM, 10, 10);
        passes(20_000);
        assertThat(legacy.ended).isNull();

        feed.commits(Events.STREAM, 1, false);
        topics.lost(Events.STREAM, 10, 11);
        passes(1_000);
        assertThat(legacy.ended).isEqualTo(Disconnect.INTERNAL);
        assertThat(legacy.events).as("it has no words for it").isEmpty();
        assertThat(late.ended).isNull();
        assertThat(late.events).last().isEqualTo("resync");
    }

    @Test
    void is_not_tried_at_full_speed() {
        passes(20_000);
        assertThat(feed.pages).isLessThan(15);
    }

    @Test
    void holds_up_nobody_if_it_can_be_written_a_little_later() {
        passes(1_000);
        early.poison = -1;
        passes(20_000);
        assertThat(early.seqs).isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
        assertThat(early.events).doesNotContain("resync");
    }
}
