package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long MS = Duration.ofMillis(1).toNanos();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000 * MS); // it may well overflow while we look
    private final Pace pace = new Pace(100, 20, now::get);

    @Test
    void so_many_at_once_then_one_each_interval() {
        for (int i = 0; i < 20; i++) {
            assertThat(pace.take()).isZero();
        }
        assertThat(pace.take()).isEqualTo(10);
        now.addAndGet(4 * MS);
        assertThat(pace.take()).isEqualTo(6);
        now.addAndGet(6 * MS);
        assertThat(pace.take()).isZero();
        assertThat(pace.take()).isEqualTo(10);
    }

    @Test
    void what_is_refused_takes_nothing_and_rest_saves_up_no_more_than_the_burst() {
        for (int i = 0; i < 1_000; i++) {
            pace.take();
        }
        now.addAndGet(10 * MS);
        assertThat(pace.take()).isZero();
        now.addAndGet(60_000 * MS);
        int taken = 0;
        while (pace.take() == 0) {
            taken++;
        }
        assertThat(taken).isEqualTo(20);
    }

    @Test
    void what_is_given_back_was_never_taken() {
        for (int i = 0; i < 19; i++) {
            assertThat(pace.take()).isZero();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(pace.take()).isZero();
            pace.giveBack();
        }
        assertThat(pace.take()).isZero();
        assertThat(pace.take()).isEqualTo(10);
        now.addAndGet(60_000 * MS);
        pace.take();
        pace.giveBack();
        int taken = 0;
        while (pace.take() == 0) {
            taken++;
        }
        assertThat(taken).as("no more than the burst").isEqualTo(20);
    }

    @Test
    void in_no_stretch_of_time_are_there_more_than_the_burst_and_what_the_rate_gives() {
        var seed = Seed.announced();
        var random = seed.random();
        var taken = new ArrayList<Long>();
        long at = 0;
        for (int i = 0; i < 20_000; i++) {
            long step = random.nextInt(20) == 0 ? random.nextLong(300 * MS) : random.nextLong(2 * MS);
            at += step;
            now.addAndGet(step);
            if (pace.take() == 0) {
                taken.add(at);
            }
        }
        assertThat(taken).as(seed.toString()).hasSizeGreaterThan(500);
        for (int from = 0; from < taken.size(); from++) {
            for (int to = from + 20; to < Math.min(taken.size(), from + 400); to++) {
                long stretch = taken.get(to) - taken.get(from);
                assertThat((to - from + 1L - 20) * 10 * MS).as(seed.toString()).isLessThanOrEqualTo(stretch);
            }
        }
    }

    @Test
    void who_are_sent_away_come_elsewhere_evenly_though_they_are_told_in_a_third_of_the_time() {
        var seed = Seed.announced();
        var random = seed.random();
        int all = 1_000;
        long spreadMs = 15_000;
        var perSecond = new int[15];
        for (int nth = 0; nth < all; nth++) {
            long elapsedMs = nth / 20 * 100L; // twenty each tenth of a second: 5 s in all
            long after = Drain.afterMs(nth, all, spreadMs, elapsedMs, random.nextDouble());
            perSecond[(int) ((elapsedMs + after) / 1_000)]++;
        }
        assertThat(IntStream.of(perSecond)).as(seed.toString()).allMatch(count -> Math.abs(count - all / 15) <= 2);
        assertThat(Drain.afterMs(0, all, spreadMs, 40, 0.5))
                .as("it is over already")
                .isZero();
        assertThat(Drain.afterMs(all - 1, all, spreadMs, 0, 0.999)).isLessThan(spreadMs);
    }

    @Test
    void who_lose_their_node_spread_over_what_the_others_take_in() {
        assertThat(new Herd(5_000, 2, 200).spreadMs()).isEqualTo(15_625);
        assertThat(new Herd(5_000, 1, 200).spreadMs()).isEqualTo(31_250);
        assertThat(new Herd(5_000, 0, 200).spreadMs())
                .as("it comes back itself")
                .isEqualTo(31_250);
        assertThat(new Herd(3, 2, 200).spreadMs()).isEqualTo(200);
        assertThat(new Herd(1_000_000, 1, 200).spreadMs()).isEqualTo(120_000);
        assertThat(new Herd(5_000, 1, 200).isNews(25_000)).as("a quarter more").isFalse();
        assertThat(new Herd(5_000, 1, 200).isNews(24_900)).isTrue();
        assertThat(new Herd(100, 1, 200).isNews(200)).as("no second").isFalse();
        assertThat(new Herd(100, 1, 200).isNews(20_000)).as("less is no harm").isFalse();
        assertThat(new Herd(5_000, 2, 200).drainMs(5_000)).isEqualTo(5_000);
        assertThat(new Herd(100, 2, 200).drainMs(5_000)).isEqualTo(312);
        assertThat(new Herd(100, 0, 200).drainMs(5_000))
                .as("there is nowhere to go")
                .isZero();
    }
}
