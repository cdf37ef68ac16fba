package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelAsk.ChannelMove;
import io.miscord.contract.ChannelAsk.Into;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.vertx.core.json.JsonArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests about where channels stand, and what they allow and deny, become the asks that they should. */
class OverwritesTest {
    private static final String CHANNELS = "/api/servers/" + Samples.SERVER + "/channels";
    private static final String CHANNEL = "/api/channels/" + Samples.CHANNEL;

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of());
        server.owners.answer(ChannelAsk.Get.class, ask -> Samples.channel());
        server.owners.answer(ChannelAsk.Update.class, ask -> Samples.channel());
        server.owners.answer(ChannelAsk.Move.class, ask -> new Answer.Listing<>(List.of(Samples.channel()), null));
        server.owners.answer(ChannelAsk.SetOverwrite.class, ask -> Answer.Done.DONE);
        server.owners.answer(ChannelAsk.ClearOverwrite.class, ask -> Answer.Done.DONE);
        server.owners.answer(ChannelAsk.SyncOverwrites.class, ask -> Answer.Done.DONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void overwrites_are_listed_set_cleared_and_brought_back_to_the_categorys() {
        var listed =
                (JsonArray) server.as("GET", CHANNEL + "/overwrites").send().any();
        assertThat(listed.getJsonObject(0).getString("roleId")).isEqualTo(Samples.ROLE.toString());
        assertThat(listed.getJsonObject(0).containsKey("userId")).isFalse();
        var views = Permissions.of(Permission.VIEW_CHANNEL);
        var sends = Permissions.of(Permission.SEND_MESSAGES);
        var body = "{\"type\":\"%s\",\"allow\":[\"VIEW_CHANNEL\"],\"deny\":[\"SEND_MESSAGES\"]}";
        assertThat(server.as("PUT", overwrite(Samples.ROLE))
                        .json(body.formatted("role"))
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ChannelAsk.SetOverwrite.class).overwrite())
                .isEqualTo(Overwrite.of(Samples.ROLE, views, sends));
        assertThat(server.as("PUT", overwrite(Samples.ALICE))
                        .json(body.formatted("member"))
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(ChannelAsk.SetOverwrite.class).overwrite())
                .isEqualTo(Overwrite.of(Samples.ALICE, views, sends));
        assertThat(server.as("DELETE", overwrite(Samples.ROLE)).send().status()).isEqualTo(204);
        assertThat(server.owners.last(ChannelAsk.ClearOverwrite.class).target()).isEqualTo(Samples.ROLE.value());
        assertThat(server.as("POST", CHANNEL + "/overwrites/sync").send().status())
                .isEqualTo(204);
        assertThat(server.owners.last(ChannelAsk.SyncOverwrites.class).channel())
                .isEqualTo(Samples.CHANNEL);
    }

    @Test
    void what_no_channel_can_allow_is_refused_before_anybody_is_asked() {
        for (var body : List.of(
                "{\"type\":\"role\",\"allow\":[\"ADMINISTRATOR\"],\"deny\":[]}",
                "{\"type\":\"role\",\"allow\":[],\"deny\":[\"KICK_MEMBERS\"]}",
                "{\"type\":\"somebody\",\"allow\":[],\"deny\":[]}",
                "{\"allow\":[],\"deny\":[]}",
                "{\"type\":\"role\",\"allow\":[]}")) {
            assertThat(server.as("PUT", overwrite(Samples.ROLE)).json(body).status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    /** The names that a request may say are those that a channel can allow, and no others. */
    @Test
    void the_contract_names_what_a_channel_can_allow() {
        for (var permission : Permission.values()) {
            var body = "{\"type\":\"role\",\"allow\":[\"%s\"],\"deny\":[]}".formatted(permission);
            assertThat(server.as("PUT", overwrite(Samples.ROLE)).json(body).status())
                    .as(permission.name())
                    .isEqualTo(permission.inChannel() ? 204 : 400);
        }
        assertThat(Arrays.stream(Permission.values()).filter(Permission::inChannel))
                .hasSizeGreaterThan(10);
    }

    @Test
    void channels_are_moved_into_a_category_out_of_any_or_within_their_own() {
        var body = """
                [{"id": "%1$s", "position": 3}, {"id": "%1$s", "position": 0, "parentId": "%2$s"},
                 {"id": "%1$s", "position": 1, "parentId": null}]
                """.formatted(Samples.CHANNEL, Samples.MESSAGE);
        var moved = server.as("PATCH", CHANNELS).json(body);
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        var asked = server.owners.last(ChannelAsk.Move.class).moves();
        assertThat(asked.get(0)).isEqualTo(new ChannelMove(Samples.CHANNEL, 3, null));
        assertThat(asked.get(1).into()).isNotNull();
        assertThat(asked.get(1).into().category()).hasToString(Samples.MESSAGE.toString());
        assertThat(asked.get(2)).isEqualTo(new ChannelMove(Samples.CHANNEL, 1, new Into(null)));
        for (var wrong : List.of(
                "[]",
                "[{\"id\":\"%s\"}]",
                "[{\"id\":\"%s\",\"position\":-1}]",
                "[{\"position\":1}]",
                "[{\"id\":\"%s\",\"position\":1,\"parentId\":7}]")) {
            assertThat(server.as("PATCH", CHANNELS)
                            .json(wrong.formatted(Samples.CHANNEL))
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_change_says_whether_the_category_changes() {
        for (var said : Map.of(
                        "{\"name\":\"x\"}",
                        "null",
                        "{\"parentId\":null}",
                        "Into[category=null]",
                        "{\"parentId\":\"" + Samples.MESSAGE + "\"}",
                        "Into[category=" + Samples.MESSAGE + "]")
                .entrySet()) {
            var changed = server.as("PUT", CHANNEL).json(said.getKey());
            assertThat(changed.status()).as(changed.text()).isEqualTo(200);
            assertThat(String.valueOf(
                            server.owners.last(ChannelAsk.Update.class).into()))
                    .isEqualTo(said.getValue());
        }
    }

    private static String overwrite(Object target) {
        return CHANNEL + "/overwrites/" + target;
    }
}
