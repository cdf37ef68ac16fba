package io.miscord.persistence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles: what becomes of them, and what is told of it. */
final class RolesIT extends RolesOnPostgres {
    @Test
    void a_role_is_made_changed_given_taken_and_deleted_and_everybody_is_told() {
        var role = makes(alice, "Moderators", MODERATION);
        assertThat(role.position()).isBetween(1, 999);
        var changed = node.ask(
                new RoleAsk.Update(alice.by(), server.id(), role.id(), " Guards ", 0x3366FF, null, true, null));
        assertThat(changed)
                .isEqualTo(
                        new Role(role.id(), server.id(), "Guards", 0x3366FF, MODERATION, role.position(), true, false));
        assertThat(roles(bob)).contains(changed).hasSize(3);
        gives(alice, role, bob);
        gives(alice, role, bob);
        assertThat(detail(bob).member().roles()).containsExactly(role.id());
        assertThat(detail(bob).permissions().has(Permission.KICK_MEMBERS)).isTrue();
        node.ask(new RoleAsk.Take(alice.by(), server.id(), bob.id(), role.id()));
        node.ask(new RoleAsk.Take(alice.by(), server.id(), bob.id(), role.id()));
        assertThat(detail(bob).member().roles()).isEmpty();
        gives(alice, role, carol);
        node.ask(new RoleAsk.Delete(alice.by(), server.id(), role.id()));
        assertThat(detail(carol).member().roles()).isEmpty();
        assertThat(roles(bob)).hasSize(2);
        assertThat(told())
                .containsExactly(
                        "role:created",
                        "role:updated",
                        "access:changed",
                        "member:updated",
                        "access:changed",
                        "member:updated",
                        "access:changed",
                        "member:updated",
                        "access:changed",
                        "role:deleted");
        var gave = (ServerEvent.MemberUpdated) events().get(3);
        assertThat(gave.member().roles()).containsExactly(role.id());
        assertThat(gave.member().user().id()).isEqualTo(bob.id());
    }

    @Test
    void a_role_that_is_asked_for_again_is_made_once() {
        var ask = new RoleAsk.Create(
                alice.by(), server.id(), "Twice", 0, Permissions.NONE, false, false, new Nonce("once"));
        assertThat(node.ask(ask)).isEqualTo(node.ask(ask));
        assertThat(roles(alice)).hasSize(3);
    }

    @Test
    void it_is_told_whose_sight_a_change_moves_and_before_the_change() {
        var sees = Permissions.of(Permission.VIEW_CHANNEL);
        var role = makes(alice, "Guests", Permissions.NONE);
        gives(alice, role, bob);
        int before = events().size();
        node.ask(allow(alice, role, Permissions.of(Permission.KICK_MEMBERS)));
        node.ask(allow(alice, role, sees));
        node.ask(rename(alice, role, "Viewers"));
        node.ask(allow(alice, role("member"), Permissions.NONE));
        moves(alice, to(role, 2));
        node.ask(new RoleAsk.Delete(alice.by(), server.id(), role.id()));
        var after = events().subList(before, events().size());
        assertThat(after.stream()
                        .map(event -> event instanceof ServerEvent.AccessChanged moved
                                ? moved.userIds() == null
                                        ? "anybody"
                                        : moved.userIds().toString()
                                : event.event())
                        .toList())
                .containsExactly(
                        "[]",
                        "role:updated",
                        "[" + bob.id() + "]",
                        "role:updated",
                        "role:updated",
                        "anybody",
                        "role:updated",
                        "[]",
                        "role:updated",
                        "[" + bob.id() + "]",
                        "role:deleted");
    }

    @Test
    void a_role_that_channels_speak_of_takes_that_with_it() {
        var role = makes(alice, "Guests", Permissions.NONE);
        gives(alice, role, bob);
        var general = OwnerNode.general(server);
        stores.execute("INSERT INTO channel_overwrites (channel_id, role_id, deny) VALUES ('%s', '%s', '%s')"
                .formatted(general, role.id(), "[\"VIEW_CHANNEL\"]"));
        stores.execute(
                "UPDATE access_versions SET version = version + 1 WHERE domain_id = '%s'".formatted(server.id()));
        assertThat(detail(bob).channels()).hasSize(1);
        int before = events().size();
        node.ask(new RoleAsk.Delete(alice.by(), server.id(), role.id()));
        assertThat(events().get(before))
                .isInstanceOfSatisfying(
                        ServerEvent.AccessChanged.class,
                        moved -> assertThat(moved.userIds()).isEqualTo(List.<UserId>of(bob.id())));
        assertThat(detail(bob).channels())
                .hasSize(2)
                .allSatisfy(channel -> assertThat(channel.overwrites()).isEmpty());
    }

    @Test
    void two_moves_at_once_both_count() {
        var a = makes(alice, "A", Permissions.NONE);
        var b = makes(alice, "B", Permissions.NONE);
        var c = makes(alice, "C", Permissions.NONE);
        var d = makes(alice, "D", Permissions.NONE);
        gives(alice, role("admin"), bob);
        for (int round = 0; round < 15; round++) {
            moves(alice, to(a, 1), to(b, 2), to(c, 3), to(d, 4));
            var up = node.bus().ask(new RoleAsk.Move(alice.by(), server.id(), List.of(to(a, 4))));
            var down = node.bus().ask(new RoleAsk.Move(bob.by(), server.id(), List.of(to(d, 1))));
            OwnerNode.get(Future.all(up, down));
            assertThat(names(roles(alice))).containsExactly("member", "D", "B", "C", "A", "admin");
        }
    }

    @Test
    void edits_of_one_role_at_once_lose_nothing() {
        var role = makes(alice, "Guests", Permissions.NONE);
        var edits = new ArrayList<Future<?>>();
        edits.add(node.bus().ask(rename(alice, role, "Visitors")));
        edits.add(node.bus().ask(allow(alice, role, MODERATION)));
        edits.add(node.bus().ask(new RoleAsk.Update(alice.by(), server.id(), role.id(), null, 7, null, null, null)));
        edits.add(node.bus().ask(new RoleAsk.Update(alice.by(), server.id(), role.id(), null, null, null, true, null)));
        edits.add(node.bus().ask(new RoleAsk.Update(alice.by(), server.id(), role.id(), null, null, null, null, true)));
        OwnerNode.get(Future.all(edits));
        var now = new Role(role.id(), server.id(), "Visitors", 7, MODERATION, role.position(), true, true);
        assertThat(roles(bob)).contains(now);
        assertThat(events().getLast()).isEqualTo(new ServerEvent.RoleUpdated(server.id(), now));
    }

    @Test
    void where_there_is_no_room_all_roles_move_up_and_it_is_told() {
        stores.execute("UPDATE roles SET position = 1 WHERE server_id = '%s' AND position > 0".formatted(server.id()));
        var low = makes(alice, "Low", Permissions.NONE);
        assertThat(names(roles(bob))).containsExactly("member", "Low", "admin");
        assertThat(told()).containsExactly("access:changed", "role:updated", "role:created");
        assertThat(events().get(1)).isEqualTo(new ServerEvent.RoleUpdated(server.id(), role("admin")));
        assertThat(low.position()).isPositive();
    }
}
