package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.Unread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people have not read yet, and what they are told of: each operation becomes the ask it should. */
class NewsTest {
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
    void what_is_read_is_told_and_marked() {
        var unread = new Unread(Samples.CHANNEL, 4, 7, 2, List.of(7L, 6L));
        var states = new Answer.ReadStates(
                Map.of(StreamId.of(Samples.CHANNEL), 7L),
                Map.of(StreamId.of(Samples.CHANNEL), 4L),
                Map.of(StreamId.of(Samples.CHANNEL), List.of(7L, 6L)));
        server.owners.answer(ChannelAsk.ReadState.class, ask -> unread);
        server.owners.answer(ServerAsk.ReadStates.class, ask -> states);
        server.owners.answer(ServerAsk.ReadAll.class, ask -> Answer.Done.DONE);
        var one = server.as("GET", "/api/channels/" + Samples.CHANNEL + "/read").send();
        assertThat(one.json().getInteger("unread")).isEqualTo(2);
        assertThat(one.json().getJsonArray("mentions")).containsExactly(7, 6);
        assertThat(server.owners.last(ChannelAsk.ReadState.class).channel()).isEqualTo(Samples.CHANNEL);
        var path = "/api/servers/" + Samples.SERVER + "/read";
        var all = server.as("GET", path).send().json();
        assertThat(all.getJsonObject("heads").getInteger(Samples.CHANNEL.toString()))
                .isEqualTo(7);
        assertThat(server.as("POST", path).send().status()).isEqualTo(204);
        assertThat(server.owners.last(ServerAsk.ReadAll.class).server()).isEqualTo(Samples.SERVER);
    }
}
