package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.EmojiId;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.ImageAsk.Purpose;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Server;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.User;
import io.miscord.platform.ids.UuidV7;
import io.vertx.core.json.JsonArray;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures over HTTP: who may is asked before the work, and what is given out is a picture and nothing else. */
class ImageRoutesTest {
    private static final String ICON = "/api/servers/" + Samples.SERVER + "/icon";
    private static final String EMOJI = "/api/servers/" + Samples.SERVER + "/emoji";
    private static final String AVATAR = "/api/users/me/avatar";
    private static final EmojiId PARROT = new EmojiId(UuidV7.next());

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(Map.of("limits.requestsPerSecond", "1000"));
        keeps();
        server.owners.answer(ImageAsk.SetIcon.class, ask -> icon(ask.url()));
        server.owners.answer(ImageAsk.SetAvatar.class, ask -> avatar(ask.url()));
        server.owners.answer(
                ImageAsk.Emoji.class,
                ask -> new Answer.Listing<>(List.of(new ServerEmoji(PARROT, Samples.SERVER, "parrot", "/x")), null));
        server.owners.answer(
                ImageAsk.AddEmoji.class, ask -> new ServerEmoji(PARROT, Samples.SERVER, ask.name(), ask.url()));
        server.owners.answer(ImageAsk.DeleteEmoji.class, ask -> Answer.Done.DONE);
    }

    private static void keeps() {
        server.owners.answer(ImageAsk.Keep.class, ask -> Answer.Done.DONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_image_becomes_a_picture_under_an_address_of_its_own() throws IOException {
        var sent = image("jpeg", 700, 500);
        var set = server.as("PUT", ICON).bytes(sent, "image/jpeg");
        assertThat(set.status()).isEqualTo(200);
        var url = set.json().getString("iconUrl");
        assertThat(url).matches("/files/images/[0-9a-f]{64}\\.png");
        var keep = server.owners.last(ImageAsk.Keep.class);
        assertThat(keep.purpose()).isEqualTo(Purpose.ICON);
        assertThat(keep.server()).isEqualTo(Samples.SERVER);
        assertThat(keep.url()).isEqualTo(url);
        var given = server.anonymous("GET", url).send();
        assertThat(given.status()).isEqualTo(200);
        assertThat(ImageIO.read(new ByteArrayInputStream(given.bytes())).getWidth())
                .isEqualTo(256);
        assertThat(server.as("PUT", ICON).bytes(sent, "image/jpeg").json().getString("iconUrl"))
                .as("the same image is the same picture")
                .isEqualTo(url);
        assertThat(server.as("POST", EMOJI + "?name=engine")
                        .bytes(sent, "image/jpeg")
                        .json()
                        .getString("url"))
                .as("of another shape it is another")
                .isNotEqualTo(url);
    }

    @Test
    void a_picture_may_be_kept_for_ever_and_carries_nothing_out() {
        var url = server.as("POST", AVATAR)
                .bytes(image("png", 30, 30), "image/png")
                .json()
                .getString("avatarUrl");
        var given = server.anonymous("GET", url).send();
        assertThat(given.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(given.header("content-type")).isEqualTo("image/png");
        assertThat(given.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(given.header("content-security-policy")).contains("default-src 'none'", "sandbox");
        assertThat(given.header("cross-origin-resource-policy")).isEqualTo("cross-origin");
        var again = server.anonymous("GET", url)
                .header("If-None-Match", given.header("etag"))
                .send();
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void what_is_not_there_is_not_kept_by_anybody() {
        var missing = server.anonymous("GET", "/files/images/" + "0".repeat(64) + ".png")
                .send();
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("cache-control")).doesNotContain("immutable");
        for (var name : List.of("x.png", "..%2F..%2Fsecrets", "A".repeat(64) + ".png", "0".repeat(64))) {
            assertThat(server.anonymous("GET", "/files/images/" + name).send().status())
                    .as(name)
                    .isEqualTo(400);
        }
    }

    @Test
    void emoji_are_listed_added_and_deleted() {
        assertThat(((JsonArray) server.as("GET", EMOJI).send().any())
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("parrot");
        var added = server.as("POST", EMOJI + "?name=parrot")
                .header("Idempotency-Key", "once")
                .bytes(image("gif", 200, 200), "image/gif");
        assertThat(added.status()).isEqualTo(201);
        var add = server.owners.last(ImageAsk.AddEmoji.class);
        assertThat(add.name()).isEqualTo("parrot");
        assertThat(add.nonce()).isEqualTo(new Nonce("once"));
        assertThat(server.owners.last(ImageAsk.Keep.class).purpose()).isEqualTo(Purpose.EMOJI);
        assertThat(server.as("POST", EMOJI + "?name=a%20b")
                        .bytes(image("gif", 20, 20), "image/gif")
                        .status())
                .isEqualTo(400);
        assertThat(server.as("DELETE", EMOJI + "/" + PARROT).send().status()).isEqualTo(204);
        assertThat(server.owners.last(ImageAsk.DeleteEmoji.class).emoji()).isEqualTo(PARROT);
    }

    @Test
    void pictures_are_taken_away() {
        assertThat(server.as("DELETE", ICON).send().json().getString("iconUrl")).isNull();
        assertThat(server.owners.last(ImageAsk.SetIcon.class).url()).isNull();
        assertThat(server.as("DELETE", AVATAR).send().json().getString("avatarUrl"))
                .isNull();
    }

    @Test
    void who_may_not_is_told_before_the_work_and_nothing_is_stored() {
        var sent = image("png", 41, 41);
        server.owners.refuse(ImageAsk.Keep.class, Problem.of(Refusal.MISSING_PERMISSION, Permission.MANAGE_EMOJI));
        try {
            int before = server.owners.asked(ImageAsk.AddEmoji.class).size();
            assertThat(server.as("POST", EMOJI + "?name=parrot")
                            .bytes(sent, "image/png")
                            .status())
                    .isEqualTo(403);
            assertThat(server.owners.asked(ImageAsk.AddEmoji.class)).hasSize(before);
            var url = server.owners.last(ImageAsk.Keep.class).url();
            assertThat(server.anonymous("GET", url).send().status()).isEqualTo(404);
        } finally {
            keeps();
        }
        assertThat(server.anonymous("PUT", ICON).bytes(sent, "image/png").status())
                .isEqualTo(401);
    }

    @Test
    void what_is_no_image_is_refused_with_a_sentence_whatever_it_calls_itself() {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
        for (var type : List.of("image/png", "image/jpeg", "image/gif", "image/svg+xml", "text/html", "image/webp")) {
            var refused = server.as("PUT", ICON).bytes(svg, type);
            assertThat(refused.status()).as(type).isEqualTo(415);
            assertThat(refused.json().getString("reason")).isEqualTo("NOT_AN_IMAGE");
            assertThat(refused.json().getString("detail")).contains("PNG, JPEG or GIF");
        }
        assertThat(server.as("PUT", ICON).bytes(new byte[0], "image/png").status())
                .isEqualTo(400);
        assertThat(server.as("PUT", ICON).send().status()).isEqualTo(400);
    }

    @Test
    void too_much_is_refused() {
        assertThat(server.as("POST", EMOJI + "?name=parrot")
                        .bytes(new byte[262_145], "image/png")
                        .status())
                .isEqualTo(413);
        assertThat(server.as("PUT", ICON)
                        .bytes(new byte[1_100_000], "image/png")
                        .status())
                .isEqualTo(413);
    }

    private static Server icon(String url) {
        var of = Samples.server();
        return new Server(of.id(), of.name(), null, url, of.ownerId(), null, of.minAccountAge(), of.createdAt());
    }

    private static User avatar(String url) {
        var of = Samples.user();
        return new User(of.id(), of.username(), of.displayName(), url, null, null, null, of.createdAt());
    }

    private static byte[] image(String format, int width, int height) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
