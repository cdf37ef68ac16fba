package io.miscord.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final Permissions WRITERS = new Permissions(Set.of(Permission.SEND_MESSAGES));
    private static final Permissions KEEPERS = new Permissions(Set.of(Permission.MANAGE_MESSAGES));

    @Test
    void a_member_may_what_any_of_their_roles_allows_and_no_more() {
        var may = Permissions.of(false, List.of(WRITERS, KEEPERS));
        assertThat(may.allowed()).containsExactlyInAnyOrder(Permission.SEND_MESSAGES, Permission.MANAGE_MESSAGES);
        assertThat(may.has(Permission.SEND_MESSAGES)).isTrue();
        assertThat(may.has(Permission.BAN_MEMBERS)).isFalse();
    }

    @Test
    void without_a_role_a_member_may_nothing() {
        assertThat(Permissions.of(false, List.of())).isEqualTo(Permissions.NONE);
    }

    @Test
    void the_owner_may_everything_whatever_the_roles_say() {
        assertThat(Permissions.of(true, List.of())).isEqualTo(Permissions.ALL);
        assertThat(Permissions.ALL.allowed()).containsExactlyInAnyOrder(Permission.values());
    }

    @Test
    void an_administrator_may_everything() {
        var administrators = new Permissions(Set.of(Permission.ADMINISTRATOR));
        assertThat(Permissions.of(false, List.of(WRITERS, administrators))).isEqualTo(Permissions.ALL);
    }

    @Test
    void who_is_new_may_not_touch_what_is_others() {
        assertThat(Permissions.MEMBER.allowed())
                .contains(Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES)
                .doesNotContain(
                        Permission.ADMINISTRATOR,
                        Permission.MANAGE_MESSAGES,
                        Permission.MANAGE_CHANNELS,
                        Permission.MANAGE_ROLES,
                        Permission.MANAGE_SERVER,
                        Permission.KICK_MEMBERS,
                        Permission.BAN_MEMBERS);
    }
}
