package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamId;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final StreamId STREAM = Events.STREAM;
    private static final int ROOM = 1_000_000;

    private final Feed feed = new Feed();
    private final Topics topics = new Topics(feed, UnpooledByteBufAllocator.DEFAULT, new Batching(50, 50, 32_768));
    private final Map<Receiver, Subscription> cursors = new HashMap<>();

    private SlowReader joins(long position, long head) {
        return joins(new SlowReader(ROOM, true), position, head);
    }

    private SlowReader joins(SlowReader reader, long position, long head) {
        boolean first = topics.of(STREAM) == null;
        cursors.put(reader, topics.subscribe(reader, STREAM, position, head));
        if (first) {
            topics.followed(STREAM, head);
        }
        return reader;
    }

    /** So many more are committed, and handed over in one turn. */
    private void happen(int events) {
        for (int i = 0; i < events; i++) {
            topics.take(feed.commits(STREAM, 1, false));
        }
        topics.leave();
    }

    /** So many are committed, and nobody is told. */
    private void happenUnheard(int events) {
        IntStream.range(0, events).forEach(i -> feed.commits(STREAM, 1, false));
    }

    private void settles() {
        while (feed.isAsked()) {
            feed.answers();
        }
        feed.passes(1_000);
        if (feed.isAsked()) {
            settles();
        }
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void the_first_event_leaves_at_once_and_what_follows_comes_as_a_batch() {
        var reader = joins(0, 0);
        happen(1);
        assertThat(reader.seqs).containsExactly(1L);

        happen(1);
        happen(2);
        assertThat(reader.seqs).as("the window is open").containsExactly(1L);

        feed.passes(10);
        assertThat(reader.seqs).containsExactly(1L, 2L, 3L, 4L);
        assertThat(reader.frames).isEqualTo(2);
    }

    @Test
    void a_client_without_batches_gets_the_single_frames_in_the_same_turn() {
        var reader = joins(new SlowReader(ROOM, false), 0, 0);
        happen(1);
        happen(3);
        feed.passes(10);
        assertThat(reader.seqs).isEqualTo(seqs(1, 4));
        assertThat(reader.frames).isEqualTo(4);
    }

    @Test
    void an_urgent_event_takes_what_is_gathered_with_it() {
        var reader = joins(0, 0);
        happen(1);
        happen(2);
        topics.take(feed.commits(STREAM, 1, true));
        topics.leave();
        assertThat(reader.seqs).isEqualTo(seqs(1, 4));
        assertThat(reader.frames).isEqualTo(2);
    }

    @Test
    void a_burst_is_cut_into_batches_of_at_most_fifty() {
        var reader = joins(0, 0);
        happen(120);
        assertThat(reader.seqs).isEqualTo(seqs(1, 120));
        assertThat(reader.frames).isEqualTo(3);
        assertThat(feed.pages).as("nobody was behind").isZero();
    }

    @Test
    void who_loses_a_stream_while_it_asks_for_more_gets_nothing_of_it_and_an_answer() {
        var stays = joins(0, 0);
        var reader = joins(0, 0);
        happen(1);
        happenUnheard(5);
        var asked = topics.catchUp().again(cursors.get(reader), 3);
        topics.unsubscribe(cursors.get(reader));
        settles();
        topics.take(feed.commits(STREAM, 1, true));
        topics.leave();
        settles();
        assertThat(stays.seqs).isEqualTo(seqs(1, 7));
        assertThat(reader.seqs).containsExactly(1L);
        assertThat(asked.failed()).isTrue();
        assertThat(topics.of(STREAM).readers).isEmpty();
    }

    @Test
    void what_there_was_no_memory_for_comes_later() {
        var memory = new Memory();
        var mine = new Topics(feed, memory, new Batching(50, 50, 32_768));
        var reader = new SlowReader(ROOM, true);
        mine.subscribe(reader, STREAM, 0, 0);
        mine.followed(STREAM, 0);
        memory.isFull = true;
        mine.take(feed.commits(STREAM, 1, true));
        mine.leave();
        feed.answers();
        assertThat(reader.seqs).isEmpty();
        memory.isFull = false;
        mine.take(feed.commits(STREAM, 1, false));
        mine.leave();
        settles();
        assertThat(reader.seqs).containsExactly(1L, 2L);
    }

    @Test
    void who_comes_while_events_are_gathered_gets_each_once() {
        var early = joins(0, 0);
        happen(1);
        happen(3);
        var atHead = joins(4, 4);
        var between = joins(2, 4);
        var ahead = joins(6, 6);
        feed.passes(10);
        assertThat(early.seqs).isEqualTo(seqs(1, 4));
        assertThat(between.seqs).isEqualTo(seqs(3, 4));
        happen(4);
        feed.passes(50);
        settles();
        assertThat(early.seqs).isEqualTo(seqs(1, 8));
        assertThat(between.seqs).isEqualTo(seqs(3, 8));
        assertThat(atHead.seqs).isEqualTo(seqs(5, 8));
        assertThat(ahead.seqs).isEqualTo(seqs(7, 8));
    }

    @Test
    void a_resume_is_given_in_pages_and_goes_on_only_where_there_is_room() {
        happenUnheard(1_000);
        var reader = joins(new SlowReader(5_000, true), 0, 1_000);
        for (int turns = 0; turns < 100 && feed.isAsked(); turns++) {
            feed.answers();
        }
        assertThat(feed.isAsked()).as("it is full, so nothing is asked for it").isFalse();
        assertThat(reader.seqs).hasSizeLessThan(200);

        while (reader.seqs.size() < 1_000) {
            reader.drains();
            topics.catchUp().drained(reader);
            settles();
        }
        assertThat(reader.seqs).isEqualTo(seqs(1, 1_000));
        assertThat(reader.mostPending).isLessThan(5_000 + Feed.PAGE * 120);
        assertThat(reader.caughtUp).containsExactly(STREAM);
    }

    @Test
    void one_page_serves_all_who_are_behind_at_the_same_place() {
        happenUnheard(15);
        var readers = IntStream.range(0, 100).mapToObj(i -> joins(5, 15)).toList();
        settles();
        assertThat(feed.pages).isEqualTo(1);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.seqs).isEqualTo(seqs(6, 15)));
    }

    @Test
    void a_resume_of_many_streams_reads_a_few_at_a_time() {
        var reader = new SlowReader(ROOM, true);
        for (int i = 0; i < 40; i++) {
            var stream = new StreamId(new UUID(1, i));
            feed.commits(stream, 1, false);
            topics.subscribe(reader, stream, 0, 1);
            topics.followed(stream, 1);
        }
        assertThat(feed.pages).isEqualTo(Backlog.AT_ONCE);
        settles();
        assertThat(feed.pages).isEqualTo(40);
        assertThat(reader.seqs).hasSize(40);
        assertThat(reader.caughtUp).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void who_is_full_gets_nothing_live_and_everything_in_order_later_while_others_go_on() {
        var slow = joins(new SlowReader(500, true), 0, 0);
        var quick = joins(0, 0);
        for (int i = 0; i < 200; i++) {
            happen(1);
            feed.passes(7);
        }
        feed.passes(100);
        assertThat(quick.seqs).isEqualTo(seqs(1, 200));
        assertThat(slow.seqs).hasSizeLessThan(20);
        assertThat(slow.mostPending).isLessThan(5_000);
        while (slow.seqs.size() < 200) {
            slow.drains();
            topics.catchUp().drained(slow);
            settles();
        }
        slow.drains();
        happen(1);
        feed.passes(100);
        assertThat(slow.seqs).isEqualTo(seqs(1, 201));
    }

    @Test
    void nobody_waits_for_the_pages_of_another_who_is_further_behind() {
        happenUnheard(2_000);
        var far = joins(0, 2_000);
        var near = joins(1_990, 2_000);
        feed.answers();
        feed.answers();
        assertThat(near.seqs).isEqualTo(seqs(1_991, 2_000));
        settles();
        assertThat(far.seqs).isEqualTo(seqs(1, 2_000));
    }

    @Test
    void an_event_waits_for_its_permissions_and_so_does_all_after_it() {
        var reader = joins(0, 0);
        feed.allowedVersion = 1;
        happen(1);
        topics.take(feed.commits(STREAM, 2, false));
        happen(3);
        settles();
        assertThat(reader.seqs).containsExactly(1L);

        feed.allowedVersion = 2;
        topics.allowed(STREAM);
        settles();
        assertThat(reader.seqs).isEqualTo(seqs(1, 5));
    }

    @Test
    void only_those_who_lack_what_is_lost_start_afresh() {
        happenUnheard(10);
        var at4 = joins(4, 10);
        var at7 = joins(7, 10);
        var at10 = joins(10, 10);
        feed.oldest = 7;
        settles();
        assertThat(at4.events).containsExactly("resync");
        assertThat(at7.seqs).isEqualTo(seqs(8, 10));
        assertThat(at7.events).doesNotContain("resync");
        assertThat(at10.events).isEmpty();

        topics.lost(STREAM, 10, 20);
        assertThat(List.of(at4, at7, at10))
                .allSatisfy(reader -> assertThat(reader.events).contains("resync"));

        happenUnheard(11);
        topics.take(feed.log.get(STREAM).getLast());
        topics.leave();
        assertThat(at10.seqs).containsExactly(21L);
    }

    @Test
    void what_the_feed_lost_is_no_loss_to_who_has_it_already() {
        var at5 = joins(5, 5);
        happenUnheard(20);
        var at20 = joins(20, 20);
        topics.lost(STREAM, 5, 18);
        settles();
        assertThat(at5.events).contains("resync");
        assertThat(at20.events).isEmpty();
    }

    @Test
    void an_event_that_could_not_be_taken_comes_by_a_page() {
        var reader = joins(0, 0);
        happen(1);
        topics.failed(feed.commits(STREAM, 1, false));
        happen(1);
        feed.passes(10);
        settles();
        assertThat(reader.seqs).isEqualTo(seqs(1, 3));
    }

    @Test
    void the_last_event_of_a_quiet_stream_that_could_not_be_taken_comes_by_a_page_too() {
        var reader = joins(0, 0);
        topics.failed(feed.commits(STREAM, 1, false));
        settles();
        assertThat(reader.seqs).containsExactly(1L);
    }

    @Test
    void a_gap_in_what_the_feed_hands_over_is_filled_by_a_page() {
        var reader = joins(0, 0);
        happen(1);
        happenUnheard(3);
        happen(1);
        feed.passes(10);
        settles();
        assertThat(reader.seqs).isEqualTo(seqs(1, 5));
    }

    @Test
    void pages_are_asked_for_again_when_the_store_is_away() {
        happenUnheard(3);
        var reader = joins(0, 3);
        feed.refuses();
        assertThat(feed.isAsked()).isFalse();
        feed.passes(1_000);
        settles();
        assertThat(reader.seqs).isEqualTo(seqs(1, 3));
    }

    @Test
    void whoever_goes_while_events_are_written_keeps_nobody_else_from_them() {
        var readers = new ArrayList<SlowReader>();
        IntStream.range(0, 10).forEach(i -> readers.add(joins(0, 0)));
        var topic = topics.of(STREAM);
        assertThat(topic).isNotNull();
        var seen = new ArrayList<Receiver>();
        topic.each(subscription -> {
            seen.add(subscription.receiver);
            if (seen.size() == 3) {
                readers.subList(0, 6).forEach(reader -> topics.unsubscribe(cursors.get(reader)));
            }
        });
        assertThat(seen).containsAll(readers.subList(6, 10));
    }
}
