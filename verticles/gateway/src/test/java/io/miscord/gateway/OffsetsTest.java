package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.testkit.Seed;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions in the two texts that a client of Socket.IO keeps: what comes back is what was given. */
final class OffsetsTest {
    private static final UserId ALICE = new UserId(new UUID(0x7000, 7));
    private static final String SID = "abcdefghij-_KLMN0123";
    private static final String EPOCH = "an epoch";

    private static StreamId stream(long number) {
        return new StreamId(new UUID(number % 3 == 0 ? -number : number, number));
    }

    private static Offsets begin(Map<StreamId, Long> positions) {
        return Offsets.begin(SID, ALICE, EPOCH, positions).orElseThrow();
    }

    private static Map<StreamId, Long> recovered(String pid, String offset) {
        return Offsets.recover(pid, offset).orElseThrow().resume().positions();
    }

    @Test
    void who_was_given_nothing_yet_is_where_they_began() {
        var positions = Map.of(stream(1), 0L, stream(2), 5L, stream(3), Long.MAX_VALUE);
        var offsets = begin(positions);

        var back = Offsets.recover(offsets.pid(), "").orElseThrow();
        assertThat(back.resume().positions()).isEqualTo(positions);
        assertThat(back.resume().epoch()).isEqualTo(EPOCH);
        assertThat(back.user()).isEqualTo(ALICE);
        assertThat(back.sid()).isEqualTo(SID);
        assertThat(recovered(offsets.pid(), offsets.offset())).isEqualTo(positions);
    }

    @Test
    void the_last_offset_tells_of_every_stream() {
        var seed = Seed.announced();
        var random = seed.random();
        for (int round = 0; round < 200; round++) {
            var where = new HashMap<StreamId, Long>();
            int streams = random.nextInt(1, 50);
            for (int i = 0; i < streams; i++) {
                where.put(stream(i), random.nextLong(1_000_000));
            }
            var offsets = begin(where);
            var pid = offsets.pid();
            for (int i = 0; i < 100; i++) {
                var moved = stream(random.nextInt(60)); // some are gained
                where.merge(moved, 1L, Long::sum);
                offsets.at(moved, where.get(moved));
                if (random.nextInt(10) == 0) { // and go on elsewhere
                    offsets = Offsets.recover(pid, offsets.offset()).orElseThrow();
                }
            }
            assertThat(offsets.pid()).isEqualTo(pid);
            assertThat(recovered(pid, offsets.offset())).as("%s", seed).isEqualTo(where);
        }
    }

    @Test
    void the_offset_of_the_connection_before_says_nothing_of_this_one() {
        var before = begin(Map.of(stream(1), 10L, stream(2), 20L));
        before.at(stream(1), 15);
        var positions = Map.of(stream(1), 16L, stream(2), 21L);
        var now = Offsets.begin("another-session-0123", ALICE, EPOCH, positions).orElseThrow();

        assertThat(recovered(now.pid(), before.offset())).isEqualTo(positions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a session", "\"quoted\"", "\u20ac\u20ac\u20ac\u20ac"})
    void a_session_is_named_as_this_node_names_them(String sid) {
        assertThat(Offsets.begin(sid, ALICE, EPOCH, Map.of())).isEmpty();
    }

    @Test
    void a_stream_may_go_back() {
        var offsets = begin(Map.of(stream(1), 10L));
        offsets.at(stream(1), 3);

        assertThat(recovered(offsets.pid(), offsets.offset())).containsEntry(stream(1), 3L);
        offsets.at(stream(1), 10);
        assertThat(offsets.offset()).isEqualTo(begin(Map.of()).offset());
    }

    @Test
    void what_does_not_move_takes_no_room() {
        var positions = new HashMap<StreamId, Long>();
        for (int i = 0; i < 1_000; i++) {
            positions.put(stream(i), 1_000_000L);
        }
        var offsets = begin(positions);
        for (int i = 0; i < 10; i++) {
            offsets.at(stream(i * 100L), 1_000_100);
        }
        assertThat(offsets.offset()).hasSizeLessThan(50);
    }

    @Test
    void too_many_streams_are_not_kept() {
        var positions = new HashMap<StreamId, Long>();
        for (int i = 0; i <= Offsets.MAX_STREAMS; i++) {
            positions.put(stream(i), 1L);
        }
        assertThat(Offsets.begin(SID, ALICE, EPOCH, positions)).isEmpty();
        positions.remove(stream(0));
        var offsets = begin(positions);
        assertThat(recovered(offsets.pid(), "")).hasSize(Offsets.MAX_STREAMS);
    }

    @Test
    void an_offset_that_is_too_long_recovers_nothing_rather_than_too_much() {
        var offsets = begin(Map.of());
        for (int i = 0; i < 1_000; i++) {
            offsets.at(stream(i), 1);
        }
        assertThat(offsets.offset()).hasSizeLessThan(10);
        assertThat(Offsets.recover(offsets.pid(), offsets.offset())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "!", "AAAA", "AQ", "////"})
    void what_is_no_pid_recovers_nothing(String pid) {
        assertThat(Offsets.recover(pid, "")).isEmpty();
    }

    @Test
    void no_text_of_anybody_elses_does_more_than_fail() {
        var seed = Seed.announced();
        var random = seed.random();
        var offsets = begin(Map.of(stream(1), 10L, stream(2), 20L));
        offsets.at(stream(2), 21);
        for (var text : new String[] {offsets.pid(), offsets.offset()}) {
            for (int i = 0; i < 20_000; i++) {
                var bytes = Base64.getUrlDecoder().decode(text);
                var changed = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
                if (changed.length > 0) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                var wrong = Base64.getUrlEncoder().encodeToString(changed);
                Offsets.recover(text.equals(offsets.pid()) ? wrong : offsets.pid(), wrong)
                        .ifPresent(back -> assertThat(back.resume().positions().values())
                                .as("%s", seed)
                                .allMatch(seq -> seq >= 0));
            }
        }
    }
}
