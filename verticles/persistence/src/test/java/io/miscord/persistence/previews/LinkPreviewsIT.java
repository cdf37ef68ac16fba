package io.miscord.persistence.previews;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Message;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.config.Config;
import io.miscord.platform.json.Json;
import io.miscord.platform.web.Fetcher;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Previews follow messages and edits by an event of their own, once; and never those of a conversation. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkPreviewsIT {
    private final Vertx sites = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    /** What happens before these pages answer. */
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

    private OwnerNode node;
    private int port;
    private SomeOne alice;
    private SomeOne bob;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        port = OwnerNode.get(sites.createHttpServer()
                        .requestHandler(request -> {
                            asked.add(request.path());
                            var done = CompletableFuture.runAsync(meanwhile.getOrDefault(request.path(), () -> {}));
                            Future.fromCompletionStage(done, sites.getOrCreateContext())
                                    .onComplete(then -> request.response()
                                            .putHeader("Content-Type", "text/html")
                                            .end(pages.getOrDefault(request.path(), "")));
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        node = new OwnerNode(own, this::fetcher);
    }

    private Fetcher fetcher(Vertx vertx) {
        return new Fetcher(
                vertx,
                Config.of(Map.of("previews.timeout", "30s")).previews(),
                host -> Future.succeededFuture(List.of(new byte[] {127, 0, 0, 1})),
                address -> address[0] == 127,
                allowed -> allowed == port,
                new HttpClientOptions(),
                () -> System.nanoTime() * 1_000); // so that the pace of a site is no matter here
    }

    @AfterAll
    void stop() {
        node.close();
        OwnerNode.get(sites.close());
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        channel = OwnerNode.general(server);
    }

    @Test
    void a_message_gets_the_preview_of_its_link_by_one_event() {
        pages.put("/one", """
                <title>Other</title><meta property="og:title" content="One &amp; only\u202e">
                <meta name="description" content="A   page\nof one"><meta property="og:site_name" content="Ones">
                <meta property="og:image" content="http://evil.org/track.gif">
                """);
        var said = say("see " + url("/one"));
        assertThat(said.embeds()).isEmpty();
        var shown = Map.<String, Object>of(
                "type",
                "link",
                "url",
                url("/one"),
                "title",
                "One & only",
                "description",
                "A page of one",
                "siteName",
                "Ones");
        awaitPreviews(said.id(), 1);
        assertThat(updates()).singleElement().satisfies(update -> {
            assertThat(update.messageId()).isEqualTo(said.id());
            assertThat(update.embeds()).containsExactly(shown);
        });
        assertThat(history().getFirst().embeds()).containsExactly(shown);
        assertThat(history().getFirst().editedAt()).as("nobody edited it").isNull();
        int before = asked.size();
        var again = say("again " + url("/one"));
        awaitPreviews(again.id(), 1);
        assertThat(asked).as("it is known by now").hasSize(before);
    }

    @Test
    void an_edit_takes_the_previews_of_what_is_gone_and_brings_those_of_what_is_new() {
        pages.put("/a", "<title>A</title>");
        pages.put("/b", "<title>B</title>");
        var said = say(url("/a"));
        awaitPreviews(said.id(), 1);
        var edited = node.ask(new MessageAsk.Edit(alice.by(), said.id(), url("/b")));
        assertThat(edited.message().embeds()).isEmpty();
        awaitPreviews(said.id(), 1);
        assertThat(titles()).containsExactly("B");
        node.ask(new MessageAsk.Edit(alice.by(), said.id(), url("/a") + " " + url("/b")));
        awaitPreviews(said.id(), 2);
        assertThat(titles()).containsExactly("A", "B");
        assertThat(node.ask(new MessageAsk.Edit(alice.by(), said.id(), "none"))
                        .message()
                        .embeds())
                .isEmpty();
    }

    @Test
    void what_is_told_again_says_what_is_so_now() {
        pages.put("/c", "<title>C</title>");
        var said = say(url("/c"));
        awaitPreviews(said.id(), 1);
        node.ask(new MessageAsk.Delete(alice.by(), said.id()));
        assertThat(updates()).as("nothing of what is gone").isEmpty();
    }

    @Test
    void a_message_that_was_changed_while_its_page_was_read_has_no_preview_of_it() {
        pages.put("/edited", "<title>Edited</title>");
        pages.put("/deleted", "<title>Deleted</title>");
        pages.put("/last", "<title>Last</title>");
        var link = new CompletableFuture<MessageId>();
        meanwhile.put("/edited", () -> node.ask(new MessageAsk.Edit(alice.by(), link.join(), "no link any more")));
        var edited = say(url("/edited"));
        link.complete(edited.id());
        var other = new CompletableFuture<MessageId>();
        meanwhile.put("/deleted", () -> node.ask(new MessageAsk.Delete(alice.by(), other.join())));
        other.complete(say(url("/deleted")).id());
        var last = say(url("/last"));
        awaitPreviews(last.id(), 1);
        assertThat(asked).contains("/edited", "/deleted");
        assertThat(announced())
                .extracting(ChannelEvent.MessageUpdated::messageId)
                .as("the edit, and the previews of the last")
                .containsExactly(edited.id(), last.id());
        assertThat(history()).extracting(message -> message.embeds().size()).containsExactly(1, 0);
    }

    @Test
    void a_channel_that_is_gone_is_told_nothing() {
        pages.put("/gone", "<title>Gone</title>");
        pages.put("/next", "<title>Next</title>");
        meanwhile.put("/gone", () -> node.ask(new ChannelAsk.Delete(alice.by(), channel)));
        say(url("/gone"));
        var next = OwnerNode.general(node.server(alice));
        var said = node.say(alice, next, url("/next")).message();
        Eventually.that(
                () -> "no previews in the next channel",
                () -> node.ask(new MessageAsk.History(alice.by(), next, null, null, null, 50)).items().stream()
                        .anyMatch(one ->
                                one.id().equals(said.id()) && !one.embeds().isEmpty()));
        assertThat(asked).contains("/gone");
        assertThat(announced()).isEmpty();
    }

    @Test
    void a_conversation_has_none_and_nobody_learns_of_its_links() {
        var conversation = node.ask(new ChannelAsk.OpenConversation(alice.by(), List.of(bob.id())))
                .conversation()
                .id();
        node.say(alice, conversation, url("/private"));
        pages.put("/after", "<title>After</title>");
        awaitPreviews(say(url("/after")).id(), 1);
        assertThat(asked).doesNotContain("/private");
    }

    @Test
    void who_sends_again_has_one_preview() {
        pages.put("/d", "<title>D</title>");
        for (int i = 0; i < 3; i++) {
            node.say(alice, channel, url("/d"), "same");
        }
        var said = history().getFirst();
        awaitPreviews(said.id(), 1);
        pages.put("/e", "<title>E</title>");
        awaitPreviews(say(url("/e")).id(), 1);
        assertThat(updates()).hasSize(2);
    }

    @Test
    void a_page_that_says_nothing_of_itself_is_not_shown() {
        pages.put("/untitled", "<h1>x</h1>");
        pages.put("/f", "<title>F</title>");
        var said = say(url("/untitled") + " <" + url("/asked-not-to") + "> `" + url("/code") + "` " + url("/f"));
        awaitPreviews(said.id(), 1);
        assertThat(titles()).containsExactly("F");
        assertThat(asked).doesNotContain("/asked-not-to", "/code");
    }

    private Message say(String text) {
        return node.say(alice, channel, text).message();
    }

    private String url(String path) {
        return "http://site.org:" + port + path;
    }

    private void awaitPreviews(MessageId message, int count) {
        Eventually.that(
                () -> "no previews in " + history(),
                () -> history().stream()
                        .anyMatch(
                                one -> one.id().equals(message) && one.embeds().size() == count));
    }

    private List<Message> history() {
        return node.ask(new MessageAsk.History(bob.by(), channel, null, null, null, 50))
                .items();
    }

    private List<Object> titles() {
        return history().getFirst().embeds().stream()
                .map(embed -> embed.get("title"))
                .toList();
    }

    /** As it was told at once: what is deleted since is among it. */
    private List<ChannelEvent.MessageUpdated> announced() {
        return node.hints().stream()
                .flatMap(hint -> hint instanceof StreamEvent event
                                && event.stream().equals(StreamId.of(channel))
                                && Json.event(event.frame()) instanceof ChannelEvent.MessageUpdated update
                        ? Stream.of(update)
                        : Stream.empty())
                .toList();
    }

    private List<ChannelEvent.MessageUpdated> updates() {
        return node.events(StreamId.of(channel), ChannelEvent.MessageUpdated.class);
    }
}
