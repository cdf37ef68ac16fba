package io.miscord.persistence.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.Event;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleAsk.RoleMove;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.json.Json;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server with Alice, whose it is, Bob and Carol in it, and what they can ask about its roles. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RolesOnPostgres {
    static final Permissions MODERATION = Permissions.of(Permission.MANAGE_ROLES, Permission.KICK_MEMBERS);

    OwnerNode node;
    Stores stores;
    SomeOne alice;
    SomeOne bob;
    SomeOne carol;
    ServerDetail server;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(
                own,
                Map.of(
                        "limits.rolesPerServer", "12",
                        "limits.overwritesPerChannel", "8",
                        "limits.overwritesPerServer", "12"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** Alice's server, with Bob and Carol in it. */
    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        carol = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob, carol);
    }

    List<Ask<?>> everything(SomeOne by, Role role) {
        return List.of(
                rename(by, role, "Mine"),
                new RoleAsk.Delete(by.by(), server.id(), role.id()),
                new RoleAsk.Move(by.by(), server.id(), List.of(to(role, 1))),
                new RoleAsk.Give(by.by(), server.id(), carol.id(), role.id()),
                new RoleAsk.Take(by.by(), server.id(), carol.id(), role.id()));
    }

    Role makes(SomeOne by, String name, Permissions permissions) {
        return node.ask(create(by, name, permissions));
    }

    RoleAsk.Create create(SomeOne by, String name, Permissions permissions) {
        return new RoleAsk.Create(by.by(), server.id(), name, 0, permissions, false, false, null);
    }

    RoleAsk.Update rename(SomeOne by, Role role, String name) {
        return change(by, role, name, null);
    }

    RoleAsk.Update allow(SomeOne by, Role role, Permissions permissions) {
        return change(by, role, null, permissions);
    }

    RoleAsk.Update change(SomeOne by, Role role, @Nullable String name, @Nullable Permissions permissions) {
        return new RoleAsk.Update(by.by(), server.id(), role.id(), name, null, permissions, null, null);
    }

    void gives(SomeOne by, Role role, SomeOne to) {
        node.ask(new RoleAsk.Give(by.by(), server.id(), to.id(), role.id()));
    }

    void moves(SomeOne by, RoleMove... moves) {
        node.ask(new RoleAsk.Move(by.by(), server.id(), List.of(moves)));
    }

    static RoleMove to(Role role, int place) {
        return new RoleMove(role.id(), place);
    }

    List<Role> roles(SomeOne by) {
        return node.ask(new RoleAsk.Of(by.by(), server.id())).items();
    }

    static List<String> names(List<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }

    Role role(String name) {
        return roles(alice).stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    ServerDetail detail(SomeOne by) {
        return node.ask(new ServerAsk.Get(by.by(), server.id()));
    }

    void refused(Ask<?> ask, Refusal why, Object... values) {
        assertThat(node.refused(ask)).as(ask.toString()).isEqualTo(Problem.of(why, values));
    }

    /** What the server's stream told since everybody was there. */
    List<Event> events() {
        var all = node.hints().stream()
                .filter(StreamEvent.class::isInstance)
                .map(StreamEvent.class::cast)
                .filter(event -> event.stream().equals(StreamId.of(server.id())))
                .sorted(Comparator.comparingLong(StreamEvent::seq))
                .map(event -> Json.event(event.frame()))
                .toList();
        int joined = 0;
        for (int i = 0; i < all.size(); i++) {
            joined = all.get(i) instanceof ServerEvent.MemberJoined ? i + 1 : joined;
        }
        return all.subList(joined, all.size());
    }

    List<String> told() {
        return events().stream().map(event -> event.event()).toList();
    }
}
