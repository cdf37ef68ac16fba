package io.miscord.persistence.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.presence.PresenceStore.Wish;
import io.miscord.platform.security.VapidKey;
import io.miscord.platform.web.PushServices;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.PushReader;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people are told of reaches the browsers that they asked, which can read it; and nobody else's. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushesIT {
    private static final VapidKey KEY = VapidKey.of(
                    Config.of(Map.of("push.subject", "mailto:op@chat.org")),
                    Secret.of("a secret that all nodes of an instance have"))
            .orElseThrow();

    private final Vertx makers = Vertx.vertx();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("push.org");
    private final AtomicInteger browsers = new AtomicInteger();
    /** What came for each browser, by its path. */
    private final Map<String, List<Pushed>> pushed = new ConcurrentHashMap<>();
    /** What a browser's service answers, where it is not 201. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    private Stores stores;
    private OwnerNode node;
    private int port;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ChannelId channel;

    private record Pushed(HttpServerRequest request, byte[] body) {}

    /** Somebody's browser, which is told at a path of its own. */
    private record Browser(String path, PushReader reader) {}

    @BeforeAll
    void start(Stores own) {
        stores = own;
        var tls = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        port = OwnerNode.get(makers.createHttpServer(tls)
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            pushed.computeIfAbsent(request.path(), path -> new CopyOnWriteArrayList<>())
                                    .add(new Pushed(request, body.getBytes()));
                            request.response()
                                    .setStatusCode(answers.getOrDefault(request.path(), 201))
                                    .end();
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        node = OwnerNode.pushing(own, vertx -> services(vertx, Optional.of(KEY)));
    }

    private PushServices services(Vertx vertx, Optional<VapidKey> key) {
        return new PushServices(
                vertx,
                key,
                host -> Future.succeededFuture(List.of(new byte[] {127, 0, 0, 1})),
                address -> address[0] == 127,
                allowed -> allowed == port,
                new HttpClientOptions().setTrustOptions(certificate.trustOptions()));
    }

    @AfterAll
    void stop() {
        node.close();
        OwnerNode.get(makers.close());
    }

    @BeforeEach
    void come() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @Test
    void a_browser_reads_who_called_where_and_what_was_said() {
        var browser = subscribed(bob);
        var sent = node.say(alice, channel, "hello <@%s>, **look**".formatted(bob.id()))
                .message();
        var came = came(browser);
        assertThat(came.getString("kind")).isEqualTo("mention");
        assertThat(came.getString("by")).isEqualTo(alice.signedIn().user().displayName());
        assertThat(came.getString("serverId")).isEqualTo(server.id().toString());
        assertThat(came.getString("server")).isEqualTo("Server");
        assertThat(came.getString("channelId")).isEqualTo(channel.toString());
        assertThat(came.getString("channel")).isEqualTo("general");
        assertThat(came.getString("messageId")).isEqualTo(sent.id().toString());
        assertThat(came.getString("text")).isEqualTo("hello <@%s>, **look**".formatted(bob.id()));
        assertThat(came.getJsonObject("names").getString(bob.id().toString()))
                .isEqualTo(bob.signedIn().user().displayName());
        var request = pushed.get(browser.path()).getFirst().request();
        var claims = new JsonObject(PushReader.claims(request.getHeader("Authorization"), KEY.publicKey()));
        assertThat(claims.getString("aud")).isEqualTo("https://push.org:" + port);
        assertThat(claims.getString("sub")).isEqualTo("mailto:op@chat.org");
        assertThat(request.getHeader("Topic")).isEqualTo(channel.toString().replace("-", ""));
    }

    @Test
    void a_conversation_and_a_friend_are_told_of_without_a_server() {
        var browser = subscribed(bob);
        node.ask(new PersonAsk.Befriend(alice.by(), bob.id()));
        assertThat(came(browser).getString("kind")).isEqualTo("friend");
        var conversation = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        node.say(alice, conversation, "x".repeat(2_000));
        var came = came(browser, 1);
        assertThat(came.getString("kind")).isEqualTo("dm");
        assertThat(came.containsKey("server")).isFalse();
        assertThat(came.getString("text")).as("what is shown of it, and more").hasSize(300);
    }

    @Test
    void who_has_read_it_is_silenced_or_is_not_to_be_disturbed_is_not_told() {
        var browser = subscribed(bob);
        node.ask(new ChannelAsk.Read(bob.by(), channel, call(bob)));
        node.ask(new PersonAsk.SetLevel(bob.by(), StreamId.of(channel), NotifyLevel.NOTHING, null));
        call(bob);
        node.ask(new PersonAsk.SetLevel(bob.by(), StreamId.of(channel), null, null));
        var carol = node.somebody();
        node.join(alice, server.id(), carol);
        var hers = subscribed(carol);
        OwnerNode.get(node.presence().wish(carol.id(), new Wish(PresenceStatus.DND, null)));
        OwnerNode.get(node.presence().remove(carol.id()));
        call(carol);
        assertMarker(browser);
        OwnerNode.get(node.presence().wish(carol.id(), new Wish(PresenceStatus.ONLINE, null)));
        call(carol);
        came(hers);
        assertThat(pushed.get(hers.path())).as("nothing of the time before").hasSize(1);
    }

    @Test
    void a_sign_in_that_ended_is_told_nothing_any_more() {
        var browser = subscribed(bob);
        var again = signedIn(bob);
        var second = subscribed(again);
        node.ask(new AccountAsk.Logout(bob.by(), null));
        call(again);
        came(second);
        assertThat(pushed).doesNotContainKey(browser.path());
        node.ask(new PersonAsk.UnsubscribePush(again.by()));
        call(again);
        var third = subscribed(signedIn(bob));
        call(again);
        came(third);
        assertThat(pushed.get(second.path())).hasSize(1);
    }

    @Test
    void a_browser_is_told_what_concerns_who_is_signed_in_there_now() {
        var browser = subscribed(bob);
        subscribe(alice, browser);
        call(bob);
        node.say(bob, channel, "<@%s>".formatted(alice.id()));
        assertThat(came(browser).getString("by"))
                .isEqualTo(bob.signedIn().user().displayName());
        assertThat(pushed.get(browser.path())).hasSize(1);
    }

    @Test
    void a_browser_that_is_gone_is_forgotten() {
        var browser = subscribed(bob);
        answers.put(browser.path(), 410);
        call(bob);
        came(browser);
        Eventually.that(() -> "it is remembered still", () -> endpoints(browser).equals(List.of("0")));
    }

    @Test
    void a_service_that_cannot_now_is_asked_again() {
        var browser = subscribed(bob);
        answers.put(browser.path(), 503);
        call(bob);
        came(browser);
        answers.remove(browser.path());
        came(browser, 1);
        assertThat(endpoints(browser)).containsExactly("1");
    }

    @Test
    void of_a_person_the_newest_browsers_are_told() {
        var first = subscribed(bob);
        for (int i = 0; i < 20; i++) {
            subscribed(signedIn(bob));
        }
        assertThat(endpoints(first)).containsExactly("0");
    }

    @Test
    void what_is_no_browser_is_refused_and_where_nothing_is_pushed_everything_is() {
        var reader = PushReader.made();
        for (var endpoint :
                List.of("http://push.org:" + port + "/", "https://127.0.0.1:" + port + "/", "https://push.org/")) {
            var ask = new PersonAsk.SubscribePush(bob.by(), endpoint, reader.publicKey(), reader.secret());
            assertThat(node.refused(ask).errors().getFirst().field()).isEqualTo("endpoint");
        }
        assertThat(node.ask(new PersonAsk.PushKey(bob.by())).key()).isEqualTo(KEY.publicKey());
        try (var other = new OwnerNode(stores)) {
            assertThat(other.refused(new PersonAsk.PushKey(bob.by())).reason()).isEqualTo(Refusal.NO_PUSH);
            var good = new PersonAsk.SubscribePush(
                    bob.by(), "https://push.org:" + port + "/", reader.publicKey(), reader.secret());
            assertThat(other.refused(good).reason()).isEqualTo(Refusal.NO_PUSH);
        }
    }

    private long call(SomeOne whom) {
        return node.say(alice, channel, "<@%s>".formatted(whom.id())).message().seq();
    }

    /** Nothing came before what comes now. */
    private void assertMarker(Browser browser) {
        call(bob);
        came(browser);
        assertThat(pushed.get(browser.path())).hasSize(1);
    }

    private SomeOne signedIn(SomeOne who) {
        var name = who.signedIn().user().username();
        var session = node.ask(new AccountAsk.Login(Actor.anonymous("127.0.0.1"), name, "a long password", "other"));
        return new SomeOne(session, new Actor(who.id(), session.session(), "127.0.0.1"));
    }

    private Browser subscribed(SomeOne who) {
        var browser = new Browser("/browser/" + browsers.incrementAndGet(), PushReader.made());
        subscribe(who, browser);
        return browser;
    }

    private void subscribe(SomeOne who, Browser browser) {
        var reader = browser.reader();
        var endpoint = "https://push.org:" + port + browser.path();
        node.ask(new PersonAsk.SubscribePush(who.by(), endpoint, reader.publicKey(), reader.secret()));
    }

    private JsonObject came(Browser browser) {
        return came(browser, 0);
    }

    private JsonObject came(Browser browser, int after) {
        Eventually.that(
                () -> "nothing more came",
                () -> pushed.getOrDefault(browser.path(), List.of()).size() > after);
        var body = pushed.get(browser.path()).get(after).body();
        return new JsonObject(new String(browser.reader().read(body), StandardCharsets.UTF_8));
    }

    private List<String> endpoints(Browser browser) {
        return stores.query(
                "SELECT count(*)::text FROM push_subscriptions WHERE endpoint LIKE '%" + browser.path() + "'");
    }
}
