package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Nonce;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.contract.Problem.FieldError;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.presence.PresenceStore;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AccountsIT extends AccountsOnPostgres {
    @Test
    void who_registers_has_an_account_a_session_and_a_stream() {
        var ada = accounts.register(new AccountAsk.Register(
                SOMEONE, " Ada@Example.ORG", "Ada", PASSWORD, "Ada Lovelace", null, "a browser\u0000", null));
        assertThat(ada.user().email()).isEqualTo("ada@example.org");
        assertThat(ada.user().username()).isEqualTo("Ada");
        assertThat(ada.user().displayName()).isEqualTo("Ada Lovelace");
        assertThat(ada.user().emailVerified()).isFalse();
        assertThat(accounts.me(new AccountAsk.Me(by(ada)))).isEqualTo(ada.user());
        assertThat(stores.query("SELECT device || ' from ' || address FROM sessions WHERE id = ?", id(ada)))
                .containsExactly("a browser from 192.0.2.1");
        assertThat(stores.query("SELECT last_seq FROM stream_heads WHERE stream_id = ?", user(ada)))
                .containsExactly("0");
        assertThat(stores.query("SELECT password_hash FROM credentials"))
                .first()
                .asString()
                .startsWith("$2a$04$");
        assertThat(stores.query("SELECT encode(token_hash, 'hex') || session_id FROM refresh_tokens"))
                .hasSize(1)
                .noneMatch(row -> row.contains(ada.refreshToken()));
    }

    @Test
    void the_display_name_is_the_username_where_none_is_given() {
        assertThat(registered("ada").user().displayName()).isEqualTo("ada");
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        var ask = new AccountAsk.Register(SOMEONE, "ada", "a", "short", "x".repeat(65), null, "test", null);
        var problem = problem(() -> accounts.register(ask));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        assertThat(problem.errors())
                .extracting(FieldError::field)
                .containsExactly("email", "username", "password", "displayName");
    }

    @Test
    void of_many_who_are_first_one_is_the_operator() {
        var answers = together(8, i -> registered("person" + i + "x").user().operator() ? "operator" : "person");
        assertThat(answers).hasSize(8).containsOnlyOnce("operator").doesNotContain("FORBIDDEN");
    }

    @Test
    void where_registration_is_closed_the_first_one_alone_gets_in() {
        var closed = accounts(4, "closed");
        assertThat(together(
                        8,
                        i -> registered(closed, "person" + i + "x", null).user().operator() + ""))
                .containsOnlyOnce("true")
                .containsOnly("true", "FORBIDDEN");
    }

    @Test
    void where_it_is_by_invite_a_good_one_is_needed_and_used_up_and_leads_into_its_server() {
        var byInvite = accounts(4, "invite");
        var owner = registered(byInvite, "owner", null);
        var server = server(owner);
        var gone = server(owner);
        stores.execute("UPDATE servers SET deleted_at = now() WHERE id = '" + gone + "'");
        invite("good", server, "1", "0", "now() + interval '1 hour'");
        invite("forever", server, "NULL", "7", "NULL");
        invite("late", server, "NULL", "0", "now()");
        invite("used", server, "1", "1", "NULL");
        invite("gone", gone, "NULL", "0", "NULL");
        for (var code : new String[] {null, "", "other", "late", "used", "gone"}) {
            assertThat(problem(() -> registered(byInvite, "ada", code)).kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        }
        registered(byInvite, "ada", "good");
        registered(byInvite, "bob", "forever");
        assertThat(stores.query("SELECT uses FROM invites WHERE code IN ('good', 'forever') ORDER BY code"))
                .containsExactly("8", "1");
        assertThat(problem(() -> registered(byInvite, "carol", "good")).kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(stores.query(
                        "SELECT u.username FROM members m JOIN users u ON u.id = m.user_id"
                                + " WHERE m.server_id = ?::uuid ORDER BY 1",
                        server.toString()))
                .containsExactly("ada", "bob", "owner");
        assertThat(stores.query("SELECT count(*) FROM users")).containsExactly("3");
    }

    @Test
    void of_many_who_register_by_the_last_use_of_an_invite_one_gets_in() {
        var byInvite = accounts(4, "invite");
        var server = server(registered(byInvite, "owner", null));
        invite("last", server, "3", "2", "NULL");
        var answers = together(
                6, i -> registered(byInvite, "person" + i, "last").user().username());
        assertThat(answers.stream().filter(answer -> answer.equals("FORBIDDEN")))
                .hasSize(5);
        assertThat(stores.query("SELECT uses FROM invites")).containsExactly("3");
        assertThat(stores.query("SELECT count(*) FROM users")).containsExactly("2");
        assertThat(stores.query("SELECT count(*) FROM members")).containsExactly("2");
    }

    @Test
    void who_registers_again_with_the_same_key_is_in_the_same_session() {
        var byInvite = accounts(4, "invite");
        var server = server(registered(byInvite, "owner", null));
        invite("one", server, "1", "0", "NULL");
        var ask = new AccountAsk.Register(
                SOMEONE, "ada@example.org", "ada", PASSWORD, null, "one", "test", new Nonce("key"));
        var first = byInvite.register(ask);
        var again = byInvite.register(ask);
        assertThat(again.user()).isEqualTo(first.user());
        assertThat(again.session()).isEqualTo(first.session());
        assertThat(refresh(again.refreshToken()).session()).isEqualTo(first.session());
        assertThat(stores.query(
                        "SELECT count(*) FROM sessions WHERE user_id = ?::uuid",
                        user(first).toString()))
                .containsExactly("1");
        for (var other : List.of(
                new AccountAsk.Register(
                        SOMEONE, "ada@example.org", "ada", PASSWORD, null, "one", "test", new Nonce("other")),
                new AccountAsk.Register(
                        SOMEONE, "ada@example.org", "ada", PASSWORD + "!", null, "one", "test", new Nonce("key")),
                new AccountAsk.Register(
                        SOMEONE, "ada@example.org", "adam", PASSWORD, null, "one", "test", new Nonce("key")))) {
            assertThat(problem(() -> byInvite.register(other)).kind())
                    .isIn(Problem.Kind.FORBIDDEN, Problem.Kind.CONFLICT);
        }
    }

    @Test
    void an_account_is_known_by_either_of_its_names_to_nodes_alone() {
        var ada = registered("ada").user().id();
        for (var login : List.of("ada", "ADA", "Ada@Example.org")) {
            assertThat(accounts.named(new AccountAsk.Named(Actor.NODE, login)).user())
                    .isEqualTo(ada);
        }
        for (var login : List.of("bob", "bob@example.org", "@", "")) {
            assertThat(accounts.named(new AccountAsk.Named(Actor.NODE, login)).user())
                    .isNull();
        }
        assertThat(problem(() -> accounts.named(new AccountAsk.Named(SOMEONE, "ada")))
                        .kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
    }

    @Test
    void what_is_taken_is_named() {
        registered("ada");
        assertThat(conflicts("ADA@example.org", "new.name")).containsExactly("email");
        assertThat(conflicts("new@example.org", "ADA")).containsExactly("username");
        assertThat(conflicts("ada@example.org", "Ada")).containsExactly("email", "username");
        // The middle letter, or the last, is Cyrillic.
        assertThat(conflicts("new@example.org", "a\u0501a")).containsExactly("username");
        assertThat(conflicts("new@example.org", "ad\u0430")).containsExactly("username");
    }

    @Test
    void of_many_who_want_one_name_one_gets_it() {
        registered("someone");
        var spellings = List.of("ada", "ADA", "ad\u0430");
        var answers = together(
                9,
                i -> accounts.register(new AccountAsk.Register(
                                        SOMEONE,
                                        i + "@example.org",
                                        spellings.get(i % 3),
                                        PASSWORD,
                                        null,
                                        null,
                                        "test",
                                        null))
                                .user()
                                .operator()
                        + "");
        assertThat(answers).hasSize(9).containsOnlyOnce("false").containsOnly("false", "CONFLICT");
        assertThat(together(8, i -> registered("bob").user().username()))
                .containsOnlyOnce("bob")
                .containsOnly("bob", "CONFLICT");
        assertThat(stores.query("SELECT count(*) FROM users")).containsExactly("3");
    }

    @Test
    void people_sign_in_by_address_or_name_however_written() {
        var ada = registered("Ada");
        for (var login : List.of("ada@example.org", " ADA@EXAMPLE.ORG ", "Ada", "ADA", "ａｄａ")) {
            var again = login(accounts, login, PASSWORD);
            assertThat(again.user()).isEqualTo(ada.user());
            assertThat(again.session()).isNotEqualTo(ada.session());
        }
    }

    @Test
    void nobody_learns_whether_an_account_is_there_by_signing_in() {
        registered("ada");
        var wrong = problem(() -> login(accounts, "ada", "wrong horse"));
        assertThat(wrong.kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        for (var login : List.of("ada@example.org", "nobody", "nobody@example.org", "@", "a@b@c", "")) {
            assertThat(problem(() -> login(accounts, login, "wrong horse"))).isEqualTo(wrong);
        }
    }

    @Test
    void nor_by_how_long_it_takes() {
        var careful = accounts(9, "open");
        registered(careful, "ada", null);
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (int i = 0; i < 15; i++) {
            known.add(nanos(() -> login(careful, "ada", "wrong horse")));
            unknown.add(nanos(() -> login(careful, "nobody", "wrong horse")));
        }
        known.sort(null);
        unknown.sort(null);
        // Without a hash it would be a hundredth; how close the two are shows on a quiet machine alone.
        assertThat((double) unknown.get(7) / known.get(7)).isBetween(0.5, 2.0);
    }

    @Test
    void a_hash_of_less_work_is_replaced_when_its_owner_signs_in() {
        registered("ada");
        login(accounts(5, "open"), "ada", PASSWORD);
        assertThat(stores.query("SELECT password_hash FROM credentials"))
                .first()
                .asString()
                .startsWith("$2a$05$");
        login(accounts, "ada", PASSWORD);
    }

    @Test
    void people_change_what_they_show_of_themselves() {
        var ada = registered("ada");
        var me = accounts.updateMe(new AccountAsk.UpdateMe(by(ada), " Countess ", "Counts.\nWrites.", "counting"));
        assertThat(List.of(me.displayName(), me.bio(), me.status()))
                .containsExactly("Countess", "Counts.\nWrites.", "counting");
        assertThat(accounts.updateMe(new AccountAsk.UpdateMe(by(ada), null, null, null)))
                .isEqualTo(me);
        var cleared = accounts.updateMe(new AccountAsk.UpdateMe(by(ada), null, "", ""));
        assertThat(cleared.bio()).isNull();
        assertThat(cleared.status()).isNull();
        var wrong = new AccountAsk.UpdateMe(by(ada), " ", "x".repeat(501), "two\nlines");
        assertThat(problem(() -> accounts.updateMe(wrong)).errors())
                .extracting(FieldError::field)
                .containsExactly("displayName", "bio", "status");
        assertThat(accounts.me(new AccountAsk.Me(by(ada)))).isEqualTo(cleared);
    }

    @Test
    void anybody_signed_in_may_look_a_person_up() {
        var ada = registered("ada");
        var bob = registered("bob");
        var seen = accounts.person(new AccountAsk.Person(by(bob), ada.user().id()));
        assertThat(seen.username()).isEqualTo("ada");
        var nobody = new AccountAsk.Person(by(bob), new UserId(UuidV7.next()));
        assertThat(problem(() -> accounts.person(nobody)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void presence_is_for_those_who_share_something() {
        var ada = registered("ada");
        var bob = registered("bob");
        presence.set(ada.user().id(), new PresenceStore.Wish(PresenceStatus.DND, "counting"))
                .await();
        var ask = new AccountAsk.PresenceOf(by(bob), ada.user().id());
        assertThat(problem(() -> accounts.presenceOf(ask)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);

        var server = server(ada);
        member(server, bob);
        assertThat(accounts.presenceOf(ask).status()).isEqualTo(PresenceStatus.DND);
        assertThat(accounts.presenceOf(ask).text()).isEqualTo("counting");
        presence.set(ada.user().id(), new PresenceStore.Wish(PresenceStatus.INVISIBLE, "counting"))
                .await();
        assertThat(accounts.presenceOf(ask).status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(accounts.presenceOf(ask).text()).isNull();
        presence.remove(ada.user().id()).await();

        stores.execute("UPDATE servers SET deleted_at = now()");
        assertThat(problem(() -> accounts.presenceOf(ask)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        conversation(ada, bob);
        accounts.seen(new AccountAsk.Seen(Actor.NODE, ada.user().id()));
        assertThat(accounts.presenceOf(ask).status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(accounts.presenceOf(ask).lastSeen()).isNotNull();
    }

    @Test
    void who_has_not_signed_in_may_do_nothing_else() {
        var ada = registered("ada").user().id();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> accounts.answer(new AccountAsk.Me(SOMEONE)),
                () -> accounts.answer(new AccountAsk.UpdateMe(SOMEONE, "x", null, null)),
                () -> accounts.answer(new AccountAsk.Person(SOMEONE, ada)),
                () -> accounts.answer(new AccountAsk.PresenceOf(SOMEONE, ada)),
                () -> accounts.answer(new AccountAsk.Logout(SOMEONE, null)))) {
            assertThat(problem(call).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        }
        assertThat(problem(() -> accounts.answer(new AccountAsk.Seen(SOMEONE, ada)))
                        .kind())
                .isEqualTo(Problem.Kind.FORBIDDEN);
    }
}
