package io.miscord.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Answer;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Registering, signing in and out, and what stands against those who try it too often. */
class AuthTest {
    private static final String LOGIN = "{\"login\":\"alice\",\"password\":\"a long sentence\"}";
    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(Map.of("limits.registrationsPerMinute", "3"));
        server.owners.answer(AccountAsk.Register.class, ask -> Samples.signedIn());
        server.owners.answer(AccountAsk.Login.class, ask -> Samples.signedIn());
        server.owners.answer(AccountAsk.Refresh.class, ask -> Samples.signedIn());
        server.owners.answer(AccountAsk.Logout.class, ask -> Answer.Done.DONE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void who_registers_is_signed_in() {
        var made = server.anonymous("POST", "/api/auth/register")
                .header("User-Agent", "Firefox")
                .json("{\"email\":\"a@example.org\",\"username\":\"alice\",\"password\":\"a long sentence\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("cache-control")).isEqualTo("no-store");
        var body = made.json();
        assertThat(body.getString("refreshToken")).isEqualTo("refresh-me");
        assertThat(body.getInteger("expiresIn")).isEqualTo(900);
        assertThat(server.api.tokens().verify(body.getString("accessToken")).user())
                .isEqualTo(Samples.ALICE);
        assertThat(made.header("set-cookie"))
                .contains("miscord_refresh=refresh-me", "HTTPOnly", "SameSite=Strict", "Path=/api/auth;")
                .doesNotContain("Secure");
        var asked = server.owners.last(AccountAsk.Register.class);
        assertThat(asked.device()).isEqualTo("Firefox");
        assertThat(asked.displayName()).isNull();
        assertThat(asked.by().address()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_wrong_registration_names_its_fields() {
        var refused = server.anonymous("POST", "/api/auth/register")
                .json("{\"email\":\"a b\",\"username\":\"<b>x</b>\",\"password\":\"short\",\"admin\":true}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").size()).isEqualTo(4);
        assertThat(server.owners.asked(AccountAsk.Register.class)).isEmpty();
    }

    @Test
    void registrations_from_an_address_are_limited() {
        for (int i = 0; i < 3; i++) {
            assertThat(register().status()).isEqualTo(201);
        }
        var refused = register();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 20);
        assertThat(refused.json().getString("type")).isEqualTo("urn:miscord:rate-limited");
    }

    @Test
    void an_old_token_does_not_stand_in_the_way_of_signing_in() {
        var signedIn = server.anonymous("POST", "/api/auth/login")
                .header("Authorization", "Bearer rubbish")
                .json(LOGIN);
        assertThat(signedIn.status()).isEqualTo(200);
    }

    @Test
    void failed_sign_ins_to_an_account_are_limited_and_good_ones_are_not() {
        for (int i = 0; i < 20; i++) {
            assertThat(login("alice")).isEqualTo(200);
        }
        server.owners.refuse(AccountAsk.Login.class, Problem.of(Refusal.WRONG_PASSWORD));
        for (int i = 0; i < 5; i++) {
            assertThat(login("alice")).as("failure %d", i).isEqualTo(401);
        }
        assertThat(login("ALICE ")).isEqualTo(429);
        assertThat(login("bob")).isEqualTo(401);
        server.owners.answer(AccountAsk.Login.class, ask -> Samples.signedIn());
        assertThat(login("alice")).as("the right password comes too late").isEqualTo(429);
        assertThat(login("bob")).isEqualTo(200);
    }

    @Test
    void an_account_has_one_budget_of_failures_whichever_name_it_is_called_by() {
        var alice = Samples.signedIn().user().id();
        server.owners.name("alice", alice);
        server.owners.name("alice@example.org", alice);
        server.owners.refuse(AccountAsk.Login.class, Problem.of(Refusal.WRONG_PASSWORD));
        for (int i = 0; i < 5; i++) {
            assertThat(login(i % 2 == 0 ? "alice" : "alice@example.org")).isEqualTo(401);
        }
        assertThat(login("alice")).isEqualTo(429);
        assertThat(login("alice@example.org")).isEqualTo(429);
    }

    @Test
    void failed_sign_ins_from_an_address_are_limited() {
        server.owners.refuse(AccountAsk.Login.class, Problem.of(Refusal.WRONG_PASSWORD));
        for (int i = 0; i < 10; i++) {
            assertThat(login("person" + i)).isEqualTo(401);
        }
        assertThat(login("person11")).isEqualTo(429);
    }

    @Test
    void refreshing_takes_the_body_or_the_cookie() {
        var byBody = server.anonymous("POST", "/api/auth/refresh")
                .header("Cookie", "miscord_refresh=of-cookie")
                .json("{\"refreshToken\":\"of-body\"}");
        assertThat(byBody.status()).isEqualTo(200);
        assertThat(server.owners.last(AccountAsk.Refresh.class).refreshToken()).isEqualTo("of-body");
        var byCookie = server.anonymous("POST", "/api/auth/refresh")
                .header("Cookie", "miscord_refresh=of-cookie")
                .header("Origin", server.origin())
                .send();
        assertThat(byCookie.status()).isEqualTo(200);
        assertThat(server.owners.last(AccountAsk.Refresh.class).refreshToken()).isEqualTo("of-cookie");
        assertThat(server.anonymous("POST", "/api/auth/refresh").send().status())
                .isEqualTo(401);
    }

    @Test
    void pages_of_other_sites_cannot_refresh_by_the_cookie() {
        for (var origin : new String[] {"https://evil.example", "null", server.origin() + ".evil.example", ""}) {
            var refused = server.anonymous("POST", "/api/auth/refresh")
                    .header("Cookie", "miscord_refresh=x")
                    .header("Origin", origin)
                    .send();
            assertThat(refused.status()).as(origin).isEqualTo(403);
        }
        var hidden = server.anonymous("POST", "/api/auth/refresh")
                .header("Cookie", "miscord_refresh=x")
                .header("Sec-Fetch-Site", "cross-site")
                .send();
        assertThat(hidden.status()).isEqualTo(403);
        assertThat(server.owners.asked(AccountAsk.Refresh.class)).isEmpty();
    }

    @Test
    void who_signs_out_is_out_at_once() {
        var token = server.token();
        var out = server.anonymous("POST", "/api/auth/logout")
                .header("Authorization", "Bearer " + token)
                .json("{}");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie")).contains("miscord_refresh=;", "Max-Age=0");
        var after = server.anonymous("GET", "/api/users/me")
                .header("Authorization", "Bearer " + token)
                .send();
        assertThat(after.status()).isEqualTo(401);
        var byRefresh = server.anonymous("POST", "/api/auth/logout").json("{\"refreshToken\":\"r\"}");
        assertThat(byRefresh.status()).isEqualTo(204);
        assertThat(server.anonymous("POST", "/api/auth/logout").send().status()).isEqualTo(401);
    }

    @Test
    void coming_going_and_wrong_passwords_are_told_to_the_security_log() {
        var logger = (Logger) LoggerFactory.getLogger("miscord.security");
        var written = new ListAppender<ILoggingEvent>();
        written.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(written);
        try {
            register();
            login("alice");
            server.as("POST", "/api/auth/logout").json("{}");
            server.owners.refuse(AccountAsk.Login.class, Problem.of(Refusal.WRONG_PASSWORD));
            login("alice");
        } finally {
            logger.detachAppender(written);
            logger.setLevel(null);
        }
        var who = " user=" + Samples.ALICE + " address=127.0.0.1";
        assertThat(written.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "registered" + who,
                        "signed in" + who,
                        "signed out" + who,
                        "authentication failed address=127.0.0.1 reason=\"wrong password\"");
        assertThat(server.meters.document("n", List.of()).security().authFailures())
                .isEqualTo(1);
    }

    private ApiServer.Response register() {
        return server.anonymous("POST", "/api/auth/register")
                .json("{\"email\":\"a@example.org\",\"username\":\"alice\",\"password\":\"a long sentence\"}");
    }

    private int login(String login) {
        return server.anonymous("POST", "/api/auth/login")
                .json("{\"login\":\"" + login + "\",\"password\":\"a long sentence\"}")
                .status();
    }
}
