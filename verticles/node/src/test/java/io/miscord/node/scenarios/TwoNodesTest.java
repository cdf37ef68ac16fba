package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that both do everything: whoever meets is on different ones. */
@Tag("system")
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoNodesTest
        implements ChatScenarios,
                MembershipScenarios,
                ModerationScenarios,
                ImageScenarios,
                SessionScenarios,
                NotificationScenarios,
                RoleScenarios,
                GroupScenarios,
                OverwriteScenarios,
                LegacyScenarios,
                VoiceScenarios,
                MonitorScenarios,
                OperatorScenarios,
                DoorScenarios {
    private final Path data = Folders.temporary("two");
    private NodeProcess first;
    private NodeProcess second;
    private People people;
    private Person operator;

    @BeforeAll
    void start(Stores stores) {
        first = NodeProcess.start(data, Nodes.options(stores));
        second = NodeProcess.start(
                data, Nodes.options(stores, "--join", first.clusterAddress(), "--set", "monitoring.public=true"));
        people = new People(first.url(), second.url());
        operator = Person.registers(first.url(), "operator");
    }

    @AfterAll
    void stop() {
        Nodes.stop(data, second, first);
    }

    @Test
    void who_hides_stays_hidden_when_they_come_again_later() {
        var here = people.meet();
        here.alice().connection().ack("presence:update", Map.of("status", "invisible"));
        here.bob().frames().await("presence:user", () -> "alice hides", data -> isOf(data, here.alice(), "offline"));
        var before = lastSeen(here);
        here.alice().close();
        Eventually.that(() -> "still there", () -> !lastSeen(here).equals(before));
        here.alice().connects(second.url());
        here.alice()
                .frames()
                .await("presence:user", () -> "told that she hides", data -> isOf(data, here.alice(), "invisible"));
        people.registers("carol", 0).joins(here.alice().invites(here.place()));
        here.bob().frames().await("member:joined", () -> "carol", data -> true);
        assertThat(here.bob().frames().of("presence:user").stream()
                        .map(frame -> frame.path("data"))
                        .filter(data -> isOf(data, here.alice(), "online")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(here.bob()
                        .http()
                        .get("/api/users/" + here.alice().id() + "/presence")
                        .expect(200)
                        .path("status")
                        .asText())
                .isEqualTo("offline");
    }

    private static boolean isOf(JsonNode presence, Person who, String status) {
        return presence.path("userId").asText().equals(who.id())
                && presence.path("status").asText().equals(status);
    }

    private static String lastSeen(People.Meeting here) {
        return here.bob()
                .http()
                .get("/api/users/" + here.alice().id())
                .expect(200)
                .path("lastSeen")
                .asText();
    }

    @Override
    public Person operator() {
        return operator;
    }

    @Override
    public People people() {
        return people;
    }
}
