package io.miscord.persistence.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Level;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people want to be told of. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LevelsIT {
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private OwnerNode node;

    @BeforeAll
    void start(Stores own) {
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void what_is_set_is_told_to_all_devices_until_it_is_taken_back() {
        var alice = node.somebody();
        var server = node.server(alice);
        var ofServer = StreamId.of(server.id());
        var ofChannel = StreamId.of(OwnerNode.general(server));
        var muted = new Level(ofServer, null, LATER);
        var mentions = new Level(ofChannel, NotifyLevel.MENTIONS, null);
        var none = new Level(ofServer, null, null);
        assertThat(node.ask(new PersonAsk.SetLevel(alice.by(), ofServer, null, LATER)))
                .isEqualTo(muted);
        node.ask(new PersonAsk.SetLevel(alice.by(), ofServer, null, LATER));
        node.ask(new PersonAsk.SetLevel(alice.by(), ofChannel, NotifyLevel.MENTIONS, null));
        assertThat(node.ask(new PersonAsk.Levels(alice.by())).items()).containsExactlyInAnyOrder(muted, mentions);
        node.ask(new PersonAsk.SetLevel(alice.by(), ofServer, null, null));
        node.ask(new PersonAsk.SetLevel(alice.by(), ofServer, null, null));
        assertThat(node.ask(new PersonAsk.Levels(alice.by())).items()).containsExactly(mentions);
        assertThat(node.events(StreamId.of(alice.id()), PersonEvent.LevelsUpdated.class))
                .as("what changes nothing is not told")
                .extracting(PersonEvent.LevelsUpdated::level)
                .containsExactly(muted, mentions, none);
    }

    @Test
    void what_one_does_not_see_cannot_be_set() {
        var alice = node.somebody();
        var server = node.server(alice);
        var stranger = node.somebody();
        var of = StreamId.of(server.id());
        assertThat(node.refused(new PersonAsk.SetLevel(stranger.by(), of, NotifyLevel.ALL, null))
                        .reason())
                .isEqualTo(Refusal.NO_SUCH_CHANNEL);
        assertThat(node.ask(new PersonAsk.SetLevel(stranger.by(), of, null, null)))
                .isEqualTo(new Level(of, null, null));
        var category = node.ask(new ChannelAsk.Create(
                        alice.by(), server.id(), "Rooms", ChannelType.CATEGORY, null, null, null, null))
                .id();
        assertThat(node.refused(new PersonAsk.SetLevel(alice.by(), StreamId.of(category), NotifyLevel.ALL, null))
                        .reason())
                .isEqualTo(Refusal.NO_MESSAGES_HERE);
        var tooLate = Instant.parse("+10000-01-01T00:00:00Z");
        assertThat(node.refused(new PersonAsk.SetLevel(alice.by(), of, null, tooLate))
                        .reason())
                .isEqualTo(Refusal.WRONG_VALUE);
    }
}
