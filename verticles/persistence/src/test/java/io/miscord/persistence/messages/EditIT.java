package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelEvent;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.json.Json;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an edit tells of a message is what whoever reads it then is shown. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditIT {
    private OwnerNode node;
    private SomeOne alice;
    private SomeOne bob;
    private SomeOne carol;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        carol = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob, carol);
        channel = OwnerNode.general(server);
    }

    @Test
    void an_edit_tells_whom_its_text_names_now() {
        var said = node.say(alice, channel, "hello " + named(bob)).message();
        var stranger = node.somebody();
        tells(said.id(), "hello %s %s %s".formatted(named(carol), named(bob), named(stranger)), bob.id(), carol.id());
        tells(said.id(), "hello " + named(carol), carol.id());
        tells(said.id(), "hello");
    }

    @Test
    void what_is_told_again_is_what_was_told() {
        var said = node.say(alice, channel, "hello").message();
        node.ask(new MessageAsk.Edit(alice.by(), said.id(), "hello " + named(bob)));
        var told = node.events(StreamId.of(channel), ChannelEvent.MessageUpdated.class);
        assertThat(told).singleElement().isEqualTo(announced().getLast());
    }

    private void tells(MessageId message, String text, UserId... named) {
        var edited = node.ask(new MessageAsk.Edit(alice.by(), message, text)).message();
        assertThat(edited.mentions()).containsExactlyInAnyOrder(named);
        var told = announced().getLast();
        assertThat(told.content()).isEqualTo(edited.content());
        assertThat(told.mentions()).isEqualTo(edited.mentions());
        assertThat(told.editedAt()).isEqualTo(edited.editedAt());
        assertThat(told.embeds()).isEqualTo(edited.embeds());
    }

    private List<ChannelEvent.MessageUpdated> announced() {
        return node.hints().stream()
                .flatMap(hint -> hint instanceof StreamEvent event
                                && event.stream().equals(StreamId.of(channel))
                                && Json.event(event.frame()) instanceof ChannelEvent.MessageUpdated update
                        ? Stream.of(update)
                        : Stream.empty())
                .toList();
    }

    private static String named(SomeOne person) {
        return "<@%s>".formatted(person.id());
    }
}
