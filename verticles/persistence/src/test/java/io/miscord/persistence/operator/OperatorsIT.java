package io.miscord.persistence.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Announcement;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.ListedAccount;
import io.miscord.contract.ListedServer;
import io.miscord.contract.Nonce;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.OperatorEntry;
import io.miscord.contract.Refusal;
import io.miscord.contract.RegistrationMode;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.Severity;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator of an instance may do, and that nobody else may. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorsIT {
    private OwnerNode node;
    private SomeOne operator;

    @BeforeAll
    void start(Stores stores) {
        node = new OwnerNode(stores);
        operator = node.somebody(); // whoever comes first
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void nobody_else_may_ask_anything_but_what_is_announced() {
        var alice = node.somebody().by();
        var server = node.server(operator).id();
        var end = new OperatorAsk.EndAnnouncement(alice, announce("x", null).id());
        var asks = List.<Ask<?>>of(
                new OperatorAsk.Permitted(alice),
                new OperatorAsk.Figures(alice),
                new OperatorAsk.People(alice, null, false, null, 10),
                new OperatorAsk.Suspend(alice, operator.id(), null),
                new OperatorAsk.Lift(alice, operator.id()),
                new OperatorAsk.Servers(alice, null, null, 10),
                new OperatorAsk.DeleteServer(alice, server),
                new OperatorAsk.ReadRegistration(alice),
                new OperatorAsk.SetRegistration(alice, RegistrationMode.CLOSED),
                new OperatorAsk.Announcements(alice, null, 10),
                new OperatorAsk.Announce(alice, "x", Severity.INFO, null, null),
                end,
                new OperatorAsk.Log(alice, null, 10));
        for (var ask : asks) {
            assertThat(refused(ask)).as(ask.toString()).isEqualTo(Refusal.OPERATOR_ONLY);
        }
        node.ask(new OperatorAsk.Current(alice));
        assertThat(refused(new OperatorAsk.Current(Actor.anonymous("192.0.2.1"))))
                .isEqualTo(Refusal.SIGN_IN_FIRST);
        node.ask(new OperatorAsk.EndAnnouncement(operator.by(), end.announcement()));
    }

    @Test
    void people_are_found_by_how_a_name_or_an_address_begins() {
        var alice = node.somebody();
        var name = alice.signedIn().user().username();
        assertThat(people(name.substring(0, name.length() - 1).toUpperCase(Locale.ROOT)))
                .contains(alice.id());
        assertThat(people(name + "@exam")).containsExactly(alice.id());
        assertThat(people("nobody-is-called-so")).isEmpty();
        node.ask(new AccountAsk.UpdateMe(alice.by(), "Élodie " + name, null, null));
        assertThat(people("élodie " + name)).containsExactly(alice.id());
        var first = node.ask(new OperatorAsk.People(operator.by(), null, false, null, 1));
        assertThat(first.items()).hasSize(1);
        var second = node.ask(new OperatorAsk.People(operator.by(), null, false, first.next(), 1));
        assertThat(second.items().getFirst().id())
                .isNotEqualTo(first.items().getFirst().id());
    }

    @Test
    void who_is_suspended_has_no_session_and_gets_none() {
        var eve = node.somebody();
        var suspended = node.ask(new OperatorAsk.Suspend(operator.by(), eve.id(), "spam"));
        assertThat(suspended.suspension()).isNotNull();
        assertThat(node.ask(new AccountAsk.Alive(
                                Actor.NODE, List.of(eve.signedIn().session())))
                        .sessions())
                .isEmpty();
        assertThat(node.hints())
                .anyMatch(hint -> hint instanceof EphemeralEvent.SessionsRevoked revoked
                        && revoked.sessions().contains(eve.signedIn().session()));
        assertThat(refused(login(eve, "a long password"))).isEqualTo(Refusal.SUSPENDED_FOR);
        assertThat(refused(login(eve, "not the password"))).isEqualTo(Refusal.WRONG_PASSWORD);
        var refresh = new AccountAsk.Refresh(
                Actor.anonymous("192.0.2.1"), eve.signedIn().refreshToken(), "test");
        assertThat(refused(refresh)).isEqualTo(Refusal.SESSION_ENDED);
        assertThat(node.ask(new OperatorAsk.People(operator.by(), null, true, null, 100))
                        .items())
                .extracting(ListedAccount::id)
                .contains(eve.id())
                .doesNotContain(operator.id());
        node.ask(new OperatorAsk.Suspend(operator.by(), eve.id(), null));
        assertThat(refused(login(eve, "a long password"))).isEqualTo(Refusal.SUSPENDED);
        var lifted = node.ask(new OperatorAsk.Lift(operator.by(), eve.id()));
        assertThat(lifted.suspension()).isNull();
        assertThat(node.ask(login(eve, "a long password")).user().id()).isEqualTo(eve.id());
        assertThat(log()).startsWith("person_lift", "person_suspend", "person_suspend");
        assertThat(refused(new OperatorAsk.Suspend(operator.by(), operator.id(), null)))
                .isEqualTo(Refusal.OPERATOR_STAYS);
    }

    /** However the two fall together, nobody who is suspended is left with a session. */
    @Test
    void a_sign_in_during_a_suspension_leaves_no_session() {
        for (int round = 0; round < 20; round++) {
            var eve = node.somebody();
            var signIn = node.bus().ask(login(eve, "a long password"));
            var suspend = node.bus().ask(new OperatorAsk.Suspend(operator.by(), eve.id(), null));
            OwnerNode.get(suspend);
            try {
                var session = OwnerNode.get(signIn).session();
                assertThat(node.ask(new AccountAsk.Alive(Actor.NODE, List.of(session)))
                                .sessions())
                        .isEmpty();
            } catch (ProblemException late) {
                assertThat(late.problem().reason()).isEqualTo(Refusal.SUSPENDED);
            }
        }
    }

    @Test
    void servers_are_found_by_name_and_deleted_for_everybody() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        node.ask(new ServerAsk.Update(alice.by(), server.id(), "Zebras of " + alice.id(), null, null));
        var found = node.ask(new OperatorAsk.Servers(operator.by(), "zebras OF " + alice.id(), null, 10));
        assertThat(found.items()).extracting(ListedServer::id).containsExactly(server.id());
        assertThat(found.items().getFirst().members()).isEqualTo(2);
        assertThat(found.items().getFirst().owner().id()).isEqualTo(alice.id());
        node.ask(new OperatorAsk.DeleteServer(operator.by(), server.id()));
        assertThat(refused(new ServerAsk.Get(alice.by(), server.id()))).isEqualTo(Refusal.NO_SUCH_SERVER);
        assertThat(node.told(StreamId.of(bob.id()))).contains("server:left");
        assertThat(refused(new OperatorAsk.DeleteServer(operator.by(), server.id())))
                .isEqualTo(Refusal.NO_SUCH_SERVER);
        assertThat(log()).startsWith("server_delete");
    }

    @Test
    void registration_is_as_the_operator_says_until_they_say_otherwise() {
        var rule = node.ask(new OperatorAsk.SetRegistration(operator.by(), RegistrationMode.CLOSED));
        assertThat(rule.mode()).isEqualTo(RegistrationMode.CLOSED);
        assertThat(rule.configured()).isEqualTo(RegistrationMode.OPEN);
        assertThat(refused(new AccountAsk.Register(
                        Actor.anonymous("192.0.2.1"),
                        "late@example.org",
                        "late",
                        "a long password",
                        null,
                        null,
                        "test",
                        null)))
                .isEqualTo(Refusal.REGISTRATION_CLOSED);
        node.ask(new OperatorAsk.SetRegistration(operator.by(), RegistrationMode.OPEN));
        node.somebody();
        assertThat(log()).startsWith("registration_set", "registration_set");
    }

    @Test
    void announcements_are_told_once_each_until_they_end() {
        var before = current();
        var made = node.ask(
                new OperatorAsk.Announce(operator.by(), " Back at ten. ", Severity.WARNING, null, new Nonce("once")));
        var again = node.ask(
                new OperatorAsk.Announce(operator.by(), " Back at ten. ", Severity.WARNING, null, new Nonce("once")));
        assertThat(again).isEqualTo(made);
        assertThat(made.text()).isEqualTo("Back at ten.");
        assertThat(current()).hasSize(before.size() + 1).contains(made);
        assertThat(node.hints())
                .anyMatch(hint -> hint instanceof EphemeralEvent.AnnouncementsUpdated told
                        && told.announcements().contains(made));
        node.ask(new OperatorAsk.EndAnnouncement(operator.by(), made.id()));
        node.ask(new OperatorAsk.EndAnnouncement(operator.by(), made.id()));
        assertThat(current()).isEqualTo(before);
        assertThat(log()).startsWith("announcement_end", "announcement_create");
        var all = node.ask(new OperatorAsk.Announcements(operator.by(), null, 100));
        assertThat(all.items().getFirst().endsAt()).isNotNull();
        assertThat(refused(new OperatorAsk.Announce(
                        operator.by(), "x", Severity.INFO, Instant.now().minusSeconds(1), null)))
                .isEqualTo(Refusal.NOT_AHEAD);
    }

    @Test
    void there_are_ten_announcements_at_most() {
        var made = new ArrayList<Announcement>();
        while (current().size() < 10) {
            made.add(announce("x", Instant.now().plus(Duration.ofHours(1))));
        }
        assertThat(refused(new OperatorAsk.Announce(operator.by(), "x", Severity.INFO, null, null)))
                .isEqualTo(Refusal.TOO_MANY_ANNOUNCEMENTS);
        made.forEach(one -> node.ask(new OperatorAsk.EndAnnouncement(operator.by(), one.id())));
    }

    @Test
    void figures_count_what_is_there() {
        var before = node.ask(new OperatorAsk.Figures(operator.by()));
        node.server(node.somebody());
        var after = node.ask(new OperatorAsk.Figures(operator.by()));
        assertThat(after.people()).isEqualTo(before.people() + 1);
        assertThat(after.servers()).isEqualTo(before.servers() + 1);
        assertThat(after.databaseBytes()).isPositive();
    }

    private Announcement announce(String text, @Nullable Instant until) {
        return node.ask(new OperatorAsk.Announce(operator.by(), text, Severity.INFO, until, null));
    }

    private List<Announcement> current() {
        return node.ask(new OperatorAsk.Current(operator.by())).items();
    }

    private List<UserId> people(String beginning) {
        Answer.Listing<ListedAccount> found =
                node.ask(new OperatorAsk.People(operator.by(), beginning, false, null, 100));
        return found.items().stream().map(ListedAccount::id).toList();
    }

    private List<String> log() {
        return node.ask(new OperatorAsk.Log(operator.by(), null, 100)).items().stream()
                .map(OperatorEntry::act)
                .toList();
    }

    private static AccountAsk.Login login(SomeOne who, String password) {
        return new AccountAsk.Login(
                Actor.anonymous("192.0.2.1"), who.signedIn().user().username(), password, "test");
    }

    private @Nullable Refusal refused(Ask<?> ask) {
        var problem = node.refused(ask);
        return problem.errors().isEmpty()
                ? problem.reason()
                : problem.errors().getFirst().reason();
    }
}
