package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessagesFrom;
import io.miscord.contract.Nonce;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Relationship;
import io.miscord.contract.RelationshipKind;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation becomes the ask it should, and its answer the body that the contract promises. */
class TranslationTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void users_are_read_and_changed() {
        server.owners.answer(AccountAsk.Me.class, ask -> Samples.account());
        server.owners.answer(AccountAsk.UpdateMe.class, ask -> Samples.account());
        server.owners.answer(AccountAsk.Person.class, ask -> Samples.user());
        server.owners.answer(AccountAsk.PresenceOf.class, ask -> Samples.presence());
        var me = server.as("GET", "/api/users/me").send().json();
        assertThat(me.getString("email")).isEqualTo("alice@example.org");
        assertThat(me.getString("createdAt")).isEqualTo("2026-11-21T03:50:00.120Z");
        assertThat(me.containsKey("bio")).isTrue();
        assertThat(server.as("PUT", "/api/users/me")
                        .json("{\"bio\":\"\",\"status\":\"x\"}")
                        .status())
                .isEqualTo(200);
        var change = server.owners.last(AccountAsk.UpdateMe.class);
        assertThat(change.bio()).isEmpty();
        assertThat(change.displayName()).isNull();
        assertThat(change.by().user()).isEqualTo(Samples.ALICE);
        assertThat(change.by().address()).isEqualTo("127.0.0.1");
        var user = server.as("GET", "/api/users/" + Samples.ALICE).send().json();
        assertThat(user.containsKey("email")).isFalse();
        var presence = server.as("GET", "/api/users/" + Samples.ALICE + "/presence")
                .send()
                .json();
        assertThat(presence.getString("status")).isEqualTo("dnd");
    }

    @Test
    void conversations_are_opened_once() {
        server.owners.answer(
                ChannelAsk.Conversations.class, ask -> new Answer.Listing<>(List.of(Samples.conversation()), null));
        assertThat(server.as("GET", "/api/users/me/dms").send().any()).isInstanceOf(JsonArray.class);
        var body = "{\"userIds\":[\"" + Samples.ALICE + "\"]}";
        server.owners.answer(ChannelAsk.OpenConversation.class, ask -> new Answer.Opened(Samples.conversation(), true));
        assertThat(server.as("POST", "/api/users/me/dms").json(body).status()).isEqualTo(201);
        server.owners.answer(
                ChannelAsk.OpenConversation.class, ask -> new Answer.Opened(Samples.conversation(), false));
        assertThat(server.as("POST", "/api/users/me/dms").json(body).status()).isEqualTo(200);
        assertThat(server.owners.last(ChannelAsk.OpenConversation.class).users())
                .containsExactly(Samples.ALICE);
    }

    @Test
    void people_are_befriended_blocked_and_let_go() {
        var bob = new Relationship(Samples.user(), RelationshipKind.OUTGOING);
        server.owners.answer(PersonAsk.Relationships.class, ask -> new Answer.Listing<>(List.of(bob), null));
        server.owners.answer(PersonAsk.Befriend.class, ask -> bob);
        server.owners.answer(PersonAsk.Block.class, ask -> new Relationship(Samples.user(), RelationshipKind.BLOCKED));
        server.owners.answer(PersonAsk.EndRelationship.class, ask -> Answer.Done.DONE);
        var path = "/api/users/me/relationships";
        var all = (JsonArray) server.as("GET", path).send().any();
        assertThat(all.getJsonObject(0).getJsonObject("user").getString("username"))
                .isEqualTo("alice");
        path += "/" + Samples.ALICE;
        assertThat(server.as("PUT", path).json("{\"kind\":\"friend\"}").json().getString("kind"))
                .isEqualTo("outgoing");
        assertThat(server.owners.last(PersonAsk.Befriend.class).user()).isEqualTo(Samples.ALICE);
        assertThat(server.as("PUT", path).json("{\"kind\":\"blocked\"}").json().getString("kind"))
                .isEqualTo("blocked");
        assertThat(server.owners.last(PersonAsk.Block.class).user()).isEqualTo(Samples.ALICE);
        assertThat(server.as("PUT", path).json("{\"kind\":\"incoming\"}").status())
                .isEqualTo(400);
        assertThat(server.as("DELETE", path).send().status()).isEqualTo(204);
        assertThat(server.owners.last(PersonAsk.EndRelationship.class).user()).isEqualTo(Samples.ALICE);
    }

    @Test
    void settings_are_read_and_changed() {
        server.owners.answer(PersonAsk.ReadSettings.class, ask -> new Settings(MessagesFrom.EVERYONE, 0));
        server.owners.answer(PersonAsk.ChangeSettings.class, ask -> new Settings(MessagesFrom.MATES, 1));
        var path = "/api/users/me/settings";
        assertThat(server.as("GET", path).send().json().getString("messagesFrom"))
                .isEqualTo("everyone");
        var changed =
                server.as("PUT", path).json("{\"messagesFrom\":\"mates\"}").json();
        assertThat(changed.getInteger("version")).isEqualTo(1);
        assertThat(server.owners.last(PersonAsk.ChangeSettings.class).messagesFrom())
                .isEqualTo(MessagesFrom.MATES);
        assertThat(server.as("PUT", path).json("{}").status()).isEqualTo(200);
        assertThat(server.owners.last(PersonAsk.ChangeSettings.class).messagesFrom())
                .isNull();
    }

    @Test
    void who_is_meant_by_a_name_is_asked_as_it_was_written() {
        server.owners.answer(ServerAsk.Named.class, ask -> Samples.user());
        var path = "/api/servers/" + Samples.SERVER + "/members/resolve";
        var found = server.as("GET", path + "?name=%40Al%20%D1%91").send();
        assertThat(found.json().getJsonObject("user").getString("id")).isEqualTo(Samples.ALICE.toString());
        assertThat(server.owners.last(ServerAsk.Named.class).name()).isEqualTo("@Al ё");
        assertThat(server.as("GET", path).send().status()).isEqualTo(400);
    }

    @Test
    void servers_are_made_read_changed_left_and_deleted() {
        server.owners.answer(ServerAsk.Create.class, ask -> Samples.serverDetail());
        server.owners.answer(ServerAsk.Get.class, ask -> Samples.serverDetail());
        server.owners.answer(ServerAsk.Update.class, ask -> Samples.server());
        server.owners.answer(ServerAsk.Delete.class, ask -> Answer.Done.DONE);
        server.owners.answer(ServerAsk.Leave.class, ask -> Answer.Done.DONE);
        server.owners.answer(ServerAsk.Mine.class, ask -> new Answer.Listing<>(List.of(Samples.server()), null));
        var made = server.as("POST", "/api/servers").json("{\"name\":\"Engines\",\"nonce\":\"n1\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getJsonObject("positions").getInteger(Samples.SERVER.toString()))
                .isEqualTo(2);
        assertThat(server.owners.last(ServerAsk.Create.class).nonce()).isEqualTo(new Nonce("n1"));
        var path = "/api/servers/" + Samples.SERVER;
        var detail = server.as("GET", path).send().json();
        assertThat(detail.getJsonArray("permissions")).contains("ADMINISTRATOR");
        assertThat(detail.getJsonArray("channels").getJsonObject(0).getString("type"))
                .isEqualTo("text");
        assertThat(server.as("PUT", path).json("{\"description\":\"\"}").status())
                .isEqualTo(200);
        assertThat(server.as("DELETE", path).send().status()).isEqualTo(204);
        assertThat(server.as("DELETE", path + "/members/me").send().status()).isEqualTo(204);
        assertThat(server.owners.last(ServerAsk.Leave.class).server()).isEqualTo(Samples.SERVER);
        var mine = (JsonArray) server.as("GET", "/api/servers").send().any();
        assertThat(mine.getJsonObject(0).fieldNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "description",
                        "iconUrl",
                        "ownerId",
                        "systemChannelId",
                        "minAccountAge",
                        "createdAt");
    }

    @Test
    void members_come_in_pages() {
        server.owners.answer(ServerAsk.Members.class, ask -> new Answer.Listing<>(List.of(Samples.listed()), "more"));
        var path = "/api/servers/" + Samples.SERVER + "/members";
        var page = server.as("GET", path + "?limit=2&cursor=abc").send().json();
        assertThat(page.getString("next")).isEqualTo("more");
        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(server.owners.last(ServerAsk.Members.class).cursor()).isEqualTo("abc");
        assertThat(server.owners.last(ServerAsk.Members.class).limit()).isEqualTo(2);
        server.as("GET", path).send();
        assertThat(server.owners.last(ServerAsk.Members.class).limit()).isEqualTo(50);
    }

    @Test
    void invites_lead_to_the_site_they_were_made_on() {
        server.owners.answer(ServerAsk.CreateInvite.class, ask -> Samples.invite(null, null));
        server.owners.answer(ServerAsk.LookUpInvite.class, ask -> Samples.invite(Samples.server(), 12));
        server.owners.answer(ServerAsk.Join.class, ask -> Samples.serverDetail());
        var path = "/api/servers/" + Samples.SERVER + "/invite";
        var made = server.as("POST", path).json("{\"maxUses\":10,\"expiresIn\":null}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getString("url")).isEqualTo(server.origin() + "/invite/Kq3xT9wZ");
        assertThat(made.json().containsKey("server")).isFalse();
        assertThat(server.as("POST", path).send().status()).isEqualTo(201);
        assertThat(server.owners.last(ServerAsk.CreateInvite.class).maxUses()).isNull();
        var seen = server.anonymous("GET", "/api/invites/Kq3xT9wZ").send().json();
        assertThat(seen.getInteger("memberCount")).isEqualTo(12);
        assertThat(server.owners.last(ServerAsk.LookUpInvite.class).by().user()).isNull();
        assertThat(server.as("POST", "/api/servers/join/Kq3xT9wZ").send().status())
                .isEqualTo(200);
        assertThat(server.owners.last(ServerAsk.Join.class).code()).isEqualTo("Kq3xT9wZ");
    }

    @Test
    void channels_are_made_read_changed_and_deleted() {
        server.owners.answer(ChannelAsk.Of.class, ask -> new Answer.Listing<>(List.of(Samples.channel()), null));
        server.owners.answer(ChannelAsk.Create.class, ask -> Samples.channel());
        server.owners.answer(ChannelAsk.Get.class, ask -> Samples.channel());
        server.owners.answer(ChannelAsk.Update.class, ask -> Samples.channel());
        server.owners.answer(ChannelAsk.Delete.class, ask -> Answer.Done.DONE);
        var below = "/api/servers/" + Samples.SERVER + "/channels";
        assertThat((JsonArray) server.as("GET", below).send().any()).hasSize(1);
        var made = server.as("POST", below)
                .json("{\"name\":\"general\",\"type\":\"voice\",\"parentId\":null,\"position\":3}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(server.owners.last(ChannelAsk.Create.class).type()).isEqualTo(ChannelType.VOICE);
        assertThat(server.owners.last(ChannelAsk.Create.class).position()).isEqualTo(3);
        var path = "/api/channels/" + Samples.CHANNEL;
        assertThat(server.as("GET", path).send().json().getValue("topic")).isNull();
        assertThat(server.as("PUT", path).json("{\"topic\":\"\"}").status()).isEqualTo(200);
        assertThat(server.owners.last(ChannelAsk.Update.class).topic()).isEmpty();
        assertThat(server.owners.last(ChannelAsk.Update.class).slowMode()).isNull();
        assertThat(server.as("PUT", path).json("{\"slowMode\":30}").status()).isEqualTo(200);
        assertThat(server.owners.last(ChannelAsk.Update.class).slowMode()).isEqualTo(30);
        assertThat(server.as("PUT", path).json("{\"slowMode\":21601}").status()).isEqualTo(400);
        assertThat(server.as("DELETE", path).send().status()).isEqualTo(204);
    }

    @Test
    void reading_typing_and_pins_are_said() {
        server.owners.answer(ChannelAsk.Read.class, ask -> Answer.Done.DONE);
        server.owners.answer(ChannelAsk.Typing.class, ask -> Answer.Done.DONE);
        server.owners.answer(ChannelAsk.Pins.class, ask -> new Answer.Listing<>(List.of(Samples.orphan()), null));
        var path = "/api/channels/" + Samples.CHANNEL;
        assertThat(server.as("POST", path + "/read")
                        .json("{\"seq\":9007199254740991}")
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ChannelAsk.Read.class).seq()).isEqualTo(9007199254740991L);
        assertThat(server.as("POST", path + "/typing").send().status()).isEqualTo(204);
        var pins = (JsonArray) server.as("GET", path + "/pins").send().any();
        assertThat(pins.getJsonObject(0).getValue("author")).isNull();
        assertThat(pins.getJsonObject(0).containsKey("nonce")).isFalse();
    }

    @Test
    void the_channel_where_a_server_tells_of_itself_is_set_and_unset() {
        server.owners.answer(ServerAsk.SetSystemChannel.class, ask -> Samples.server());
        var path = "/api/servers/" + Samples.SERVER + "/system-channel";
        var set = server.as("PUT", path).json("{\"channelId\":\"%s\"}".formatted(Samples.CHANNEL));
        assertThat(set.status()).isEqualTo(200);
        assertThat(server.owners.last(ServerAsk.SetSystemChannel.class).channel())
                .isEqualTo(Samples.CHANNEL);
        assertThat(server.as("PUT", path).json("{\"channelId\":null}").status()).isEqualTo(200);
        assertThat(server.owners.last(ServerAsk.SetSystemChannel.class).channel())
                .isNull();
        assertThat(server.as("PUT", path).json("{}").status()).isEqualTo(400);
    }

    @Test
    void refusals_of_owners_are_told_as_they_are() {
        var path = "/api/channels/" + Samples.CHANNEL;
        for (var why : List.of(Refusal.AUTHOR_ONLY, Refusal.NO_SUCH_CHANNEL, Refusal.NO_MESSAGES_HERE)) {
            server.owners.refuse(ChannelAsk.Update.class, Problem.of(why));
            var refused = server.as("PUT", path).json("{\"name\":\"x\"}");
            assertThat(refused.status()).isEqualTo(why.kind().status());
            assertThat(refused.json().getString("type")).isEqualTo(why.kind().urn());
            assertThat(refused.json().getString("detail")).isEqualTo(why.sentence());
            assertThat(refused.json().getString("reason")).isEqualTo(why.name());
            assertThat(refused.json().containsKey("params")).isFalse();
        }
        server.owners.refuse(ChannelAsk.Update.class, Problem.of(Refusal.MISSING_PERMISSION, "MANAGE_CHANNELS"));
        var lacking = server.as("PUT", path).json("{\"name\":\"x\"}").json();
        assertThat(lacking.getString("detail")).isEqualTo("This needs the permission MANAGE_CHANNELS here.");
        assertThat(lacking.getJsonObject("params").getString("permission")).isEqualTo("MANAGE_CHANNELS");
        server.owners.refuse(ChannelAsk.Get.class, Problem.later(3, Refusal.NOT_ANSWERING, "database"));
        var away = server.as("GET", path).send();
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("retry-after")).isEqualTo("3");
        assertThat(away.json().getInteger("retryAfter")).isEqualTo(3);
    }

    @Test
    void who_writes_too_fast_for_a_channel_is_told_when_to_write_again() {
        server.owners.refuse(MessageAsk.Send.class, Problem.later(7, Refusal.SLOW_MODE, 7));
        var slow = server.as("POST", "/api/channels/" + Samples.CHANNEL + "/messages")
                .json("{\"content\":\"again\"}");
        assertThat(slow.status()).isEqualTo(429);
        assertThat(slow.header("retry-after")).isEqualTo("7");
        assertThat(slow.json().getString("reason")).isEqualTo("SLOW_MODE");
        assertThat(slow.json().getJsonObject("params").getString("seconds")).isEqualTo("7");
    }

    @Test
    void a_bug_is_told_without_its_details() {
        server.owners.fail(ChannelAsk.Get.class);
        var broken = server.as("GET", "/api/channels/" + Samples.CHANNEL).send();
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.text()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(broken.header("x-request-id")).isNotEmpty();
    }

    @Test
    void text_of_any_kind_passes_as_text() {
        server.owners.answer(
                MessageAsk.Send.class, ask -> new Answer.Sent(Samples.message(ask.content(), null), false));
        var path = "/api/channels/" + Samples.CHANNEL + "/messages";
        for (var text : List.of(
                "'; DROP TABLE messages; --",
                "<script>alert(1)</script><img src=x onerror=alert(1)>",
                "\" OR \"\"=\"",
                "${jndi:ldap://x}",
                "line\nbreak\ttab \u2028 and \u202e",
                "👩‍👩‍👧‍👦 ж 中")) {
            var body = new JsonObject().put("content", text).encode();
            var sent = server.as("POST", path).json(body);
            assertThat(sent.status()).as(text).isEqualTo(201);
            assertThat(server.owners.last(MessageAsk.Send.class).content()).isEqualTo(text);
            assertThat(sent.json().getString("content")).isEqualTo(text);
            assertThat(sent.header("content-type")).isEqualTo("application/json");
            assertThat(sent.header("x-content-type-options")).isEqualTo("nosniff");
        }
    }
}
