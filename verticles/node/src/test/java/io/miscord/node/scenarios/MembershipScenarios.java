package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Eventually;
import io.miscord.testkit.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers, channels, conversations and presence: who is where, and who may see what; the same on every topology. */
interface MembershipScenarios {
    People people();

    @Test
    default void a_new_server_has_a_text_and_a_voice_channel_and_its_maker_sees_it_appear() {
        var alice = people().comes("alice", 0);
        var place = alice.createsServer("Engines");
        var joined = alice.frames()
                .await(
                        "server:joined",
                        () -> "Engines",
                        data -> data.path("server").path("id").asText().equals(place.serverId()))
                .path("data");
        assertThat(joined.path("channels")).hasSize(2);
        assertThat(joined.path("positions").has(place.channelId())).isTrue();
        assertThat(joined.path("positions").has(place.serverId())).isTrue();
        var detail = alice.http().get("/api/servers/" + place.serverId()).expect(200);
        assertThat(detail.path("channels").findValuesAsText("name")).containsExactlyInAnyOrder("general", "General");
        assertThat(detail.path("ownerId").asText()).isEqualTo(alice.id());
        alice.sends(place.channelId(), "first");
        alice.seesNothingBut(place.channelId(), "first");
    }

    @Test
    default void who_joins_while_connected_gets_the_server_live_and_others_see_them_come() {
        var here = people().meet();
        var carol = people().comes("carol", 1);
        here.alice().sends(here.channel(), "before");
        carol.joins(here.alice().invites(here.place()));
        carol.frames()
                .await(
                        "server:joined",
                        () -> "for carol",
                        data -> data.path("server")
                                .path("id")
                                .asText()
                                .equals(here.place().serverId()));
        for (var watcher : List.of(here.alice(), here.bob())) {
            watcher.frames()
                    .await(
                            "member:joined",
                            () -> "carol",
                            data -> data.path("member")
                                    .path("user")
                                    .path("id")
                                    .asText()
                                    .equals(carol.id()));
        }
        here.alice().sends(here.channel(), "after");
        carol.seesNothingBut(here.channel(), "after");
        carol.sends(here.channel(), "hello all");
        here.bob().seesNothingBut(here.channel(), "before", "after", "hello all");
        assertThat(carol.texts(here.channel())).containsExactly("before", "after", "hello all");
    }

    @Test
    default void joining_twice_is_joining_once() {
        var here = people().meet();
        var code = here.alice().invites(here.place());
        here.bob().joins(code);
        var members = here.alice()
                .http()
                .get("/api/servers/" + here.place().serverId() + "/members")
                .expect(200);
        assertThat(members.path("items")).hasSize(2);
        assertThat(here.alice()
                        .http()
                        .get("/api/invites/" + code)
                        .expect(200)
                        .path("uses")
                        .asInt())
                .isZero();
    }

    @Test
    default void an_invite_can_be_used_up() {
        var here = people().meet();
        var code = here.alice()
                .http()
                .post("/api/servers/" + here.place().serverId() + "/invite", Map.of("maxUses", 1, "expiresIn", 3600))
                .expect(201)
                .path("code")
                .asText();
        people().registers("carol", 0).joins(code);
        var late = people().registers("dave", 1);
        assertThat(late.http().post("/api/servers/join/" + code).status()).isIn(404, 403, 422);
        assertThat(late.http().get("/api/servers").expect(200)).isEmpty();
    }

    @Test
    default void a_new_channel_appears_live_and_works_at_once() {
        var here = people().meet();
        var channel = here.alice().createsChannel(here.place(), "workshop");
        for (var person : List.of(here.alice(), here.bob())) {
            person.frames()
                    .await(
                            "channel:created",
                            () -> "workshop",
                            data -> data.path("channel").path("id").asText().equals(channel));
        }
        here.alice().sends(channel, "in here");
        here.bob().seesNothingBut(channel, "in here");
    }

    @Test
    default void changes_of_a_channel_and_of_a_server_are_seen() {
        var here = people().meet();
        here.alice()
                .http()
                .put("/api/channels/" + here.channel(), Map.of("name", "lobby", "topic", "anything"))
                .expect(200);
        var changed = here.bob()
                .frames()
                .await("channel:updated", () -> "lobby", data -> true)
                .path("data");
        assertThat(changed.path("channel").path("name").asText()).isEqualTo("lobby");
        assertThat(changed.path("channel").path("topic").asText()).isEqualTo("anything");
        here.alice()
                .http()
                .put("/api/servers/" + here.place().serverId(), Map.of("name", "Machines"))
                .expect(200);
        var server = here.bob()
                .frames()
                .await("server:updated", () -> "Machines", data -> true)
                .path("data");
        assertThat(server.path("server").path("name").asText()).isEqualTo("Machines");
        here.bob().frames().inOrder();
    }

    @Test
    default void a_deleted_channel_goes_away_for_all() {
        var here = people().meet();
        var channel = here.alice().createsChannel(here.place(), "short-lived");
        // Before that, bob would begin behind the message, and read it as history.
        here.bob()
                .frames()
                .await("channel:created", () -> channel, data -> data.toString().contains(channel));
        here.alice().sends(channel, "soon gone");
        here.bob().sees("soon gone");
        here.alice().http().delete("/api/channels/" + channel).expect(204);
        here.bob()
                .frames()
                .await("channel:removed", () -> channel, data -> data.toString().contains(channel));
        assertThat(here.bob()
                        .http()
                        .get("/api/channels/" + channel + "/messages")
                        .status())
                .isEqualTo(404);
        here.alice().sends(here.channel(), "life goes on");
        here.bob().seesNothingBut(here.channel(), "life goes on");
    }

