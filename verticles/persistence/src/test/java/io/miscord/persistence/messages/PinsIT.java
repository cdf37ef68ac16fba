package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelEvent;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Refusal;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pins of a channel, from two nodes. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinsIT {
    private static final int MOST = Messages.MOST_PINS;

    private OwnerNode one;
    private OwnerNode two;

    @BeforeAll
    void start(Stores own) {
        one = new OwnerNode(own);
        two = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void never_fifty_one() {
        var alice = one.somebody();
        var channel = OwnerNode.general(one.server(alice));
        var messages = new ArrayList<MessageId>();
        for (int i = 0; i < MOST + 14; i++) {
            messages.add(one.say(alice, channel, "text " + i).message().id());
        }
        messages.subList(0, MOST - 3).forEach(message -> one.ask(new MessageAsk.Pin(alice.by(), message)));
        var pins = new ArrayList<Future<Answer.Changed>>();
        for (var message : messages.subList(MOST - 3, messages.size())) {
            pins.add((pins.size() % 2 == 0 ? one : two).bus().ask(new MessageAsk.Pin(alice.by(), message)));
        }
        int pinned = 0;
        for (var pin : pins) {
            try {
                OwnerNode.get(pin);
                pinned++;
            } catch (ProblemException refused) {
                assertThat(refused.problem().reason()).isEqualTo(Refusal.TOO_MANY_PINS);
            }
        }
        assertThat(pinned).isEqualTo(3);
        assertThat(one.ask(new ChannelAsk.Pins(alice.by(), channel)).items()).hasSize(MOST);
        assertThat(one.events(StreamId.of(channel), ChannelEvent.MessagePinned.class))
                .hasSize(MOST);
        one.ask(new MessageAsk.Unpin(alice.by(), messages.getFirst()));
        two.ask(new MessageAsk.Pin(alice.by(), messages.getFirst()));
        assertThat(one.ask(new ChannelAsk.Pins(alice.by(), channel)).items()).hasSize(MOST);
    }
}
