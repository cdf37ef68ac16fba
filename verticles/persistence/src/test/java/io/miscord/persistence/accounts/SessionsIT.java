package io.miscord.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Problem;
import io.miscord.contract.SessionId;
import io.miscord.platform.ids.UuidV7;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SessionsIT extends AccountsOnPostgres {
    @Test
    void a_refresh_token_is_exchanged_for_the_next_one() {
        var ada = registered("ada");
        stores.execute("UPDATE sessions SET last_seen = now() - interval '1 day', expires_at = now() + interval '1 h'");
        var next = refresh(ada.refreshToken());
        assertThat(next.session()).isEqualTo(ada.session());
        assertThat(next.user()).isEqualTo(ada.user());
        assertThat(next.refreshToken()).isNotEqualTo(ada.refreshToken());
        assertThat(stores.query("SELECT last_seen > now() - interval '1 minute' AND address = '198.51.100.7'"
                        + " AND expires_at > now() + interval '29 days' FROM sessions"))
                .containsExactly("t");
        assertThat(refresh(next.refreshToken()).session()).isEqualTo(ada.session());
    }

    @Test
    void those_who_exchange_one_token_at_the_same_time_all_get_a_good_successor() {
        var ada = registered("ada");
        var tokens = together(8, i -> refresh(ada.refreshToken()).refreshToken());
        assertThat(tokens).hasSize(8).doesNotHaveDuplicates().allMatch(token -> token.length() == 43);
        tokens.forEach(token -> assertThat(refresh(token).session()).isEqualTo(ada.session()));
        for (int i = 0; i < 20; i++) {
            refresh(ada.refreshToken());
        }
        assertThat(stores.query("SELECT count(*) FROM refresh_tokens WHERE used_at IS NULL"))
                .containsExactly("16");
    }

    @Test
    void a_token_that_comes_back_later_ends_its_family_and_no_other() {
        var ada = registered("ada");
        var elsewhere = login(accounts, "ada", PASSWORD);
        var next = refresh(ada.refreshToken());
        stores.execute("UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'");
        assertThat(problem(() -> refresh(ada.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(problem(() -> refresh(next.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(alive(ada, elsewhere)).containsExactly(elsewhere.session());
        assertAnnounced(ada.session());
        assertThat(refresh(elsewhere.refreshToken()).session()).isEqualTo(elsewhere.session());
    }

    @Test
    void a_token_that_another_device_brings_ends_its_family_at_once() {
        var ada = registered("ada");
        var next = refresh(ada.refreshToken());
        assertThat(problem(() -> refreshFrom("a stranger's", ada.refreshToken()))
                        .kind())
                .isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(problem(() -> refresh(next.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertAnnounced(ada.session());
    }

    @Test
    void tokens_that_are_unknown_or_too_old_are_refused() {
        var ada = registered("ada");
        assertThat(problem(() -> refresh("x".repeat(1_000_000))).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        stores.execute("UPDATE refresh_tokens SET expires_at = now()");
        assertThat(problem(() -> refresh(ada.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(alive(ada)).containsExactly(ada.session());
        stores.execute("UPDATE refresh_tokens SET expires_at = now() + interval '1 h'");
        stores.execute("UPDATE sessions SET expires_at = now()");
        assertThat(problem(() -> refresh(ada.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);
        assertThat(alive(ada)).isEmpty();
    }

    @Test
    void who_signs_out_ends_their_session_and_the_token_s() {
        var here = registered("ada");
        var there = login(accounts, "ada", PASSWORD);
        var third = login(accounts, "ada", PASSWORD);
        var bob = registered("bob");
        accounts.logout(new AccountAsk.Logout(by(here), there.refreshToken()));
        assertThat(alive(here, there, third, bob)).containsExactlyInAnyOrder(third.session(), bob.session());
        assertAnnounced(here.session(), there.session());
        assertThat(problem(() -> refresh(there.refreshToken())).kind()).isEqualTo(Problem.Kind.UNAUTHENTICATED);

        accounts.logout(new AccountAsk.Logout(by(here), null));
        accounts.logout(new AccountAsk.Logout(SOMEONE, "unknown"));
        accounts.logout(new AccountAsk.Logout(SOMEONE, third.refreshToken()));
        assertThat(alive(here, there, third, bob)).containsExactly(bob.session());
        // Another person's session is not one's own, whatever the actor says.
        accounts.logout(new AccountAsk.Logout(new Actor(here.user().id(), bob.session(), ""), null));
        assertThat(alive(bob)).containsExactly(bob.session());
    }

    @Test
    void not_too_many_sessions_are_asked_about_at_once() {
        var many = IntStream.range(0, 1_001)
                .mapToObj(i -> new SessionId(UuidV7.next()))
                .toList();
        assertThat(accounts.alive(new AccountAsk.Alive(Actor.NODE, many.subList(1, 1_001)))
                        .sessions())
                .isEmpty();
        assertThat(problem(() -> accounts.alive(new AccountAsk.Alive(Actor.NODE, many)))
                        .kind())
                .isEqualTo(Problem.Kind.INVALID);
    }

    @Test
    void what_is_over_by_time_is_swept_away() {
        var old = registered("ada");
        var live = login(accounts, "ada", PASSWORD);
        stores.execute("UPDATE sessions SET expires_at = now() - interval '1 s' WHERE id = '" + id(old) + "'");
        stores.execute(
                "UPDATE refresh_tokens SET expires_at = now() - interval '1 s' WHERE session_id = '" + id(old) + "'");
        assertThat(accounts.sweep()).isEqualTo(2);
        assertThat(accounts.sweep()).isZero();
        assertThat(stores.query("SELECT id FROM sessions")).containsExactly(id(live).toString());
        assertThat(refresh(live.refreshToken()).session()).isEqualTo(live.session());
    }
}
