package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleAsk;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests about roles become the asks that they should. */
class RolesTest {
    private static final String ROLES = "/api/servers/" + Samples.SERVER + "/roles";
    private static final String ROLE = ROLES + "/" + Samples.ROLE;

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
        server.owners.answer(RoleAsk.Of.class, ask -> new Answer.Listing<>(List.of(Samples.role()), null));
        server.owners.answer(RoleAsk.Create.class, ask -> Samples.role());
        server.owners.answer(RoleAsk.Update.class, ask -> Samples.role());
        server.owners.answer(RoleAsk.Delete.class, ask -> Answer.Done.DONE);
        server.owners.answer(RoleAsk.Move.class, ask -> new Answer.Listing<>(List.of(Samples.role()), null));
        server.owners.answer(RoleAsk.Give.class, ask -> Answer.Done.DONE);
        server.owners.answer(RoleAsk.Take.class, ask -> Answer.Done.DONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void roles_are_listed_made_changed_and_deleted() {
        var roles = (JsonArray) server.as("GET", ROLES).send().any();
        assertThat(roles.getJsonObject(0).getJsonArray("permissions")).containsExactly("VIEW_CHANNEL");
        var made = server.as("POST", ROLES)
                .json("{\"name\":\"Guards\",\"permissions\":[\"KICK_MEMBERS\"],\"hoist\":true,\"nonce\":\"n1\"}");
        assertThat(made.status()).isEqualTo(201);
        var create = server.owners.last(RoleAsk.Create.class);
        assertThat(create.permissions()).isEqualTo(Permissions.of(Permission.KICK_MEMBERS));
        assertThat(create.hoist()).isTrue();
        assertThat(create.mentionable()).isFalse();
        assertThat(create.color()).isZero();
        assertThat(create.nonce()).isEqualTo(new Nonce("n1"));
        assertThat(server.as("PUT", ROLE).json("{\"permissions\":[]}").status()).isEqualTo(200);
        var update = server.owners.last(RoleAsk.Update.class);
        assertThat(update.role()).isEqualTo(Samples.ROLE);
        assertThat(update.permissions()).isEqualTo(Permissions.NONE);
        assertThat(update.name()).isNull();
        assertThat(update.hoist()).isNull();
        assertThat(server.as("DELETE", ROLE).send().status()).isEqualTo(204);
        assertThat(server.owners.last(RoleAsk.Delete.class).role()).isEqualTo(Samples.ROLE);
    }

    @Test
    void roles_are_moved_in_the_order_in_which_it_is_said() {
        var body = "[{\"id\":\"%1$s\",\"position\":3},{\"id\":\"%1$s\",\"position\":1}]".formatted(Samples.ROLE);
        var moved = server.as("PATCH", ROLES).json(body);
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(server.owners.last(RoleAsk.Move.class).moves())
                .containsExactly(new RoleAsk.RoleMove(Samples.ROLE, 3), new RoleAsk.RoleMove(Samples.ROLE, 1));
    }

    @Test
    void roles_are_given_and_taken() {
        var path = "/api/servers/%s/members/%s/roles/%s".formatted(Samples.SERVER, Samples.ALICE, Samples.ROLE);
        assertThat(server.as("PUT", path).send().status()).isEqualTo(204);
        assertThat(server.owners.last(RoleAsk.Give.class).user()).isEqualTo(Samples.ALICE);
        assertThat(server.as("DELETE", path).send().status()).isEqualTo(204);
        assertThat(server.owners.last(RoleAsk.Take.class).role()).isEqualTo(Samples.ROLE);
    }

    @Test
    void what_is_no_role_is_refused_before_anybody_is_asked() {
        for (var body : List.of(
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"x\",\"permissions\":[\"FLY\"]}",
                "{\"name\":\"x\",\"color\":16777216}",
                "{\"name\":\"x\",\"position\":1}")) {
            assertThat(server.as("POST", ROLES).json(body).status()).as(body).isEqualTo(400);
        }
        for (var body : List.of("[]", "{}", "[{\"id\":\"x\",\"position\":1}]", "[{\"position\":1}]")) {
            assertThat(server.as("PATCH", ROLES).json(body).status()).as(body).isEqualTo(400);
        }
        var low = "[{\"id\":\"%s\",\"position\":0}]".formatted(Samples.ROLE);
        assertThat(server.as("PATCH", ROLES).json(low).status()).isEqualTo(400);
    }
}
