package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamId;
import io.miscord.testkit.Seed;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Whatever happens to the streams of a hub, in whatever order, everybody is given every event after their position once
 * and in order, and nobody ever has much more waiting than what fills them.
 */
class CursorsTest {
    private static final int STEPS = 3_000;
    private static final int FULL = 2_000;
    private static final int LARGEST_FRAME = 40 * 120;
    private static final Batching BATCHING = new Batching(50, 40, 4_000);

    private final Seed seed = Seed.announced();
    private final RandomGenerator random = seed.random();
    private final Feed feed = new Feed();
    private final Topics topics = new Topics(feed, UnpooledByteBufAllocator.DEFAULT, BATCHING);
    private final List<StreamId> streams =
            IntStream.range(0, 6).mapToObj(i -> new StreamId(new UUID(1, i))).toList();
    /** How far the feed has handed over each stream. */
    private final Map<StreamId, Long> handed = new HashMap<>();

    private final List<Reader> readers = new ArrayList<>();

    /** One receiver with one stream, so that what it got can be told apart. */
    private record Reader(SlowReader receiver, Subscription cursor, long start) {}

    @RepeatedTest(20)
    void everybody_gets_everything_once_and_in_order() {
        IntStream.range(0, STEPS).forEach(i -> step());
        settle();
        for (var reader : readers) {
            long head = feed.head(reader.cursor.topic.stream);
            assertThat(reader.receiver.seqs)
                    .as("%s, from %d to %d", seed, reader.start, head)
                    .isEqualTo(LongStream.rangeClosed(reader.start + 1, head)
                            .boxed()
                            .toList());
            assertThat(reader.receiver.mostPending).as("%s", seed).isLessThan(FULL + LARGEST_FRAME);
            assertThat(reader.cursor.inBacklog).as("%s", seed).isFalse();
        }
    }

    private void step() {
        var stream = streams.get(random.nextInt(streams.size()));
        switch (random.nextInt(16)) {
            case 0 -> comes(stream);
            case 1 -> goes();
            case 2, 3, 4, 5, 6 -> commits(stream);
            case 7, 8, 9 -> handsOver(stream);
            case 10, 11 -> answers();
            case 12 -> feed.passes(random.nextInt(30));
            case 13 -> permissions();
            default -> drains();
        }
    }

    private void comes(StreamId stream) {
        if (readers.size() >= 40) {
            return;
        }
        boolean first = topics.of(stream) == null;
        long head = feed.head(stream);
        long start = head - Math.min(head, random.nextInt(60));
        var receiver = new SlowReader(FULL, random.nextBoolean());
        readers.add(new Reader(receiver, topics.subscribe(receiver, stream, start, head), start));
        if (first) {
            // The feed may be ahead of what the newcomer was told, and behind what is committed.
            long from = Math.max(handed.getOrDefault(stream, 0L), head - random.nextInt(3));
            handed.put(stream, Math.max(0, from));
            topics.followed(stream, Math.max(0, from));
        }
    }

    private void goes() {
        if (!readers.isEmpty()) {
            var gone = readers.remove(random.nextInt(readers.size()));
            topics.unsubscribe(gone.cursor);
        }
    }

    private void commits(StreamId stream) {
        IntStream.range(0, 1 + random.nextInt(5)).forEach(i -> {
            var last = feed.log.getOrDefault(stream, List.of());
            long version = last.isEmpty() ? 1 : last.getLast().accessVersion();
            feed.commits(stream, random.nextInt(20) == 0 ? version + 1 : version, random.nextInt(10) == 0);
        });
    }

    /** The feed hands over what follows, in one turn; seldom, the hub stumbles over an event. */
    private void handsOver(StreamId stream) {
        long from = handed.getOrDefault(stream, 0L);
        long to = Math.min(feed.head(stream), from + random.nextInt(80));
        for (long seq = from + 1; seq <= to; seq++) {
            var event = feed.log.get(stream).get((int) seq - 1);
            if (random.nextInt(50) == 0) {
                topics.failed(event);
            } else {
                topics.take(event);
            }
        }
        topics.leave();
        handed.put(stream, to);
    }

    private void answers() {
        if (feed.isAsked()) {
            if (random.nextInt(10) == 0) {
                feed.refuses();
            } else {
                feed.answers();
            }
        }
    }

    /** Permissions of now are known, until they change again. */
    private void permissions() {
        feed.allowedVersion = feed.log.values().stream()
                .mapToLong(events -> events.getLast().accessVersion())
                .max()
                .orElse(1);
        streams.forEach(topics::allowed);
    }

    private void drains() {
        if (!readers.isEmpty()) {
            var reader = readers.get(random.nextInt(readers.size())).receiver;
            reader.drains();
            topics.catchUp().drained(reader);
        }
    }

    private void settle() {
        streams.forEach(stream -> {
            while (handed.getOrDefault(stream, 0L) < feed.head(stream)) {
                handsOver(stream);
            }
        });
        permissions();
        for (int round = 0; !isSettled(); round++) {
            assertThat(round).as("%s: nobody is stuck", seed).isLessThan(10_000);
            answers();
            feed.passes(100);
            for (var reader : readers) {
                reader.receiver.drains();
                topics.catchUp().drained(reader.receiver);
            }
        }
    }

    private boolean isSettled() {
        return feed.isQuiet()
                && readers.stream().allMatch(reader -> reader.cursor.position >= feed.head(reader.cursor.topic.stream));
    }
}
