package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamId;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a client is given of a stream because it asked for it, and what that costs PostgreSQL. */
final class SyncTest {
    private static final StreamId STREAM = Events.STREAM;
    private static final int ROOM = 1_000_000;

    private final Feed feed = new Feed();
    private final Topics topics = new Topics(feed, UnpooledByteBufAllocator.DEFAULT, new Batching(50, 50, 32_768));
    private final Map<Receiver, Subscription> cursors = new HashMap<>();

    /** Somebody has the stream from its beginning. */
    private SlowReader joins() {
        var reader = new SlowReader(ROOM, true);
        cursors.put(reader, topics.subscribe(reader, STREAM, 0, 0));
        topics.followed(STREAM, 0);
        return reader;
    }

    /** So many more are committed, and handed over in one turn. */
    private void happen(int events) {
        for (int i = 0; i < events; i++) {
            topics.take(feed.commits(STREAM, 1, false));
        }
        topics.leave();
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

    @Test
    void a_sync_gives_again_what_came_after_and_then_what_is_new() {
        var reader = joins();
        happen(5);
        var done = topics.catchUp().again(cursors.get(reader), 2);
        assertThat(done.isComplete()).isFalse();
        happen(1);
        feed.passes(10);
        settles();
        assertThat(done.succeeded()).isTrue();
        assertThat(reader.seqs).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 3L, 4L, 5L, 6L));

        assertThat(topics.catchUp().again(cursors.get(reader), 6).succeeded()).isTrue();
    }

    @Test
    void a_sync_after_what_never_was_is_a_resync() {
        var reader = joins();
        happen(5);
        var done = topics.catchUp().again(cursors.get(reader), 9);
        settles();
        assertThat(done.succeeded()).isTrue();
        assertThat(reader.events).contains("resync");
    }

    @Test
    void however_often_a_client_claims_to_have_more_postgresql_is_asked_once_and_once_again() {
        var reader = joins();
        IntStream.range(0, 5).forEach(i -> feed.commits(STREAM, 1, false)); // and nobody is told
        var done = LongStream.rangeClosed(1, 32)
                .mapToObj(claimed -> topics.catchUp().again(cursors.get(reader), claimed))
                .toList();
        assertThat(feed.pages).isEqualTo(1);
        feed.answers();
        assertThat(feed.pages)
                .as("all others at once, and the page of the first")
                .isEqualTo(3);
        settles();
        assertThat(feed.pages).isEqualTo(3);
        assertThat(done).allMatch(Future::succeeded);
        assertThat(reader.seqs).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(reader.events.stream().filter("resync"::equals))
                .as("who claims 6 to 32")
                .hasSize(27);
    }

    @Test
    void a_client_that_claims_to_have_more_of_many_streams_is_looked_up_one_after_the_other() {
        var reader = new SlowReader(ROOM, true);
        var claims = new ArrayList<Future<Void>>();
        for (int i = 0; i < 20; i++) {
            var stream = new StreamId(new UUID(1, i));
            var cursor = topics.subscribe(reader, stream, 0, 0);
            topics.followed(stream, 0);
            claims.add(topics.catchUp().again(cursor, 7));
            if (i == 10) {
                topics.unsubscribe(cursor);
            }
        }
        for (int asked = 1; asked < 20; asked++) {
            assertThat(feed.pages).isEqualTo(asked);
            feed.answers();
        }
        assertThat(feed.isQuiet()).isTrue();
        assertThat(claims.stream().filter(Future::succeeded)).hasSize(19);
        assertThat(claims.get(10).failed())
                .as("it is theirs no longer, and nobody asks")
                .isTrue();
    }

    @Test
    void a_sync_ends_with_the_subscription() {
        var reader = joins();
        happen(5);
        var done = topics.catchUp().again(cursors.get(reader), 2);
        topics.unsubscribe(cursors.get(reader));
        assertThat(done.failed()).isTrue();
        settles();
        assertThat(reader.seqs).hasSize(5);
        assertThat(feed.follows.get(STREAM)).isZero();
    }
}
