package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.LegacyNotificationsWire;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is told of somebody's presence in a server that few or many have. */
final class MemberWindowTest {
    private static final ServerId SERVER = new ServerId(UuidV7.next());
    private static final ServerId OTHER = new ServerId(UuidV7.next());
    private static final UserId BOB = new UserId(UuidV7.next());
    private static final UserId CAROL = new UserId(UuidV7.next());

    private final MemberWindows windows = new MemberWindows(MemberWindows.FEW);
    private final Topic topic = new Topic(StreamId.of(SERVER), new BatchWindow(new Batching(50, 50, 1_000)));

    @Test
    void in_a_small_server_everybody_is_told_window_or_not() {
        var readers = join(MemberWindows.FEW);
        windows.look(readers.getFirst(), SERVER, Set.of(CAROL));
        assertThat(told(BOB)).containsExactlyInAnyOrderElementsOf(readers);
    }

    @Test
    void in_a_large_one_those_who_look_at_them_alone() {
        var readers = join(MemberWindows.FEW + 1);
        var looks = readers.get(7);
        windows.look(looks, SERVER, Set.of(BOB));
        windows.look(readers.get(8), SERVER, Set.of(CAROL));
        windows.look(readers.get(9), OTHER, Set.of(BOB));
        assertThat(told(BOB)).containsExactly(looks);
        leave(readers.getFirst());
        assertThat(told(BOB)).hasSize(MemberWindows.FEW);
    }

    @Test
    void ones_own_devices_and_those_who_cannot_look_are_told_in_any_case() {
        var readers = join(MemberWindows.FEW + 10);
        readers.get(3).user = BOB;
        readers.get(4).wire = new LegacyNotificationsWire(Instant::now);
        assertThat(told(BOB)).containsExactlyInAnyOrder(readers.get(3), readers.get(4));
    }

    @Test
    void the_next_window_replaces_the_one_before_and_an_empty_one_closes_it() {
        var looks = join(MemberWindows.FEW + 1).getFirst();
        assertThat(windows.look(looks, SERVER, Set.of(BOB))).containsExactly(BOB);
        assertThat(windows.look(looks, SERVER, Set.of(BOB, CAROL))).containsExactly(CAROL);
        assertThat(windows.look(looks, SERVER, Set.of(CAROL))).isEmpty();
        assertThat(told(BOB)).isEmpty();
        assertThat(told(CAROL)).containsExactly(looks);
        assertThat(windows.look(looks, OTHER, Set.of(CAROL))).containsExactly(CAROL);
        assertThat(told(CAROL)).isEmpty();
        windows.look(looks, SERVER, Set.of(CAROL));
        windows.look(looks, SERVER, Set.of());
        assertThat(told(CAROL)).isEmpty();
    }

    @Test
    void what_was_read_of_somebody_before_a_change_was_told_is_not_told_after_it() {
        var looks = join(MemberWindows.FEW + 1).getFirst();
        windows.look(looks, SERVER, Set.of(BOB, CAROL));
        told(BOB);
        assertThat(windows.waitsFor(looks, SERVER, BOB)).isFalse();
        assertThat(windows.waitsFor(looks, SERVER, CAROL)).isTrue();
        windows.look(looks, SERVER, Set.of(BOB));
        assertThat(windows.waitsFor(looks, SERVER, CAROL)).isFalse();
        windows.forget(looks);
        assertThat(windows.waitsFor(looks, SERVER, BOB)).isFalse();
        assertThat(told(BOB)).isEmpty();
    }

    private List<Receiver> told(UserId about) {
        var told = new ArrayList<Receiver>();
        windows.each(topic, SERVER, about, told::add);
        return told;
    }

    private List<SlowReader> join(int count) {
        var readers = new ArrayList<SlowReader>();
        for (int i = 0; i < count; i++) {
            var reader = new SlowReader(1_000, true);
            readers.add(reader);
            topic.add(new Subscription(reader, topic, 0, 0));
        }
        return readers;
    }

    private void leave(SlowReader reader) {
        var found = new ArrayList<Subscription>();
        topic.each(found::add);
        found.stream().filter(one -> one.receiver == reader).forEach(topic::remove);
    }
}
