package io.miscord.persistence.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.ImageAsk.Purpose;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.storage.StorageKey;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server's own emoji and pictures: who may, how many, what is told, and what is removed when nothing shows it. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmojiIT {
    private static final int MOST = 6;

    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own, Map.of("limits.emojiPerServer", Integer.toString(MOST)));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @Test
    void everybody_is_told_of_all_emoji_with_each_change() {
        var parrot = added("parrot");
        var apple = added("Apple_1");
        assertThat(node.ask(new ImageAsk.Emoji(bob.by(), server.id())).items()).containsExactly(apple, parrot);
        node.ask(new ImageAsk.DeleteEmoji(alice.by(), server.id(), parrot.id()));
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.EmojiUpdated.class))
                .extracting(ServerEvent.EmojiUpdated::emoji)
                .containsExactly(List.of(parrot), List.of(apple, parrot), List.of(apple));
        assertThat(node.ask(new ServerAsk.Get(bob.by(), server.id())).emoji()).containsExactly(apple);
    }

    @Test
    void who_may_not_is_told_before_and_after_the_picture_is_stored() {
        var url = url(1);
        var parrot = added("parrot");
        for (var ask : List.<Ask<?>>of(
                new ImageAsk.Keep(bob.by(), Purpose.EMOJI, server.id(), url),
                new ImageAsk.AddEmoji(bob.by(), server.id(), "mine", parrot.url(), null),
                new ImageAsk.DeleteEmoji(bob.by(), server.id(), parrot.id()))) {
            assertThat(node.refused(ask).reason()).isEqualTo(Refusal.MISSING_PERMISSION);
            assertThat(node.refused(ask).params()).containsValue("MANAGE_EMOJI");
        }
        for (var ask : List.<Ask<?>>of(
                new ImageAsk.Keep(bob.by(), Purpose.ICON, server.id(), url),
                new ImageAsk.SetIcon(bob.by(), server.id(), parrot.url()))) {
            assertThat(node.refused(ask).params()).containsValue("MANAGE_SERVER");
        }
        var stranger = node.somebody();
        for (var ask : List.<Ask<?>>of(
                new ImageAsk.Emoji(stranger.by(), server.id()),
                new ImageAsk.Keep(stranger.by(), Purpose.ICON, server.id(), url),
                new ImageAsk.DeleteEmoji(stranger.by(), server.id(), parrot.id()))) {
            assertThat(node.refused(ask).reason()).isEqualTo(Refusal.NO_SUCH_SERVER);
        }
        var role = node.ask(new RoleAsk.Create(
                alice.by(), server.id(), "Artists", 0, Permissions.of(Permission.MANAGE_EMOJI), false, false, null));
        node.ask(new RoleAsk.Give(alice.by(), server.id(), bob.id(), role.id()));
        assertThat(add(bob, "mine", 2).name()).isEqualTo("mine");
    }

    @Test
    void a_name_is_had_once_and_is_of_few_letters() {
        added("parrot");
        var again = new ImageAsk.AddEmoji(alice.by(), server.id(), "parrot", kept(7), null);
        assertThat(node.refused(again).reason()).isEqualTo(Refusal.NAME_TAKEN);
        for (var name : List.of("", "x", "with space", "two:parts", "попугай", "y".repeat(33))) {
            var refused = node.refused(new ImageAsk.AddEmoji(alice.by(), server.id(), name, kept(7), null));
            assertThat(refused.reason()).as(name).isEqualTo(Refusal.EMOJI_NAME);
            assertThat(refused.kind()).isEqualTo(Problem.Kind.INVALID);
        }
    }

    @Test
    void however_many_come_at_once_there_are_never_too_many() {
        var url = kept(3);
        var asks = IntStream.range(0, 4 * MOST)
                .mapToObj(i -> node.bus().ask(new ImageAsk.AddEmoji(alice.by(), server.id(), "emoji_" + i, url, null)))
                .toList();
        OwnerNode.get(Future.join(asks).otherwiseEmpty());
        assertThat(asks.stream().filter(Future::succeeded)).hasSize(MOST);
        assertThat(node.ask(new ImageAsk.Emoji(alice.by(), server.id())).items())
                .hasSize(MOST);
        assertThat(node.refused(new ImageAsk.AddEmoji(alice.by(), server.id(), "more", url, null))
                        .reason())
                .isEqualTo(Refusal.TOO_MANY_EMOJI);
    }

    @Test
    void of_one_name_that_is_asked_for_at_once_there_is_one() {
        var url = kept(4);
        var asks = IntStream.range(0, 10)
                .mapToObj(i -> node.bus().ask(new ImageAsk.AddEmoji(alice.by(), server.id(), "same", url, null)))
                .toList();
        OwnerNode.get(Future.join(asks).otherwiseEmpty());
        assertThat(asks.stream().filter(Future::succeeded)).hasSize(1);
    }

    @Test
    void adding_again_with_a_nonce_is_adding_once() {
        var ask = new ImageAsk.AddEmoji(alice.by(), server.id(), "parrot", kept(5), new Nonce("once"));
        assertThat(node.ask(ask)).isEqualTo(node.ask(ask));
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.EmojiUpdated.class))
                .hasSize(1);
    }

    @Test
    void one_reacts_with_an_emoji_of_the_server_while_it_is_there() {
        var parrot = added("parrot");
        var text = "parrot:" + parrot.id();
        var message = node.say(bob, channel, "look <:" + text + ">").message().id();
        node.ask(new MessageAsk.React(bob.by(), message, text));
        assertThat(node.events(StreamId.of(channel), ChannelEvent.ReactionAdded.class))
                .singleElement()
                .satisfies(event -> assertThat(event.emoji()).isEqualTo(text));
        node.ask(new ImageAsk.DeleteEmoji(alice.by(), server.id(), parrot.id()));
        assertThat(reacting(alice, message, text)).isEqualTo(Refusal.NO_SUCH_EMOJI);
        assertThat(node.ask(new MessageAsk.Unreact(bob.by(), message, text)).seq())
                .as("what is there can be taken back")
                .isNotNull();
    }

    @Test
    void nobody_reacts_with_what_is_not_of_this_server() {
        var parrot = added("parrot");
        var message = node.say(bob, channel, "hello").message().id();
        var other = node.server(bob);
        var elsewhere =
                node.say(bob, OwnerNode.general(other), "hello").message().id();
        assertThat(reacting(bob, elsewhere, "parrot:" + parrot.id())).isEqualTo(Refusal.NO_SUCH_EMOJI);
        assertThat(reacting(bob, message, "parrots:" + parrot.id())).isEqualTo(Refusal.NO_SUCH_EMOJI);
        assertThat(reacting(bob, message, "parrot:" + channel)).isEqualTo(Refusal.NO_SUCH_EMOJI);
        for (var wrong : List.of("parrot", ":parrot:", "parrot:", "parrot:1", "p:" + parrot.id())) {
            assertThat(reacting(bob, message, wrong)).as(wrong).isEqualTo(Refusal.NOT_AN_EMOJI);
        }
    }

    @Test
    void a_server_and_a_person_have_a_picture_and_can_go_without() {
        var icon = kept(8);
        assertThat(node.ask(new ImageAsk.SetIcon(alice.by(), server.id(), icon)).iconUrl())
                .isEqualTo(icon);
        node.ask(new ImageAsk.SetIcon(alice.by(), server.id(), icon));
        assertThat(node.ask(new ImageAsk.SetIcon(alice.by(), server.id(), null)).iconUrl())
                .isNull();
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.ServerUpdated.class))
                .as("the same again is nothing new")
                .extracting(event -> event.server().iconUrl())
                .containsExactly(icon, null);
        var avatar = kept(9);
        assertThat(node.ask(new ImageAsk.SetAvatar(bob.by(), avatar)).avatarUrl())
                .isEqualTo(avatar);
        assertThat(node.say(bob, channel, "me").message().author().avatarUrl()).isEqualTo(avatar);
        assertThat(node.ask(new ImageAsk.SetAvatar(bob.by(), null)).avatarUrl()).isNull();
    }

    @Test
    void only_pictures_that_were_stored_here_can_be_shown() {
        for (var url :
                List.of("https://example.org/x.png", "/files/images/../secrets", "javascript:alert(1)", url(99))) {
            assertThat(node.refused(new ImageAsk.SetAvatar(bob.by(), url)).reason())
                    .as(url)
                    .isEqualTo(Refusal.NO_SUCH_FILE);
        }
        assertThat(node.refused(new ImageAsk.Keep(bob.by(), Purpose.AVATAR, null, "/files/images/../x.png"))
                        .reason())
                .isEqualTo(Refusal.NO_SUCH_FILE);
    }

    @Test
    void what_nothing_shows_is_removed_a_day_later_and_nothing_else() {
        var shown = List.of(stored(20), stored(21), stored(22));
        node.ask(new ImageAsk.SetIcon(alice.by(), server.id(), shown.get(0)));
        node.ask(new ImageAsk.SetAvatar(bob.by(), shown.get(1)));
        var emoji = node.ask(new ImageAsk.AddEmoji(alice.by(), server.id(), "shown", shown.get(2), null));
        var unused = stored(23);
        var young = stored(24);
        stores.execute("UPDATE images SET kept_at = now() - interval '25 hours' WHERE url <> '" + young + "'");
        node.keepHouse();
        assertThat(shown).allMatch(this::isStored);
        assertThat(isStored(young)).isTrue();
        assertThat(isStored(unused)).isFalse();
        node.ask(new ImageAsk.DeleteEmoji(alice.by(), server.id(), emoji.id()));
        node.keepHouse();
        assertThat(isStored(shown.get(2))).isFalse();
        assertThat(isStored(shown.get(0))).isTrue();
        assertThat(stored(23)).as("it can come again").isEqualTo(unused);
    }

    private Refusal reacting(SomeOne by, MessageId message, String emoji) {
        return node.refused(new MessageAsk.React(by.by(), message, emoji)).reason();
    }

    private ServerEmoji added(String name) {
        return add(alice, name, name.hashCode());
    }

    private ServerEmoji add(SomeOne by, String name, int number) {
        node.ask(new ImageAsk.Keep(by.by(), Purpose.EMOJI, server.id(), url(number)));
        return node.ask(new ImageAsk.AddEmoji(by.by(), server.id(), name, url(number), null));
    }

    private String kept(int number) {
        node.ask(new ImageAsk.Keep(alice.by(), Purpose.AVATAR, null, url(number)));
        return url(number);
    }

    private String stored(int number) {
        OwnerNode.get(node.storage().put(key(kept(number)), Buffer.buffer("a picture")));
        return url(number);
    }

    private boolean isStored(String url) {
        return OwnerNode.get(node.storage().size(key(url)).map(size -> true).otherwise(false));
    }

    private static StorageKey key(String url) {
        return new StorageKey(url.substring("/files/".length()));
    }

    private static String url(int number) {
        return "/files/images/%064x.png".formatted(number & 0xFFFFFFFFL);
    }
}
