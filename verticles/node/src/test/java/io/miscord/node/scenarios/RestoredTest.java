package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.BreakableServers;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL's files are put back from a backup under running nodes: nobody goes on as if nothing had happened. */
@Tag("system")
final class RestoredTest {
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    private final BreakableServers servers = new BreakableServers();
    private final Path data = Folders.temporary("restored");
    private NodeProcess one;
    private NodeProcess two;

    @AfterEach
    void stop() {
        Nodes.stop(data, two, one);
        servers.close();
    }

    @Test
    void everybody_starts_afresh_even_where_the_numbers_have_caught_up() {
        one = NodeProcess.start(data, Nodes.options(servers.stores()));
        two = NodeProcess.start(data, Nodes.options(servers.stores(), "--join", one.clusterAddress()));
        var people = new People(one.url(), two.url());
        var here = people.meet();
        var channel = here.channel();
        here.alice().sends(channel, "kept");
        here.bob().sees("kept");
        servers.backUp();
        // A crash alone changes nothing for anybody.
        sendsOnceItWorks(here.alice(), channel, "lost 1");
        here.alice().sends(channel, "lost 2");
        here.alice().sends(channel, "lost 3");
        here.bob().sees("lost 3");
        assertThat(here.alice().connection().isOpen()).isTrue();
        assertThat(here.bob().connection().isOpen()).isTrue();
        var epoch = here.bob().frames().epoch();

        servers.restore();
        for (var person : new Person[] {here.alice(), here.bob()}) {
            var closed = person.connection().closed();
            assertThat(closed.code()).isEqualTo(4000);
            assertThat(closed.reason()).contains("retry=");
        }
        // Bob comes back only when the stream is longer than it ever was for him.
        here.alice().resumes(one.url());
        assertThat(here.alice()
                        .frames()
                        .of("resync")
                        .getLast()
                        .path("data")
                        .path("reason")
                        .asText())
                .isEqualTo("epoch");
        for (int i = 1; i <= 5; i++) {
            here.alice().sends(channel, "after " + i);
        }
        assertThat(here.alice().texts(channel))
                .containsExactly("kept", "after 1", "after 2", "after 3", "after 4", "after 5");
        here.bob().resumes(two.url());
        var resync = here.bob().frames().of("resync").getLast().path("data");
        assertThat(resync.path("reason").asText()).isEqualTo("epoch");
        assertThat(resync.path("streams").toString()).contains(channel);
        assertThat(here.bob().frames().epoch()).isPresent().isNotEqualTo(epoch);
        assertThat(here.bob().texts(channel)).isEqualTo(here.alice().texts(channel));
        here.alice().sends(channel, "live again");
        here.bob().sees("live again");
        people.leave();
    }

    private static void sendsOnceItWorks(Person by, String channel, String text) {
        var message = java.util.Map.of("channelId", channel, "content", text, "nonce", text);
        Eventually.within(
                RECOVERY,
                () -> "no message is stored",
                () -> by.connection()
                        .answer("message:send", message)
                        .path("event")
                        .asText()
                        .equals("ack"));
    }
}
