package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The only node, with its embedded servers, ends and starts again. */
@Tag("system")
final class RestartTest {
    private final Path data = Folders.temporary("restart");
    private NodeProcess node;

    @AfterEach
    void stop() {
        Nodes.stop(data, node);
    }

    @Test
    void everything_is_there_after_a_crash_and_after_a_graceful_stop() {
        node = NodeProcess.start(data, Nodes.embedded());
        var people = new People(node.url());
        var here = people.meet();
        var texts = ChatScenarios.numbered("kept", 40);
        ChatScenarios.acked(ChatScenarios.sendsAtOnce(here.alice(), here.channel(), texts));
        here.bob().sees("kept40");
        var once = here.alice().sends(here.channel(), "once", "the-nonce");
        here.bob().sees("once");

        node.kill9();
        assertThat(here.bob().connection().closed().code()).isNotEqualTo(1000);
        node.startAgain();
        assertThat(here.alice().texts(here.channel()))
                .startsWith(texts.toArray(String[]::new))
                .endsWith("once")
                .hasSize(41);
        here.bob().resumes(node.url());
        here.alice().refreshes().connects(node.url());
        var again = here.alice().sends(here.channel(), "once", "the-nonce");
        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(again.path("messageId")).isEqualTo(once.path("messageId"));
        here.alice().sends(here.channel(), "after the crash");
        here.bob().sees("after the crash");

        assertThat(node.terminate()).as("exit status of a graceful stop").isIn(0, 143);
        var closed = here.bob().connection().closed();
        assertThat(closed.code()).isEqualTo(1001);
        assertThat(closed.reason()).contains("retry=");
        node.startAgain();
        here.bob().resumes(node.url());
        here.alice().refreshes().connects(node.url());
        here.alice().sends(here.channel(), "after the stop");
        here.bob().sees("after the stop");
        here.bob().frames().inOrder();
        assertThat(here.bob().frames().texts(here.channel()))
                .startsWith(texts.toArray(String[]::new))
                .endsWith("after the crash", "after the stop")
                .hasSize(43);
        people.leave();
    }
}
