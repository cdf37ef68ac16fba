package io.miscord.contract;

import static io.miscord.contract.PermissionCases.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final Permissions WRITERS = Permissions.of(Permission.SEND_MESSAGES);
    private static final Permissions KEEPERS = Permissions.of(Permission.MANAGE_MESSAGES);
    private static final Permissions ADMINISTRATORS = Permissions.of(Permission.ADMINISTRATOR);
    private static final long SEED = Long.getLong("miscord.seed", 20_261_121L);
    private static final int CASES = 10_000;

    private final Random chance = new Random(SEED);
    private final PermissionCases cases = new PermissionCases(chance);

    @Test
    void a_member_may_what_any_of_their_roles_allows_and_no_more() {
        var may = Permissions.inServer(false, List.of(WRITERS, KEEPERS));
        assertThat(may.allowed()).containsExactly(Permission.SEND_MESSAGES, Permission.MANAGE_MESSAGES);
        assertThat(may.has(Permission.SEND_MESSAGES)).isTrue();
        assertThat(may.has(Permission.BAN_MEMBERS)).isFalse();
    }

    @Test
    void without_a_role_a_member_may_nothing() {
        assertThat(Permissions.inServer(false, List.of())).isEqualTo(Permissions.NONE);
    }

    @Test
    void the_owner_may_everything_whatever_the_roles_say() {
        assertThat(Permissions.inServer(true, List.of())).isEqualTo(Permissions.ALL);
        assertThat(Permissions.ALL.allowed()).containsExactly(Permission.values());
    }

    @Test
    void an_administrator_may_everything() {
        assertThat(Permissions.inServer(false, List.of(WRITERS, ADMINISTRATORS)))
                .isEqualTo(Permissions.ALL);
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
                        Permission.BAN_MEMBERS,
                        Permission.MANAGE_EMOJI);
    }

    /** Two releases may hold a set of each other's: a bit never means something else. */
    @Test
    void every_permission_has_a_bit_of_its_own_that_never_changes() {
        var places = Arrays.stream(Permission.values())
                .map(permission -> permission + " " + Long.numberOfTrailingZeros(permission.bit()))
                .toList();
        assertThat(places)
                .containsExactly(
                        "ADMINISTRATOR 0",
                        "VIEW_CHANNEL 1",
                        "SEND_MESSAGES 2",
                        "ADD_REACTIONS 3",
                        "MANAGE_MESSAGES 4",
                        "MENTION_EVERYONE 5",
                        "CREATE_INVITES 6",
                        "MANAGE_CHANNELS 7",
                        "MANAGE_ROLES 8",
                        "MANAGE_SERVER 9",
                        "KICK_MEMBERS 10",
                        "BAN_MEMBERS 11",
                        "MUTE_MEMBERS 12",
                        "CHANGE_NICKNAME 13",
                        "MANAGE_NICKNAMES 14",
                        "VIEW_AUDIT_LOG 15",
                        "MANAGE_WEBHOOKS 16",
                        "CONNECT 17",
                        "SPEAK 18",
                        "SHARE_SCREEN 19",
                        "MOVE_MEMBERS 20",
                        "MANAGE_EMOJI 21");
        assertThat(new Permissions(-1L)).isEqualTo(Permissions.ALL);
    }

    @Test
    void a_name_of_a_later_release_allows_nothing() {
        assertThat(Permissions.named(List.of("SEND_MESSAGES", "READ_MINDS"))).isEqualTo(WRITERS);
        assertThat(Permissions.named(List.of())).isEqualTo(Permissions.NONE);
    }

    @Test
    void nobody_gives_what_they_do_not_have_but_leaves_what_was_there() {
        assertThat(WRITERS.mayGrant(KEEPERS, KEEPERS.plus(WRITERS))).isTrue();
        assertThat(WRITERS.mayGrant(KEEPERS, Permissions.NONE)).isTrue();
        assertThat(WRITERS.mayGrant(Permissions.NONE, KEEPERS)).isFalse();
        assertThat(Permissions.ALL.mayGrant(Permissions.NONE, Permissions.ALL)).isTrue();
    }

    @Test
    void an_overwrite_is_for_one_and_names_only_what_a_channel_can_allow() {
        var role = new RoleId(USER.value());
        var all = Overwrite.of(role, Permissions.ALL, Permissions.ALL);
        assertThat(all.allow()).isEqualTo(Permissions.IN_CHANNEL).isEqualTo(all.deny());
        assertThat(all.target()).isEqualTo(USER.value());
        assertThat(Permissions.IN_CHANNEL.allowed())
                .doesNotContain(Permission.ADMINISTRATOR, Permission.MANAGE_SERVER, Permission.BAN_MEMBERS);
        assertThatThrownBy(() -> new Overwrite(role, USER, Permissions.NONE, Permissions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Overwrite(null, null, Permissions.NONE, Permissions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_binds_the_owner_and_administrators() {
        each(one -> one.base().equals(Permissions.ALL), one -> {
            assertThat(one.inChannel()).isEqualTo(Permissions.ALL);
            assertThat(one.inServer()).isEqualTo(Permissions.ALL);
        });
        each(PermissionCases.Case::owner, one -> assertThat(one.base()).isEqualTo(Permissions.ALL));
    }

    /** Calculated the other way around: for each permission, who has the last word on it. */
    @Test
    void the_person_is_heard_before_their_roles_and_these_before_everybody() {
        each(one -> !one.base().equals(Permissions.ALL) && !one.muted(), one -> {
            var words = new EnumMap<Permission, Boolean>(Permission.class);
            for (var permission : Permission.values()) {
                words.put(permission, lastWord(one, permission));
            }
            boolean sees = words.get(Permission.VIEW_CHANNEL);
            words.forEach((permission, allowed) -> assertThat(one.inChannel().has(permission))
                    .as(permission.name())
                    .isEqualTo(sees && allowed));
        });
    }

    @Test
    void to_allow_more_never_takes_and_to_deny_more_never_gives() {
        each(one -> !one.overwrites().isEmpty(), one -> {
            var overwrites = new ArrayList<>(one.overwrites());
            int i = chance.nextInt(overwrites.size());
            var old = overwrites.get(i);
            var more = cases.some(4);
            overwrites.set(
                    i, new Overwrite(old.roleId(), old.userId(), old.allow().plus(more), old.deny()));
            assertThat(one.with(overwrites).inChannel().covers(one.inChannel())).isTrue();
            overwrites.set(
                    i,
                    new Overwrite(
                            old.roleId(), old.userId(), old.allow(), old.deny().plus(more)));
            assertThat(one.inChannel().covers(one.with(overwrites).inChannel())).isTrue();
        });
    }

    @Test
    void the_order_of_overwrites_does_not_matter_and_others_are_nobodys_business() {
        each(one -> true, one -> {
            var shuffled = new ArrayList<>(one.overwrites());
            Collections.shuffle(shuffled, chance);
            assertThat(one.with(shuffled).inChannel()).isEqualTo(one.inChannel());
            shuffled.removeIf(overwrite -> !concerns(overwrite, one));
            assertThat(one.with(shuffled).inChannel()).isEqualTo(one.inChannel());
        });
    }

    @Test
    void a_mute_leaves_seeing_and_nothing_else() {
        each(one -> !one.base().equals(Permissions.ALL), one -> {
            var free = one.muted(false);
            var mute = one.muted(true);
            assertThat(mute.inChannel()).isEqualTo(free.inChannel().and(Permissions.of(Permission.VIEW_CHANNEL)));
            assertThat(free.inServer().covers(mute.inServer())).isTrue();
            assertThat(mute.inServer().minus(Permissions.of(Permission.VIEW_CHANNEL, Permission.VIEW_AUDIT_LOG)))
                    .isEqualTo(Permissions.NONE);
        });
    }

    @Test
    void who_does_not_see_a_channel_may_nothing_there() {
        each(
                one -> !one.inChannel().has(Permission.VIEW_CHANNEL),
                one -> assertThat(one.inChannel()).isEqualTo(Permissions.NONE));
    }

    @Test
    void a_channel_gives_nothing_that_is_not_a_channels() {
        each(
                one -> true,
                one -> assertThat(Permissions.IN_CHANNEL.covers(one.inChannel().minus(one.base())))
                        .isTrue());
    }

    @Test
    void whoever_stands_higher_may_act_on_no_fewer() {
        each(one -> true, one -> {
            var other = cases.next().rank();
            var third = cases.next().rank();
            boolean higher = one.rank().owner() || (!other.owner() && one.rank().position() >= other.position());
            if (higher && other.mayActOn(third)) {
                assertThat(one.rank().mayActOn(third)).isTrue();
            }
            assertThat(one.rank().mayActOn(one.rank())).isFalse();
            assertThat(one.rank().mayActOn(other) && other.mayActOn(one.rank())).isFalse();
            assertThat(one.rank().mayActOn(new Rank(true, 0))).isFalse();
            assertThat(new Rank(true, 0).mayEdit(other.position())).isTrue();
        });
    }

    private static boolean lastWord(PermissionCases.Case one, Permission permission) {
        var own = said(one, permission, overwrite -> USER.equals(overwrite.userId()));
        var roles = said(
                one,
                permission,
                overwrite -> overwrite.roleId() != null
                        && !one.everybody().equals(overwrite.roleId())
                        && one.own().contains(overwrite.roleId()));
        var all = said(one, permission, overwrite -> one.everybody().equals(overwrite.roleId()));
        for (var word : List.of(own, roles, all)) {
            if (!word.isEmpty()) {
                return word.containsValue(true);
            }
        }
        return one.base().has(permission);
    }

    /** What overwrites of a kind say of a permission: nothing, no, yes, or both. */
    private static Map<String, Boolean> said(
            PermissionCases.Case one, Permission permission, Predicate<Overwrite> kind) {
        var said = new HashMap<String, Boolean>();
        one.overwrites().stream().filter(kind).forEach(overwrite -> {
            if (overwrite.allow().has(permission)) {
                said.put("yes", true);
            }
            if (overwrite.deny().has(permission)) {
                said.put("no", false);
            }
        });
        return said;
    }

    private static boolean concerns(Overwrite overwrite, PermissionCases.Case one) {
        var heard = new HashSet<>(one.own());
        heard.add(one.everybody());
        return USER.equals(overwrite.userId()) || (overwrite.roleId() != null && heard.contains(overwrite.roleId()));
    }

    /** Many random cases of a kind, of which there must be some. */
    private void each(Predicate<PermissionCases.Case> kind, Consumer<PermissionCases.Case> property) {
        int seen = 0;
        for (int i = 0; i < CASES; i++) {
            var one = cases.next();
            if (!kind.test(one)) {
                continue;
            }
            seen++;
            try {
                property.accept(one);
            } catch (AssertionError failed) {
                throw new AssertionError("seed " + SEED + ", case " + i + ": " + one, failed);
            }
        }
        assertThat(seen).as("seed " + SEED).isGreaterThan(100);
    }
}
