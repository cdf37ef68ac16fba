package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.TaskStatus;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exports and imports on real stores: what comes out is what was there, and what goes in comes out again. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasksIT {
    private OwnerNode node;
    private Stores stores;
    private ChannelFiles files;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own, Map.of("tasks.importRate", "100000"));
        files = new ChannelFiles(node);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void what_was_exported_and_imported_exports_the_same_again() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        var source = OwnerNode.general(server);
        fill(alice, bob, source, 1_100);
        var file = files.exported(alice, source);
        assertThat(file.path("messages")).hasSize(1_099); // one was deleted
        var target = files.channel(alice, server, "elsewhere");
        var before = node.say(bob, target, "was here before");
        var imported = files.imported(alice, target, file.toString());
        assertThat(imported.status()).isEqualTo(TaskStatus.DONE);
        assertThat(imported.processedItems()).isEqualTo(1_099);
        var again = files.exported(alice, target);
        assertThat(again.path("messages").get(0).path("id").asText())
                .isEqualTo(before.message().id().toString());
        assertThat(ChannelFiles.content(again).subList(1, 1_100)).isEqualTo(ChannelFiles.content(file));
        // What watches live is told the same: nothing is missing in the stream, and it ends where the history does.
        assertStreamIsWhole(target);
        assertThat(stores.query(
                        "SELECT 1 FROM mentions n JOIN messages m ON m.id = n.message_id WHERE m.channel_id = ?::uuid",
                        target.toString()))
                .isEmpty();
    }

    @Test
    void who_has_no_account_here_keeps_the_name_and_nothing_else() {
        var alice = node.somebody();
        var server = node.server(alice);
        var channel = OwnerNode.general(server);
        var stranger = "0190b6d2-0000-7000-8000-00000000beef";
        var text = ChannelFiles.of("""
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":3,"type":"text",
                 "author":{"id":"%s","username":"zoe","displayName":"Zoë"},"content":"hello",
                 "createdAt":"2019-02-03T04:05:06.007Z","editedAt":null,"replyTo":null,"pinnedAt":null,
                 "reactions":[{"emoji":"👍","count":2,"users":["%s","%s"]}]}
                """.formatted(stranger, stranger, alice.id()));
        assertThat(files.imported(alice, channel, text).status()).isEqualTo(TaskStatus.DONE);
        var page = node.ask(new MessageAsk.History(alice.by(), channel, null, null, null, 10))
                .items();
        assertThat(page).singleElement().satisfies(message -> {
            assertThat(message.author()).isNull();
            assertThat(message.importedAuthor()).isEqualTo("Zoë");
            assertThat(message.flags()).isEqualTo(1);
            assertThat(message.createdAt()).isEqualTo("2019-02-03T04:05:06.007Z");
            assertThat(message.reactions()).singleElement().satisfies(reaction -> {
                assertThat(reaction.count()).isEqualTo(1);
                assertThat(reaction.me()).isTrue();
            });
        });
        var again = files.exported(alice, channel).path("messages").get(0);
        assertThat(again.path("author").path("id").asText()).isEqualTo(stranger);
        assertThat(again.path("author").path("username").asText()).isEqualTo("zoe");
    }

    @Test
    void nobody_is_quoted_by_their_account_who_is_not_in_the_server() {
        var alice = node.somebody();
        var mallory = node.somebody();
        var bob = node.somebody();
        var server = node.server(mallory);
        node.join(mallory, server.id(), bob);
        var channel = OwnerNode.general(server);
        var forged = """
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":%d,"type":"text",
                 "author":{"id":"%s","username":"who","displayName":"Who %d"},"content":"I give you all I have",
                 "createdAt":"2019-02-03T04:05:06.007Z","editedAt":null,"replyTo":null,"pinnedAt":null,
                 "reactions":[{"emoji":"👍","count":2,"users":["%s","%s"]}]}
                """;
        var text = ChannelFiles.of(forged.formatted(1, alice.id(), 1, alice.id(), bob.id()) + ","
                + forged.formatted(2, bob.id(), 2, bob.id(), alice.id()));
        assertThat(files.imported(mallory, channel, text).status()).isEqualTo(TaskStatus.DONE);
        var page = node.ask(new MessageAsk.History(mallory.by(), channel, null, null, null, 10))
                .items();
        assertThat(page).hasSize(2).allSatisfy(message -> {
            assertThat(message.flags()).isEqualTo(1);
            assertThat(message.reactions())
                    .singleElement()
                    .satisfies(reaction -> assertThat(reaction.count()).isEqualTo(1));
        });
        var ofAlice = page.stream().filter(message -> message.author() == null).toList();
        assertThat(ofAlice)
                .singleElement()
                .satisfies(message -> assertThat(message.importedAuthor()).isEqualTo("Who 1"));
        assertThat(page)
                .filteredOn(message -> message.author() != null)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.author().id()).isEqualTo(bob.id());
                    assertThat(message.importedAuthor()).isNull();
                });
        assertThat(stores.query(
                        "SELECT 1 FROM reactions WHERE user_id = ?::uuid",
                        alice.id().toString()))
                .isEmpty();
    }

    @Test
    void a_file_that_is_wrong_somewhere_changes_nothing_and_says_where() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var good = """
                {"id":"0190b6d2-0000-7000-8000-000000000001","seq":1,"type":"text","author":null,"content":"fine",
                 "createdAt":"2019-02-03T04:05:06.007Z","reactions":[]}""";
        var wrong = new HashMap<String, String>();
        wrong.put(ChannelFiles.of(good + "," + good), "message 2: seq: must rise");
        wrong.put(ChannelFiles.of(good.replace("fine", " ")), "message 1: content: must not be empty");
        wrong.put(ChannelFiles.of(good.replace("\"seq\":1", "\"seq\":1,\"replyTo\":1")), "message 1: replyTo");
        wrong.put(ChannelFiles.of(good.replace("2019-", "2999-")), "message 1: createdAt");
        wrong.put(ChannelFiles.of(good.replace("\"author\"", "\"writer\"")), "message 1: writer: is not a known field");
        wrong.put(
                ChannelFiles.of(good.replace("[]", "[{\"emoji\":\"x\",\"count\":1,\"users\":[]}]")),
                "message 1: emoji");
        wrong.put(
                ChannelFiles.of(good.replace("\"content\":\"fine\",", "")),
                "message 1: The JSON is not of the expected shape");
        wrong.put(ChannelFiles.of(good).replace("\"version\":1", "\"version\":2"), "format must be");
        wrong.put(ChannelFiles.of(good).replace("]}", "]} more"), "not valid JSON");
        wrong.put(ChannelFiles.of(good).substring(0, 100), "not valid JSON");
        wrong.put("[]", "a JSON object is expected");
        wrong.put("", "a JSON object is expected");
        wrong.forEach((text, why) -> {
            var task = files.imported(alice, channel, text);
            assertThat(task.status()).as(text).isEqualTo(TaskStatus.FAILED);
            assertThat(task.error()).as(text).contains(why);
        });
        assertThat(node.ask(new MessageAsk.History(alice.by(), channel, null, null, null, 10))
                        .items())
                .isEmpty();
    }

    @Test
    void a_message_that_is_too_long_to_hold_is_refused_before_it_is_held() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        var id = "\"0190b6d2-0000-7000-8000-000000000001\"";
        var users = String.join(",", Collections.nCopies(200_000, id));
        var task = files.imported(alice, channel, ChannelFiles.of("""
                {"id":%s,"seq":1,"type":"text","author":null,"content":"fine","createdAt":"2019-02-03T04:05:06.007Z",
                 "reactions":[{"emoji":"👍","count":1,"users":[%s]}]}""".formatted(id, users)));
        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(task.error()).contains("message 1: it is too long");
    }

    /** Messages with everything that a message can have; the seventh is deleted. */
    private void fill(SomeOne alice, SomeOne bob, ChannelId channel, int messages) {
        var ids = new ArrayList<MessageId>();
        for (int from = 0; from < messages; from += 100) {
            int slice = from;
            IntStream.range(from, from + 100)
                    .mapToObj(i -> node.bus()
                            .ask(new MessageAsk.Send(
                                    (i % 3 == 0 ? bob : alice).by(),
                                    channel,
                                    "message %d \"quoted\" \\ \n <@%s> 😀".formatted(i, bob.id()),
                                    null,
                                    slice > 0 && i % 10 == 5 ? ids.get(i - 100) : null)))
                    .toList()
                    .forEach(sent -> ids.add(OwnerNode.get(sent).message().id()));
        }
        node.ask(new MessageAsk.Edit(alice.by(), ids.get(1), "edited"));
        node.ask(new MessageAsk.Pin(alice.by(), ids.get(2)));
        node.ask(new MessageAsk.Pin(alice.by(), ids.get(1_050)));
        for (int i = 0; i < messages; i += 50) {
            node.ask(new MessageAsk.React(bob.by(), ids.get(i), "👍"));
            node.ask(new MessageAsk.React(alice.by(), ids.get(i), "👍"));
            node.ask(new MessageAsk.React(alice.by(), ids.get(i), "😀"));
        }
        node.ask(new MessageAsk.Delete(alice.by(), ids.get(7)));
    }

    private void assertStreamIsWhole(ChannelId channel) {
        var names = new ArrayList<String>();
        long seq = 0;
        while (true) {
            var replay = node.ask(new StreamAsk.Since(Actor.NODE, StreamId.of(channel), seq, 1_000));
            assertThat(replay.tooOld()).isFalse();
            if (replay.events().isEmpty()) {
                assertThat(seq).isEqualTo(replay.head());
                break;
            }
            for (var event : replay.events()) {
                assertThat(event.seq()).isEqualTo(++seq);
                names.add(event.name());
            }
        }
        assertThat(names).filteredOn("message:new"::equals).hasSize(1_100);
        assertThat(names).filteredOn("reaction:added"::equals).hasSize(66);
        assertThat(names).filteredOn("message:pinned"::equals).hasSize(2);
        Eventually.that(
                () -> "not all was announced",
                () -> node.told(StreamId.of(channel)).size() == names.size());
        assertThat(node.told(StreamId.of(channel))).isEqualTo(names);
    }
}