    @Test
    default void who_leaves_hears_nothing_more_of_the_server() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        here.bob().frames().await("dm:created", () -> "with alice", data -> true);
        here.bob().leaves(here.place());
        here.bob()
                .frames()
                .await(
                        "server:left",
                        () -> "Engines",
                        data -> data.path("serverId")
                                .asText()
                                .equals(here.place().serverId()));
        here.alice()
                .frames()
                .await(
                        "member:left",
                        () -> "bob",
                        data -> data.path("userId").asText().equals(here.bob().id()));
        here.alice().sends(here.channel(), "between us");
        here.alice().sends(conversation, "marker");
        here.bob().seesNothingBut(conversation, "marker");
        assertThat(here.bob().frames().texts(here.channel())).isEmpty();
        assertThat(here.bob()
                        .http()
                        .get("/api/channels/" + here.channel() + "/messages")
                        .status())
                .isEqualTo(404);
        assertThat(refusal(here.bob(), here.channel())).isEqualTo("not_found");
    }

    @Test
    default void a_block_reaches_a_live_socket() {
        var here = people().meet();
        var conversation = here.alice().opensConversation(here.bob());
        here.bob().sends(conversation, "hello");
        var blocked = "/api/users/me/relationships/" + here.bob().id();
        here.alice().http().put(blocked, Map.of("kind", "blocked")).expect(200);
        var refused = here.bob()
                .connection()
                .refusal("message:send", Map.of("channelId", conversation, "content", "and you?"));
        assertThat(refused.path("reason").asText()).isEqualTo("BLOCKED");
        here.alice()
                .frames()
                .await(
                        "relationship:updated",
                        () -> "bob",
                        data -> data.path("kind").asText().equals("blocked"));
        here.alice().http().delete(blocked).expect(204);
        here.bob().sends(conversation, "sorry");
        here.alice().seesNothingBut(conversation, "hello", "sorry");
    }

    @Test
    default void a_conversation_is_for_those_who_are_in_it() {
        var here = people().meet();
        var carol = people().comes("carol", 0);
        var conversation = here.alice().opensConversation(here.bob());
        assertThat(here.bob().opensConversation(here.alice())).isEqualTo(conversation);
        for (var person : List.of(here.alice(), here.bob())) {
            person.frames()
                    .await(
                            "dm:created",
                            () -> conversation,
                            data -> data.path("conversation")
                                    .path("id")
                                    .asText()
                                    .equals(conversation));
        }
        here.bob().sends(conversation, "psst");
        here.alice().seesNothingBut(conversation, "psst");
        assertThat(carol.http()
                        .get("/api/channels/" + conversation + "/messages")
                        .status())
                .isEqualTo(404);
        assertThat(refusal(carol, conversation)).isEqualTo("not_found");
        assertThat(here.alice().http().get("/api/users/me/dms").expect(200)).hasSize(1);
        assertThat(carol.frames().of("message:new")).isEmpty();
    }

    @Test
    default void a_deleted_server_is_gone_for_its_members() {
        var here = people().meet();
        here.alice().http().delete("/api/servers/" + here.place().serverId()).expect(204);
        here.bob()
                .frames()
                .await(
                        "server:left",
                        () -> "deleted",
                        data -> data.path("serverId")
                                .asText()
                                .equals(here.place().serverId()));
        assertThat(here.bob().http().get("/api/servers").expect(200)).isEmpty();
        assertThat(here.alice()
                        .http()
                        .get("/api/servers/" + here.place().serverId())
                        .status())
                .isEqualTo(404);
    }

    @Test
    default void a_status_is_seen_by_those_who_share_a_server() {
        var here = people().meet();
        here.alice().connection().ack("presence:update", Map.of("status", "dnd", "text", "counting"));
        sees(here.bob(), here.alice(), "dnd");
        Eventually.that(
                () -> "presence by HTTP is " + presence(here.bob(), here.alice()),
                () -> presence(here.bob(), here.alice()).equals("dnd"));
        here.alice().connection().ack("presence:update", Map.of("status", "invisible"));
        sees(here.bob(), here.alice(), "offline");
        Eventually.that(
                () -> "presence by HTTP is " + presence(here.bob(), here.alice()),
                () -> presence(here.bob(), here.alice()).equals("offline"));
    }

    @Test
    default void who_comes_and_goes_is_seen_doing_so() {
        var here = people().meet();
        var carol = people().registers("carol", 1);
        carol.joins(here.alice().invites(here.place()));
        carol.connects(people().gateway(1));
        sees(here.alice(), carol, "online");
        carol.close();
        sees(here.alice(), carol, "offline");
    }

    @Test
    default void strangers_do_not_see_presence_nor_e_mail() {
        var here = people().meet();
        var carol = people().registers("carol", 0);
        assertThat(carol.http()
                        .get("/api/users/" + here.alice().id() + "/presence")
                        .status())
                .isEqualTo(404);
        var seen = here.bob().http().get("/api/users/" + here.alice().id()).expect(200);
        assertThat(seen.has("email")).isFalse();
        assertThat(here.alice()
                        .http()
                        .get("/api/users/me")
                        .expect(200)
                        .path("email")
                        .asText())
                .contains("@");
    }

    private static String refusal(Person person, String channel) {
        return person.connection()
                .refusal("message:send", Map.of("channelId", channel, "content", "let me in"))
                .path("code")
                .asText();
    }

    private static void sees(Person watcher, Person who, String status) {
        watcher.frames()
                .await(
                        "presence:user",
                        () -> who + " " + status,
                        data -> data.path("userId").asText().equals(who.id())
                                && data.path("status").asText().equals(status));
    }

    private static String presence(Person asker, Person who) {
        return asker.http()
                .get("/api/users/" + who.id() + "/presence")
                .expect(200)
                .path("status")
                .asText();
    }
}
