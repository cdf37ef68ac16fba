package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Http;
import org.junit.jupiter.api.Test;

/** Pictures that are given to one node and fetched from another; the same on every topology. */
interface ImageScenarios {
    People people();

    @Test
    default void a_picture_that_one_node_takes_is_given_out_by_every_other() {
        var here = people().meet();
        var server = "/api/servers/" + here.place().serverId();
        var url = here.alice()
                .http()
                .bytes("PUT", server + "/icon", "image/png", SampleImages.square(500, 0x20A040))
                .expect(200)
                .path("iconUrl")
                .asText();
        here.bob()
                .frames()
                .await(
                        "server:updated",
                        () -> "icon",
                        data -> data.path("server").path("iconUrl").asText().equals(url));
        var image = new Http(people().api(1)).get(url);
        assertThat(image.status()).isEqualTo(200);
        assertThat(image.header("content-type")).isEqualTo("image/png");
        assertThat(image.header("cache-control")).contains("immutable");
        assertThat(image.header("content-security-policy")).contains("sandbox");
        assertThat(here.bob().http().get(server).expect(200).path("iconUrl").asText())
                .isEqualTo(url);
        var avatar = here.bob()
                .http()
                .bytes("POST", "/api/users/me/avatar", "image/png", SampleImages.square(64, 0x8040C0))
                .expect(200)
                .path("avatarUrl")
                .asText();
        here.bob().sends(here.channel(), "it is me");
        assertThat(here.alice()
                        .sees("it is me")
                        .path("author")
                        .path("avatarUrl")
                        .asText())
                .isEqualTo(avatar);
        assertThat(new Http(people().api(0)).get(avatar).status()).isEqualTo(200);
    }

    @Test
    default void an_emoji_of_the_server_is_there_for_all_and_can_be_reacted_with() {
        var here = people().meet();
        var emoji = "/api/servers/" + here.place().serverId() + "/emoji";
        var parrot = here.alice()
                .http()
                .bytes("POST", emoji + "?name=parrot", "image/png", SampleImages.square(300, 0xC04020))
                .expect(201);
        here.bob()
                .frames()
                .await(
                        "emoji:updated",
                        () -> "parrot",
                        data -> data.path("emoji").path(0).equals(parrot));
        assertThat(new Http(people().api(1)).get(parrot.path("url").asText()).status())
                .isEqualTo(200);
        here.alice().sends(here.channel(), "look");
        var message = here.bob().sees("look").path("id").asText();
        var text = "parrot:" + parrot.path("id").asText();
        here.bob().does("message:react", message, "emoji", text);
        assertThat(here.alice().sees("reaction:added", message).path("emoji").asText())
                .isEqualTo(text);
        here.alice().http().delete(emoji + "/" + parrot.path("id").asText()).expect(204);
        here.bob()
                .frames()
                .await("emoji:updated", () -> "none", data -> data.path("emoji").isEmpty());
    }
}
