package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That whoever looks here and there asks for one window at a time. */
final class WindowAsksTest {
    private static final ServerId SERVER = new ServerId(UuidV7.next());
    private static final ServerId OTHER = new ServerId(UuidV7.next());
    private static final UserId BOB = new UserId(UuidV7.next());
    private static final UserId CAROL = new UserId(UuidV7.next());
    private static final UserId DAVE = new UserId(UuidV7.next());

    private final MemberWindows windows = new MemberWindows(MemberWindows.FEW);
    private final WindowAsks asks = new WindowAsks(windows);
    private final SlowReader reader = new SlowReader(1_000, true);

    @Test
    void a_window_is_asked_for_at_once_and_one_without_news_not_at_all() {
        assertThat(looks(SERVER, BOB)).contains(new WindowAsks.Wanted(SERVER, Set.of(BOB)));
        assertThat(asks.done(reader)).isEmpty();
        assertThat(looks(SERVER, BOB)).isEmpty();
        assertThat(looks(SERVER, BOB, CAROL)).contains(new WindowAsks.Wanted(SERVER, Set.of(CAROL)));
    }

    @Test
    void while_an_answer_is_waited_for_nothing_else_is_asked_and_then_the_latest_window() {
        looks(SERVER, BOB);
        assertThat(looks(SERVER, CAROL)).isEmpty();
        assertThat(looks(SERVER, CAROL, DAVE)).isEmpty();
        assertThat(looks(SERVER, DAVE, BOB)).isEmpty();
        assertThat(asks.done(reader)).contains(new WindowAsks.Wanted(SERVER, Set.of(DAVE, BOB)));
        assertThat(asks.done(reader)).isEmpty();
        looks(SERVER, CAROL);
        looks(SERVER, DAVE);
        assertThat(looks(OTHER, DAVE)).isEmpty();
        assertThat(asks.done(reader)).contains(new WindowAsks.Wanted(OTHER, Set.of(DAVE)));
    }

    @Test
    void who_is_told_meanwhile_or_looks_no_more_is_not_asked_for() {
        looks(SERVER, BOB);
        looks(SERVER, CAROL);
        windows.forget(reader);
        assertThat(asks.done(reader)).isEmpty();
        assertThat(looks(SERVER, CAROL)).as("it may ask again").isPresent();
    }

    private Optional<WindowAsks.Wanted> looks(ServerId server, UserId... people) {
        return asks.want(reader, server, windows.look(reader, server, Set.of(people)));
    }
}
