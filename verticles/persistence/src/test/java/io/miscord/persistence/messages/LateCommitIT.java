package io.miscord.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.Problem;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A commit that takes longer than its sender waits, and that succeeds all the same. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateCommitIT {
    /** Runs at the commit itself, where PostgreSQL's statement timeout does not reach. */
    private static final String SLOW_COMMIT = """
            CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_sleep(3);
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER slow_disk AFTER INSERT ON messages DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.content = 'slow') EXECUTE FUNCTION dawdle();
            """;

    private Stores stores;
    private OwnerNode node;
    private SomeOne alice;
    private ChannelId channel;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        own.execute(SLOW_COMMIT);
        alice = node.somebody();
        channel = OwnerNode.general(node.server(alice));
        node.say(alice, channel, "so that what she may do is known");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void its_sender_is_refused_in_time_everybody_hears_of_it_and_the_nonce_finds_it() {
        long before = System.nanoTime();
        var refused = node.refused(new MessageAsk.Send(alice.by(), channel, "slow", new Nonce("n"), null));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(refused.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(refused.retryAfter()).isEqualTo(1);

        // Nobody asks again, and it is announced with its commit.
        Eventually.that(
                () -> "not announced: " + node.hints(), () -> announced().size() == 1);
        assertThat(ids()).hasSize(1);

        var again = node.say(alice, channel, "slow", "n");
        assertThat(again.duplicate()).isTrue();
        assertThat(ids()).containsExactly(again.message().id().toString());
        Eventually.that(() -> "announced " + announced(), () -> announced().size() == 2);
        assertThat(announced()).containsOnly(announced().getFirst());
    }

    private List<String> ids() {
        return stores.query("SELECT id::text FROM messages WHERE content = 'slow'");
    }

    private List<String> announced() {
        return node.hints().stream()
                .filter(hint -> hint instanceof StreamEvent event
                        && event.stream().equals(StreamId.of(channel))
                        && event.frame().text().contains("\"slow\""))
                .map(hint -> ((StreamEvent) hint).frame().text())
                .toList();
    }
}
