package io.miscord.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovedTest {
    private static final Permissions VIEW = Permissions.of(Permission.VIEW_CHANNEL);
    private static final Permissions SEND = Permissions.of(Permission.SEND_MESSAGES);
    private static final Permissions ADMINISTRATOR = Permissions.of(Permission.ADMINISTRATOR);
    private static final RoleId ROLE = new RoleId(new UUID(7, 1));
    private static final List<UserId> HOLDERS = people(3);

    @Test
    void a_role_that_allows_more_to_do_moves_nobodys_sight() {
        assertThat(Moved.byRole(VIEW, VIEW.plus(SEND), true, HOLDERS)).isEqualTo(Moved.NOBODY);
        assertThat(Moved.byRole(SEND, Permissions.NONE, false, people(101))).isEqualTo(Moved.NOBODY);
    }

    @Test
    void a_role_that_allows_to_see_or_everything_moves_those_who_have_it() {
        for (var more : List.of(VIEW, ADMINISTRATOR)) {
            assertThat(Moved.byRole(SEND, SEND.plus(more), false, HOLDERS).userIds())
                    .isEqualTo(HOLDERS);
            assertThat(Moved.byRole(SEND.plus(more), SEND, true, HOLDERS)).isEqualTo(Moved.ANYBODY);
        }
    }

    @Test
    void whoever_they_are_if_they_are_too_many_to_name() {
        assertThat(Moved.byRole(SEND, VIEW, false, people(Moved.MOST_NAMED)).userIds())
                .hasSize(Moved.MOST_NAMED);
        assertThat(Moved.byRole(SEND, VIEW, false, people(Moved.MOST_NAMED + 1)))
                .isEqualTo(Moved.ANYBODY);
    }

    @Test
    void an_overwrite_moves_sight_when_it_speaks_of_seeing_otherwise_than_before() {
        var hides = Overwrite.of(ROLE, SEND, VIEW);
        var shows = Overwrite.of(ROLE, VIEW, Permissions.NONE);
        var both = Overwrite.of(ROLE, VIEW, VIEW);
        var silent = Overwrite.of(ROLE, SEND, Permissions.NONE);
        assertThat(Moved.byOverwrite(null, hides, false, HOLDERS).userIds()).isEqualTo(HOLDERS);
        assertThat(Moved.byOverwrite(hides, shows, false, HOLDERS).userIds()).isEqualTo(HOLDERS);
        assertThat(Moved.byOverwrite(shows, null, true, HOLDERS)).isEqualTo(Moved.ANYBODY);
        assertThat(Moved.byOverwrite(shows, both, true, HOLDERS)).isEqualTo(Moved.NOBODY);
        assertThat(Moved.byOverwrite(null, silent, true, HOLDERS)).isEqualTo(Moved.NOBODY);
        assertThat(Moved.byOverwrite(silent, null, false, HOLDERS)).isEqualTo(Moved.NOBODY);
    }

    @Test
    void a_role_that_goes_takes_what_it_allowed_and_what_channels_said_of_it() {
        var hides = Overwrite.of(ROLE, Permissions.NONE, VIEW);
        var silent = Overwrite.of(ROLE, SEND, Permissions.NONE);
        assertThat(Moved.byLossOf(SEND, List.of(silent), HOLDERS)).isEqualTo(Moved.NOBODY);
        assertThat(Moved.byLossOf(SEND, List.of(silent, hides), HOLDERS).userIds())
                .isEqualTo(HOLDERS);
        assertThat(Moved.byLossOf(VIEW, List.of(), HOLDERS).userIds()).isEqualTo(HOLDERS);
    }

    @Test
    void the_event_names_them_or_leaves_it_open() {
        var server = new ServerId(new UUID(3, 0));
        assertThat(Moved.of(HOLDERS.getFirst()).event(server, 7).userIds()).containsExactly(HOLDERS.getFirst());
        assertThat(Moved.NOBODY.event(server, 7).userIds()).isEmpty();
        assertThat(Moved.ANYBODY.event(server, 7).userIds()).isNull();
        assertThat(Moved.ANYBODY.event(server, 7).version()).isEqualTo(7);
    }

    private static List<UserId> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UserId(new UUID(1, i)))
                .toList();
    }
}
