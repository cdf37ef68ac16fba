package io.miscord.persistence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Member;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerEvent;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What members are called, and all of their roles at once. */
final class MemberChangesIT extends RolesOnPostgres {
    @Test
    void one_calls_oneself_something_and_everybody_is_told() {
        assertThat(calls(bob, bob, "  Bobby ").nickname()).isEqualTo("Bobby");
        assertThat(calls(bob, bob, "Bobby").nickname()).isEqualTo("Bobby");
        assertThat(calls(bob, bob, " ").nickname()).isNull();
        assertThat(told()).containsExactly("member:updated", "member:updated");
        var first = (ServerEvent.MemberUpdated) events().getFirst();
        assertThat(first.member().name()).isEqualTo("Bobby");
        assertThat(first.member().user().id()).isEqualTo(bob.id());
        assertThat(node.refused(nickname(bob, bob, "x".repeat(65))).reason()).isEqualTo(Refusal.TOO_LONG);
        assertThat(node.refused(nickname(bob, bob, "a\nb")).reason()).isEqualTo(Refusal.WRONG_CHARACTERS);
        refused(nickname(node.somebody(), bob, "x"), Refusal.NO_SUCH_SERVER);
        refused(nickname(alice, node.somebody(), "x"), Refusal.NOT_A_MEMBER);
    }

    @Test
    void whom_nothing_allows_it_keeps_their_name_and_that_of_others() {
        refused(nickname(bob, carol, "x"), Refusal.MISSING_PERMISSION, Permission.MANAGE_NICKNAMES);
        node.ask(allow(alice, role("member"), Permissions.of(Permission.VIEW_CHANNEL)));
        refused(nickname(bob, bob, "x"), Refusal.MISSING_PERMISSION, Permission.CHANGE_NICKNAME);
        var namer = makes(alice, "Namer", Permissions.of(Permission.MANAGE_NICKNAMES));
        gives(alice, namer, bob);
        assertThat(calls(bob, bob, "Bobby").nickname()).isEqualTo("Bobby");
        assertThat(calls(bob, carol, "Caz").nickname()).isEqualTo("Caz");
        refused(nickname(bob, alice, "x"), Refusal.OWNER_STAYS);
        gives(alice, namer, carol);
        refused(nickname(bob, carol, "x"), Refusal.ABOVE_YOU, "Caz");
        assertThat(calls(alice, carol, "").nickname()).isNull();
    }

    @Test
    void all_roles_of_somebody_are_set_at_once_by_the_rules_of_giving_and_taking() {
        var low = makes(alice, "Low", Permissions.NONE);
        var strong = makes(alice, "Strong", Permissions.of(Permission.BAN_MEMBERS));
        var middle = makes(alice, "Middle", MODERATION);
        moves(alice, to(low, 1), to(strong, 2), to(middle, 3));
        gives(alice, middle, bob);
        refused(roles(carol, carol, low), Refusal.MISSING_PERMISSION, Permission.MANAGE_ROLES);
        refused(roles(bob, carol, low, middle), Refusal.ROLE_ABOVE_YOU, "Middle");
        refused(roles(bob, carol, low, strong), Refusal.CANNOT_GRANT, "BAN_MEMBERS");
        refused(roles(bob, carol, role("member")), Refusal.BUILT_IN_ROLE);
        refused(roles(bob, alice, low), Refusal.OWNER_STAYS);
        refused(
                new ServerAsk.UpdateMember(
                        bob.by(), server.id(), carol.id(), null, Set.of(new RoleId(UuidV7.next())), null),
                Refusal.NO_SUCH_ROLE);
        assertThat(detail(carol).member().roles()).isEmpty();
        int before = events().size();
        var given = node.ask(roles(alice, carol, low, strong));
        assertThat(given.roles()).containsExactlyInAnyOrder(low.id(), strong.id());
        assertThat(node.ask(roles(bob, carol, strong)).roles()).containsExactly(strong.id());
        assertThat(node.ask(roles(bob, carol, strong)).roles()).containsExactly(strong.id());
        assertThat(node.ask(roles(bob, carol)).roles()).isEmpty();
        refused(roles(bob, carol, strong), Refusal.CANNOT_GRANT, "BAN_MEMBERS");
        assertThat(node.ask(roles(bob, bob, middle, low)).roles()).hasSize(2);
        refused(roles(bob, bob), Refusal.ROLE_ABOVE_YOU, "Middle");
        assertThat(told().subList(before, told().size()))
                .containsExactly(
                        "access:changed",
                        "member:updated",
                        "access:changed",
                        "member:updated",
                        "access:changed",
                        "member:updated",
                        "access:changed",
                        "member:updated");
        var moved = (ServerEvent.AccessChanged) events().get(before);
        assertThat(moved.userIds()).containsExactly(carol.id());
    }

