package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.testkit.Folders;
import io.miscord.testkit.Http;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Person;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may make an account. The node starts anew in each mode, on what the mode before left. */
@Tag("system")
@ExtendWith(RealServers.class)
final class RegistrationModesTest {
    private final Path data = Folders.temporary("modes");
    private NodeProcess node;

    @AfterEach
    void stop() {
        Nodes.stop(data, node);
    }

    @Test
    void the_first_account_is_always_the_operators_and_the_mode_decides_about_the_others(Stores stores) {
        node = start(stores, "closed");
        var operator = Person.registers(node.url(), "operator");
        assertThat(operator.account().path("operator").asBoolean()).isTrue();
        assertThat(register("late", "")).isEqualTo(403);
        figuresAreForOperatorsWhoAreSignedIn(operator);
        node.terminate();

        node = start(stores, "invite");
        operator.movesTo(node.url());
        var place = operator.createsServer("Engines");
        var invite = operator.invites(place);
        assertThat(register("uninvited", "")).isEqualTo(403);
        assertThat(register("guesser", "no-such-code")).isIn(403, 404, 422);
        assertThat(register("invited", invite)).isEqualTo(201);
        assertThat(operator.http()
                        .get("/api/servers/" + place.serverId() + "/members")
                        .expect(200)
                        .findValuesAsText("displayName"))
                .contains("invited");
        node.terminate();

        node = start(stores, "open");
        var anybody = Person.registers(node.url(), "anybody");
        assertThat(anybody.account().path("operator").asBoolean()).isFalse();
    }

    private static void figuresAreForOperatorsWhoAreSignedIn(Person operator) {
        var fromElsewhere = operator.http().with("X-Forwarded-For", "203.0.113.7");
        assertThat(fromElsewhere.get("/metrics").status()).isEqualTo(200);
        operator.http().post("/api/auth/logout").expect(204);
        assertThat(fromElsewhere.get("/metrics").status()).isEqualTo(404);
        operator.logsIn();
    }

    private NodeProcess start(Stores stores, String mode) {
        return NodeProcess.start(data, Nodes.options(stores, "--set", "registration.mode=" + mode));
    }

    private int register(String name, String invite) {
        var wish = Person.registration(name);
        if (!invite.isEmpty()) {
            wish.put("invite", invite);
        }
        return new Http(node.url()).post("/api/auth/register", wish).status();
    }
}
