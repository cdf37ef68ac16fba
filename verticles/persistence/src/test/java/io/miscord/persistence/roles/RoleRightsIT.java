package io.miscord.persistence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.platform.ids.UuidV7;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do what to roles, and why not. */
final class RoleRightsIT extends RolesOnPostgres {
    @Test
    void who_has_no_right_to_roles_touches_none() {
        var role = makes(alice, "Guests", Permissions.NONE);
        for (var ask : everything(bob, role)) {
            refused(ask, Refusal.MISSING_PERMISSION, Permission.MANAGE_ROLES);
        }
        var stranger = node.somebody();
        for (var ask : everything(stranger, role)) {
            refused(ask, Refusal.NO_SUCH_SERVER);
        }
        refused(new RoleAsk.Of(stranger.by(), server.id()), Refusal.NO_SUCH_SERVER);
        assertThat(told()).containsExactly("role:created");
    }

    /** Bob's role is the middle one: below it he may do anything, from it upwards nothing. */
    @Test
    void one_acts_on_what_stands_below_oneself_alone() {
        var low = makes(alice, "Low", Permissions.NONE);
        var middle = makes(alice, "Middle", MODERATION);
        var high = makes(alice, "High", Permissions.NONE);
        moves(alice, to(low, 1), to(middle, 2), to(high, 3));
        gives(alice, middle, bob);
        for (var above : List.of(middle, high)) {
            for (var ask : everything(bob, above)) {
                refused(ask, Refusal.ROLE_ABOVE_YOU, above.name());
            }
        }
        refused(new RoleAsk.Move(bob.by(), server.id(), List.of(to(low, 2))), Refusal.ROLE_ABOVE_YOU, "Middle");
        assertThat(node.ask(rename(bob, low, "Lower")).name()).isEqualTo("Lower");
        gives(bob, low, carol);
        gives(bob, low, bob);
        node.ask(new RoleAsk.Take(bob.by(), server.id(), bob.id(), low.id()));
        refused(new RoleAsk.Give(bob.by(), server.id(), alice.id(), low.id()), Refusal.OWNER_STAYS);
        gives(alice, high, carol);
        refused(
                new RoleAsk.Take(bob.by(), server.id(), carol.id(), low.id()),
                Refusal.ABOVE_YOU,
                carol.signedIn().user().displayName());
        node.ask(new RoleAsk.Take(alice.by(), server.id(), carol.id(), high.id()));
        gives(alice, middle, carol);
        refused(
                new RoleAsk.Take(bob.by(), server.id(), carol.id(), low.id()),
                Refusal.ABOVE_YOU,
                carol.signedIn().user().displayName());
        gives(alice, high, alice);
    }

    @Test
    void nobody_gives_what_they_do_not_have() {
        var low = makes(alice, "Low", Permissions.of(Permission.BAN_MEMBERS));
        var middle = makes(alice, "Middle", MODERATION);
        moves(alice, to(low, 1), to(middle, 2));
        gives(alice, middle, bob);
        var bans = Permissions.of(Permission.KICK_MEMBERS, Permission.BAN_MEMBERS, Permission.ADMINISTRATOR);
        refused(create(bob, "Bans", bans), Refusal.CANNOT_GRANT, "ADMINISTRATOR, BAN_MEMBERS");
        refused(allow(bob, low, bans), Refusal.CANNOT_GRANT, "ADMINISTRATOR");
        refused(new RoleAsk.Give(bob.by(), server.id(), carol.id(), low.id()), Refusal.CANNOT_GRANT, "BAN_MEMBERS");
        refused(new RoleAsk.Give(bob.by(), server.id(), bob.id(), low.id()), Refusal.CANNOT_GRANT, "BAN_MEMBERS");
        // What a role has already it may keep, and lose.
        node.ask(allow(bob, low, Permissions.of(Permission.BAN_MEMBERS, Permission.KICK_MEMBERS)));
        node.ask(allow(bob, low, Permissions.of(Permission.KICK_MEMBERS)));
        refused(allow(bob, low, Permissions.of(Permission.BAN_MEMBERS)), Refusal.CANNOT_GRANT, "BAN_MEMBERS");
        gives(bob, low, carol);
        gives(alice, role("admin"), carol);
        node.ask(allow(carol, low, Permissions.of(Permission.ADMINISTRATOR)));
    }

    @Test
    void everybodys_role_allows_what_it_is_told_to_and_goes_nowhere() {
        var everybodys = role("member");
        refused(new RoleAsk.Delete(alice.by(), server.id(), everybodys.id()), Refusal.BUILT_IN_ROLE);
        refused(new RoleAsk.Give(alice.by(), server.id(), bob.id(), everybodys.id()), Refusal.BUILT_IN_ROLE);
        refused(new RoleAsk.Take(alice.by(), server.id(), bob.id(), everybodys.id()), Refusal.BUILT_IN_ROLE);
        refused(new RoleAsk.Move(alice.by(), server.id(), List.of(to(everybodys, 1))), Refusal.BUILT_IN_ROLE);
        var mentionable = new RoleAsk.Update(alice.by(), server.id(), everybodys.id(), null, null, null, null, true);
        refused(mentionable, Refusal.BUILT_IN_ROLE);
        node.ask(allow(alice, everybodys, Permissions.of(Permission.SEND_MESSAGES)));
        assertThat(detail(bob).channels()).isEmpty();
        assertThat(detail(alice).channels()).hasSize(2);
        node.ask(allow(alice, everybodys, Permissions.MEMBER));
        assertThat(detail(bob).channels()).hasSize(2);
    }

    @Test
    void a_server_has_so_many_roles_and_no_more() {
        for (int i = 0; i < 10; i++) {
            makes(alice, "Role " + i, Permissions.NONE);
        }
        refused(create(alice, "One more", Permissions.NONE), Refusal.TOO_MANY_ROLES, 12);
        assertThat(roles(bob)).hasSize(12).extracting(Role::position).doesNotHaveDuplicates();
    }

    @Test
    void what_is_not_there_or_not_right_is_refused_by_name() {
        var nowhere = new Role(new RoleId(UuidV7.next()), server.id(), "", 0, Permissions.NONE, 1, false, false);
        refused(rename(alice, nowhere, "x"), Refusal.NO_SUCH_ROLE);
        refused(new RoleAsk.Move(alice.by(), server.id(), List.of(to(nowhere, 1))), Refusal.NO_SUCH_ROLE);
        var elsewhere = node.server(alice).roles().getLast();
        refused(new RoleAsk.Delete(alice.by(), server.id(), elsewhere.id()), Refusal.NO_SUCH_ROLE);
        refused(new RoleAsk.Give(alice.by(), server.id(), bob.id(), elsewhere.id()), Refusal.NO_SUCH_ROLE);
        var stranger = node.somebody();
        var admin = role("admin");
        refused(new RoleAsk.Give(alice.by(), server.id(), stranger.id(), admin.id()), Refusal.NOT_A_MEMBER);
        assertThat(node.refused(rename(alice, admin, "  "))).isEqualTo(Problem.invalid("name", Refusal.EMPTY));
        var tooBright = new RoleAsk.Update(alice.by(), server.id(), admin.id(), null, 0x1000000, null, null, null);
        assertThat(node.refused(tooBright)).isEqualTo(Problem.invalid("color", Refusal.ABOVE_MOST, 0xFFFFFF));
        var tooLow = new RoleAsk.Move(alice.by(), server.id(), List.of(to(admin, 0)));
        assertThat(node.refused(tooLow)).isEqualTo(Problem.invalid("position", Refusal.BELOW_LEAST, 1));
        assertThat(told()).isEmpty();
    }
}