    @Test
    void both_of_a_change_are_made_or_neither() {
        var low = makes(alice, "Low", Permissions.NONE);
        gives(alice, makes(alice, "Namer", Permissions.of(Permission.MANAGE_NICKNAMES)), bob);
        refused(
                new ServerAsk.UpdateMember(bob.by(), server.id(), carol.id(), "Caz", Set.of(low.id()), null),
                Refusal.MISSING_PERMISSION,
                Permission.MANAGE_ROLES);
        assertThat(detail(carol).member().nickname()).isNull();
        var ask = new ServerAsk.UpdateMember(alice.by(), server.id(), carol.id(), "Caz", Set.of(low.id()), null);
        int before = events().size();
        assertThat(node.ask(ask)).isEqualTo(((ServerEvent.MemberUpdated) events().getLast()).member());
        assertThat(told().subList(before, told().size())).containsExactly("access:changed", "member:updated");
    }

    /** Nickname and display name are written in two rows that each leads to the other. */
    @Test
    void names_that_change_from_both_sides_at_once_end_well_and_as_the_last_event_says() {
        for (int round = 0; round < 20; round++) {
            var acts = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                acts.add(node.bus().ask(nickname(bob, bob, i % 2 == 0 ? "" : "Bob " + i)));
                acts.add(node.bus().ask(nickname(alice, bob, i % 2 == 0 ? "Al's " + i : "")));
                acts.add(node.bus().ask(new AccountAsk.UpdateMe(bob.by(), "Robert " + i, null, null)));
            }
            OwnerNode.get(Future.join(acts));
            var member = detail(bob).member();
            var last = (ServerEvent.MemberUpdated) events().getLast();
            assertThat(last.member().nickname()).isEqualTo(member.nickname());
            assertThat(stores.query("SELECT name_key FROM members WHERE server_id = '%s' AND user_id = '%s'"
                            .formatted(server.id(), bob.id())))
                    .containsExactly(member.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void changes_of_one_persons_roles_at_once_are_one_after_the_other() {
        var low = makes(alice, "Low", Permissions.NONE);
        var high = makes(alice, "High", Permissions.NONE);
        var acts = new ArrayList<Future<?>>();
        for (int i = 0; i < 10; i++) {
            acts.add(node.bus().ask(roles(alice, carol, low)));
            acts.add(node.bus().ask(roles(alice, carol, high)));
            acts.add(node.bus().ask(new RoleAsk.Give(alice.by(), server.id(), carol.id(), low.id())));
        }
        OwnerNode.get(Future.all(acts));
        var last = (ServerEvent.MemberUpdated) events().getLast();
        assertThat(last.member().roles()).isEqualTo(detail(carol).member().roles());
    }

    private Member calls(SomeOne by, SomeOne whom, String nickname) {
        return node.ask(nickname(by, whom, nickname));
    }

    private ServerAsk.UpdateMember nickname(SomeOne by, SomeOne whom, String nickname) {
        return new ServerAsk.UpdateMember(by.by(), server.id(), whom.id(), nickname, null, null);
    }

    private ServerAsk.UpdateMember roles(SomeOne by, SomeOne whom, Role... roles) {
        var ids = Arrays.stream(roles).map(Role::id).collect(Collectors.toSet());
        return new ServerAsk.UpdateMember(by.by(), server.id(), whom.id(), null, ids, null);
    }
}
