package io.miscord.persistence.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is meant by a name in a server. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedIT {
    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerId server;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void come() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice).id();
        node.join(alice, server, bob);
    }

    @Test
    void somebody_is_called_by_nickname_display_name_or_username_whatever_the_case() {
        var username = bob.signedIn().user().username();
        assertThat(named(username)).isEqualTo(bob.id());
        assertThat(named(" " + username.toUpperCase(Locale.ROOT) + " ")).isEqualTo(bob.id());
        assertThat(named("@" + username)).isEqualTo(bob.id());
        shows(bob, "Боб Ёлкин");
        assertThat(named("бОБ ёлКИН")).isEqualTo(bob.id());
        nickname(bob, "Straße");
        assertThat(named("STRASSE")).as("lower case is all there is").isNull();
        assertThat(named("strAße")).isEqualTo(bob.id());
        assertThat(named(username)).isEqualTo(bob.id());
        assertThat(named("Боб Ёлкин"))
                .as("the nickname stands for the display name here")
                .isNull();
    }

    @Test
    void nobody_is_said_so_with_the_name() {
        var refused = node.refused(new ServerAsk.Named(alice.by(), server, "nobody at all"));
        assertThat(refused.reason()).isEqualTo(Refusal.NO_SUCH_NAME);
        assertThat(refused.params()).containsEntry("name", "nobody at all");
        var carol = node.somebody();
        assertThat(named(carol.signedIn().user().username()))
                .as("not in this server")
                .isNull();
        assertThat(node.refused(new ServerAsk.Named(carol.by(), server, "x")).reason())
                .isEqualTo(Refusal.NO_SUCH_SERVER);
        assertThat(node.refused(new ServerAsk.Named(alice.by(), server, " ")).reason())
                .isEqualTo(Refusal.EMPTY);
        assertThat(named("@")).isNull();
    }

    @Test
    void who_takes_anothers_username_as_a_nickname_is_not_taken_for_them() {
        var username = bob.signedIn().user().username();
        nickname(alice, username);
        var refused = node.refused(new ServerAsk.Named(alice.by(), server, username));
        assertThat(refused.reason()).isEqualTo(Refusal.AMBIGUOUS_NAME);
        assertThat(refused.kind()).isEqualTo(Problem.Kind.CONFLICT);
        assertThat(refused.params())
                .containsEntry("name", username)
                .containsEntry(
                        "candidates",
                        "@" + username + ", @" + alice.signedIn().user().username());
        assertThat(named("@" + username)).isEqualTo(bob.id());
    }

    @Test
    void of_many_who_are_called_alike_some_are_named() {
        nickname(alice, "Alex");
        nickname(bob, "alex");
        var two = node.refused(new ServerAsk.Named(alice.by(), server, "ALEX"));
        assertThat(two.params()).containsKey("candidates");
        assertThat(two.detail()).contains(bob.signedIn().user().username()).doesNotContain("…");
        for (int i = 0; i < 9; i++) {
            var more = node.somebody();
            node.join(alice, server, more);
            nickname(more, "Alex");
        }
        var many = node.refused(new ServerAsk.Named(alice.by(), server, "Alex"));
        assertThat(many.params())
                .hasEntrySatisfying(
                        "candidates",
                        named -> assertThat(named.split(", ")).hasSize(11).endsWith("…"));
    }

    private @Nullable UserId named(String name) {
        var ask = new ServerAsk.Named(alice.by(), server, name);
        try {
            return OwnerNode.get(node.bus().ask(ask)).id();
        } catch (ProblemException refused) {
            assertThat(refused.problem().reason()).isEqualTo(Refusal.NO_SUCH_NAME);
            return null;
        }
    }

    private void shows(SomeOne person, String name) {
        node.ask(new AccountAsk.UpdateMe(person.by(), name, null, null));
    }

    private void nickname(SomeOne person, String nickname) {
        stores.execute("UPDATE members SET nickname = '" + nickname + "' WHERE server_id = '" + server
                + "' AND user_id = '" + person.id() + "'");
    }
}
