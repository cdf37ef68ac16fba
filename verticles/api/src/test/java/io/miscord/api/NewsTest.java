package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.Level;
import io.miscord.contract.Notification;
import io.miscord.contract.NotificationId;
import io.miscord.contract.NotificationKind;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.Unread;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.json.JsonArray;
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

    @Test
    void what_one_was_told_of_is_listed_and_read() {
        var news = new Notification(
                new NotificationId(UuidV7.next()),
                NotificationKind.MENTION,
                null,
                Samples.SERVER,
                Samples.CHANNEL,
                Samples.MESSAGE,
                7L,
                null,
                null,
                Samples.TIME);
        server.owners.answer(PersonAsk.Notifications.class, ask -> new Answer.Listing<>(List.of(news), "next"));
        server.owners.answer(PersonAsk.ReadNotifications.class, ask -> Answer.Done.DONE);
        var path = "/api/notifications";
        var page = server.as("GET", path + "?unreadOnly=true&limit=3&cursor=x")
                .send()
                .json();
        assertThat(page.getString("next")).as(page.encode()).isEqualTo("next");
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("kind"))
                .isEqualTo("mention");
        var asked = server.owners.last(PersonAsk.Notifications.class);
        assertThat(asked.unreadOnly()).isTrue();
        assertThat(asked.limit()).isEqualTo(3);
        assertThat(asked.cursor()).isEqualTo("x");
        server.as("GET", path).send();
        assertThat(server.owners.last(PersonAsk.Notifications.class).unreadOnly())
                .isFalse();
        path += "/read";
        assertThat(server.as("POST", path)
                        .json("{\"ids\":[\"%s\"]}".formatted(news.id()))
                        .status())
                .isEqualTo(204);
        assertThat(server.owners.last(PersonAsk.ReadNotifications.class).ids()).containsExactly(news.id());
        assertThat(server.as("POST", path).json("{\"all\":true}").status()).isEqualTo(204);
        assertThat(server.owners.last(PersonAsk.ReadNotifications.class).all()).isTrue();
        assertThat(server.as("POST", path).json("{\"all\":false}").status()).isEqualTo(400);
    }

    @Test
    void a_browser_asks_to_be_pushed_to() {
        server.owners.answer(PersonAsk.PushKey.class, ask -> new Answer.PushKey("key"));
        server.owners.answer(PersonAsk.SubscribePush.class, ask -> Answer.Done.DONE);
        server.owners.answer(PersonAsk.UnsubscribePush.class, ask -> Answer.Done.DONE);
        var path = "/api/users/me/push";
        assertThat(server.as("GET", path).send().json().getString("key")).isEqualTo("key");
        var body = "{\"endpoint\":\"https://push.org/1\",\"keys\":{\"p256dh\":\"public\",\"auth\":\"secret\"}}";
        assertThat(server.as("PUT", path).json(body).status()).isEqualTo(204);
        var asked = server.owners.last(PersonAsk.SubscribePush.class);
        assertThat(List.of(asked.endpoint(), asked.publicKey(), asked.secret()))
                .containsExactly("https://push.org/1", "public", "secret");
        assertThat(server.as("PUT", path).json("{\"endpoint\":\"x\"}").status()).isEqualTo(400);
        assertThat(server.as("DELETE", path).send().status()).isEqualTo(204);
        server.owners.last(PersonAsk.UnsubscribePush.class);
    }

    @Test
    void what_one_wants_to_be_told_of_is_set() {
        var subject = StreamId.of(Samples.CHANNEL);
        var level = new Level(subject, NotifyLevel.NOTHING, Samples.TIME);
        server.owners.answer(PersonAsk.Levels.class, ask -> new Answer.Listing<>(List.of(level), null));
        server.owners.answer(PersonAsk.SetLevel.class, ask -> level);
        var path = "/api/users/me/settings/levels";
        var all = (JsonArray) server.as("GET", path).send().any();
        assertThat(all.getJsonObject(0).getString("level")).isEqualTo("nothing");
        path += "/" + Samples.CHANNEL;
        var body = "{\"level\":\"nothing\",\"mutedUntil\":\"2026-11-21T03:50:00.120Z\"}";
        assertThat(server.as("PUT", path).json(body).json().getString("mutedUntil"))
                .isEqualTo("2026-11-21T03:50:00.120Z");
        var asked = server.owners.last(PersonAsk.SetLevel.class);
        assertThat(asked.subject()).isEqualTo(subject);
        assertThat(asked.level()).isEqualTo(NotifyLevel.NOTHING);
        assertThat(asked.mutedUntil()).isEqualTo(Samples.TIME);
        assertThat(server.as("PUT", path).json("{}").status()).isEqualTo(200);
        assertThat(server.owners.last(PersonAsk.SetLevel.class).level()).isNull();
    }
}
