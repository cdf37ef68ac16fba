package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.MemberGroup;
import io.miscord.contract.ServerAsk;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests about members, owners and invites become the asks that they should. */
class MembersTest {
    private static final String SERVER = "/api/servers/" + Samples.SERVER;

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
        server.owners.answer(ServerAsk.UpdateMember.class, ask -> Samples.member());
        server.owners.answer(ServerAsk.Transfer.class, ask -> Samples.server());
        server.owners.answer(
                ServerAsk.Invites.class, ask -> new Answer.Listing<>(List.of(Samples.invite(null, null)), "more"));
        server.owners.answer(ServerAsk.Members.class, ask -> new Answer.Listing<>(List.of(Samples.listed()), null));
        server.owners.answer(
                ServerAsk.MemberGroups.class,
                ask -> new Answer.Listing<>(
                        List.of(new MemberGroup(Samples.ROLE, "Guards", 7), new MemberGroup(null, "member", 2)), null));
        server.owners.answer(ServerAsk.RevokeInvite.class, ask -> Answer.Done.DONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_member_is_changed_oneself_under_me() {
        var path = SERVER + "/members/" + Samples.MESSAGE;
        var changed = server.as("PATCH", path).json("{\"roleIds\":[\"%s\"]}".formatted(Samples.ROLE));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        var ask = server.owners.last(ServerAsk.UpdateMember.class);
        assertThat(ask.user().value()).isEqualTo(Samples.MESSAGE.value());
        assertThat(ask.roles()).containsExactly(Samples.ROLE);
        assertThat(ask.nickname()).isNull();
        assertThat(server.as("PATCH", SERVER + "/members/me")
                        .json("{\"nickname\":\"\"}")
                        .status())
                .isEqualTo(200);
        ask = server.owners.last(ServerAsk.UpdateMember.class);
        assertThat(ask.user()).isEqualTo(ask.by().user()).isNotNull();
        assertThat(ask.roles()).isNull();
        assertThat(ask.nickname()).isEmpty();
        for (var wrong : List.of("{\"nick\":\"x\"}", "{\"roleIds\":[\"x\"]}", "[]", "{\"nickname\":1}")) {
            assertThat(server.as("PATCH", path).json(wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void members_are_listed_as_people_see_them_or_by_how_they_are_called() {
        var path = SERVER + "/members";
        var page = server.as("GET", path + "?by=role").send().json();
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("group"))
                .isEqualTo(Samples.ROLE.toString());
        assertThat(server.owners.last(ServerAsk.Members.class).order()).isEqualTo(ServerAsk.Order.ROLE);
        server.as("GET", path + "?search=%D0%81%25").send();
        assertThat(server.owners.last(ServerAsk.Members.class).search()).isEqualTo("\u0401%");
        assertThat(server.owners.last(ServerAsk.Members.class).order()).isEqualTo(ServerAsk.Order.ID);
        assertThat(server.as("GET", path + "?by=age").send().status()).isEqualTo(400);
        assertThat(server.as("GET", path + "?search=").send().status()).isEqualTo(400);
        var groups = (JsonArray) server.as("GET", path + "/groups").send().any();
        assertThat(groups.getJsonObject(0).getLong("count")).isEqualTo(7);
        assertThat(groups.getJsonObject(1).containsKey("roleId")).isFalse();
    }

    @Test
    void a_server_is_given_away() {
        var given = server.as("POST", SERVER + "/transfer").json("{\"userId\":\"%s\"}".formatted(Samples.ALICE));
        assertThat(given.status()).as(given.text()).isEqualTo(200);
        assertThat(server.owners.last(ServerAsk.Transfer.class).to()).isEqualTo(Samples.ALICE);
        assertThat(server.as("POST", SERVER + "/transfer").json("{}").status()).isEqualTo(400);
    }

    @Test
    void invites_are_listed_with_where_they_lead_and_ended() {
        var page = server.as("GET", SERVER + "/invites?limit=3").send().json();
        assertThat(page.getString("next")).isEqualTo("more");
        var invite = page.getJsonArray("items").getJsonObject(0);
        assertThat(invite.getString("url")).endsWith("/invite/Kq3xT9wZ");
        assertThat(invite.getString("createdBy")).isEqualTo(Samples.ALICE.toString());
        assertThat(server.owners.last(ServerAsk.Invites.class).limit()).isEqualTo(3);
        assertThat(server.as("DELETE", "/api/invites/Kq3xT9wZ").send().status()).isEqualTo(204);
        assertThat(server.owners.last(ServerAsk.RevokeInvite.class).code()).isEqualTo("Kq3xT9wZ");
    }
}
