package io.miscord.persistence.accounts;

import io.miscord.contract.Account;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.EphemeralEvent.SessionsRevoked;
import io.miscord.contract.Presence;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.contract.User;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Presences;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.accounts.AccountStore.Credentials;
import io.miscord.persistence.accounts.AccountStore.Profile;
import io.miscord.persistence.servers.Joining;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.miscord.platform.security.SecurityLog;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and sign-ins: the rules. A method for each ask; all of them wait for PostgreSQL and refuse with a
 * {@link ProblemException}, so they belong on a virtual thread. One per node, safe on any.
 *
 * <p>How often an address may register and how often a sign-in may fail is counted at the edge.
 */
public final class Accounts {
    private static final int BIO = 500;
    private static final int STATUS = 128;
    private static final int SESSIONS_ASKED = 1_000;
    private static final Duration LIVENESS = Duration.ofSeconds(1);
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Database database;
    private final Duration sessionLife;
    private final Presences presences;
    private final Registering registering;
    private final SignIns signIns;
    private final SecurityLog security;
    private final Passwords passwords;
    private final AccountStore accounts = new AccountStore();
    private final SessionStore sessions = new SessionStore();
    private final Suspensions suspensions = new Suspensions();

    /**
     * @param joining lets in who registers by an invite
     * @param security is told of stolen tokens
     * @param hashing the worker threads that hash passwords; whoever made them closes them
     * @param threads how many they are
     */
    public Accounts(
            Database database,
            Config.Auth auth,
            Config.Registration registration,
            Presences presences,
            Joining joining,
            Idempotency idempotency,
            SecurityLog security,
            WorkerExecutor hashing,
            int threads) {
        this.database = database;
        this.sessionLife = auth.refreshTokenTtl();
        this.presences = presences;
        this.security = security;
        this.passwords = new Passwords(hashing, threads, auth.bcryptCost(), System::nanoTime);
        this.signIns = new SignIns(sessions, auth.refreshTokenTtl());
        var mode = new Registrations(registration);
        this.registering =
                new Registering(database, mode, accounts, sessions, signIns, passwords, joining, idempotency);
    }

    /** The answer to any ask of the family. */
    public Answer answer(AccountAsk<?> ask) {
        return switch (ask) {
            case AccountAsk.Register register -> register(register);
            case AccountAsk.Login login -> login(login);
            case AccountAsk.Named named -> named(named);
            case AccountAsk.Refresh refresh -> refresh(refresh);
            case AccountAsk.Logout logout -> logout(logout);
            case AccountAsk.Alive alive -> alive(alive);
            case AccountAsk.Me me -> me(me);
            case AccountAsk.UpdateMe update -> updateMe(update);
            case AccountAsk.Person person -> person(person);
            case AccountAsk.PresenceOf presenceOf -> presenceOf(presenceOf);
            case AccountAsk.Seen seen -> seen(seen);
        };
    }

    /**
     * A new account, signed in. INVALID names every wrong field, CONFLICT what is taken; FORBIDDEN where registration
     * is closed or the invite is no good. Where an invite is needed it is used up, and they are in its server at once.
     * Asking again with the same nonce, names and password after an answer that was lost signs in to the same session;
     * without a nonce it is a CONFLICT.
     */
    public SignedIn register(AccountAsk.Register ask) {
        return registering.register(ask);
    }

    /** Whose name or address this is; only nodes ask. */
    public Answer.Named named(AccountAsk.Named ask) {
        if (!ask.by().equals(Actor.NODE)) {
            throw ProblemException.of(Refusal.NODES_ONLY);
        }
        return new Answer.Named(credentials(ask.login()).map(Credentials::user).orElse(null));
    }

    /**
     * Signs in. Who is unknown and who has another password are answered alike, and as late: UNAUTHENTICATED; who is
     * suspended is told so, once their password is right: FORBIDDEN.
     */
    public SignedIn login(AccountAsk.Login ask) {
        var known = credentials(ask.login());
        var hash = known.map(Credentials::passwordHash).orElse(null);
        if (!passwords.matches(ask.password(), hash) || known.isEmpty()) {
            throw ProblemException.of(Refusal.WRONG_PASSWORD);
        }
        var credentials = known.get();
        if (passwords.isWeak(credentials.passwordHash())) {
            accounts.replaceHash(database, credentials, passwords.hash(ask.password()));
        }
        return database.inTransaction(tx -> {
            var account = accounts.account(tx, credentials.user()).orElseThrow(Accounts::gone);
            var signedIn = signIns.begin(tx, account, ask.by(), ask.device());
            suspensions.requireNone(tx, account.id());
            return signedIn;
        });
    }

    private Optional<Credentials> credentials(String login) {
        try {
            return accounts.credentials(database, login);
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.INVALID) {
                return Optional.empty(); // no address that anybody could have
            }
            throw e;
        }
    }

    /**
     * Exchanges a refresh token, and the session lives on; see {@link RefreshTokens} for the rule. UNAUTHENTICATED
     * when that cannot be; if somebody else had exchanged it before, the session is over for both, and its sockets
     * close.
     */
    public SignedIn refresh(AccountAsk.Refresh ask) {
        var hash = RefreshTokens.hash(ask.refreshToken());
        var device = SignIns.device(ask.device() == null ? "" : ask.device());
        var exchange = database.inTransaction(tx -> exchange(tx, ask.by(), hash, device));
        var reused = exchange.reused();
        if (reused != null) { // told once it is committed: a transaction may be undone, and done again
            security.happened(
                    SecurityLog.Event.REFRESH_REUSED,
                    "user",
                    reused.user(),
                    "session",
                    reused.session(),
                    "address",
                    ask.by().address());
        }
        return Optional.ofNullable(exchange.signedIn()).orElseThrow(Accounts::ended);
    }

    /** What became of a refresh token: exchanged, or found to be used twice, or neither. */
    private record Exchange(@Nullable SignedIn signedIn, SessionStore.@Nullable Token reused) {
        static final Exchange REFUSED = new Exchange(null, null);
    }

    private Exchange exchange(Tx tx, Actor by, byte[] hash, String device) {
        var token = sessions.lock(tx, hash, device).orElse(null);
        if (token == null) {
            return Exchange.REFUSED;
        }
        return switch (RefreshTokens.standing(
                token.now(), token.live(), token.expiresAt(), token.usedAt(), token.sameDevice())) {
            case GOOD, REPEATED -> {
                var account = accounts.account(tx, token.user()).orElseThrow(Accounts::ended);
                sessions.use(tx, hash, device);
                sessions.prolong(tx, token.session(), by, sessionLife);
                var next = signIns.issue(tx, account, token.session());
                sessions.trim(tx, token.session(), RefreshTokens.MOST_UNUSED);
                yield new Exchange(next, null);
            }
            case REUSED -> {
                end(tx, Actor.NODE, token.session());
                yield new Exchange(null, token);
            }
            case ENDED -> Exchange.REFUSED;
        };
    }

    /** Ends the asker's session and the refresh token's; their sockets close. Ending what has ended is no mistake. */
    public Answer.Done logout(AccountAsk.Logout ask) {
        var token = ask.refreshToken();
        if (token == null) {
            Access.person(ask.by());
        }
        database.inTransaction(tx -> {
            var other = token == null
                    ? null
                    : sessions.sessionOf(tx, RefreshTokens.hash(token)).orElse(null);
            return end(tx, ask.by(), other);
        });
        return Answer.Done.DONE;
    }

    private List<SessionId> end(Tx tx, Actor by, @Nullable SessionId other) {
        var ended = sessions.revoke(tx, by, other);
        if (!ended.isEmpty()) {
            tx.tell(new SessionsRevoked(ended));
        }
        return ended;
    }

    /**
     * Which of these sessions are still signed in; INVALID if there are more than 1,000. Other requests wait for the
     * answer, so it is soon there or UNAVAILABLE.
     */
    public Answer.Alive alive(AccountAsk.Alive ask) {
        var asked = Texts.atMost("sessions", ask.sessions(), SESSIONS_ASKED);
        return new Answer.Alive(sessions.alive(database.within(LIVENESS), asked));
    }

    /** The asker's own account. */
    public Account me(AccountAsk.Me ask) {
        return accounts.account(database, Access.person(ask.by())).orElseThrow(Accounts::gone);
    }

    /** Changes the asker's profile; INVALID names every wrong field. A display name cannot be cleared. */
    public Account updateMe(AccountAsk.UpdateMe ask) {
        var user = Access.person(ask.by());
        var name = ask.displayName();
        Fields.check(
                () -> name == null ? "" : Texts.line("displayName", name, Registering.DISPLAY_NAME),
                () -> lines("bio", ask.bio(), BIO),
                () -> line("status", ask.status(), STATUS));
        var profile = new Profile(
                name == null ? null : Texts.line("displayName", name, Registering.DISPLAY_NAME),
                lines("bio", ask.bio(), BIO),
                line("status", ask.status(), STATUS));
        return database.inTransaction(tx -> accounts.update(tx, user, profile)).orElseThrow(Accounts::gone);
    }

    /** A person, as everyone who is signed in may see them. */
    public User person(AccountAsk.Person ask) {
        Access.person(ask.by());
        return accounts.user(database, ask.user()).orElseThrow(Accounts::unknown);
    }

    /** How available a person is, to those who share a server or a conversation with them; to others NOT_FOUND. */
    public Presence presenceOf(AccountAsk.PresenceOf ask) {
        var user = accounts.acquaintance(database, Access.person(ask.by()), ask.user())
                .orElseThrow(Accounts::unknown);
        return presences.of(user);
    }

    /** A person's last socket is gone; only nodes say so. */
    public Answer.Done seen(AccountAsk.Seen ask) {
        if (!ask.by().equals(Actor.NODE)) {
            throw ProblemException.of(Refusal.NODES_ONLY);
        }
        database.inTransaction(tx -> {
            accounts.seen(tx, ask.user());
            return ask.user();
        });
        return Answer.Done.DONE;
    }

    /**
     * Deletes sign-ins and refresh tokens that are over by time, in slices, so that nothing waits for it; to be called
     * now and then.
     *
     * @return how many rows went
     */
    public int sweep() {
        int swept = 0;
        int slice;
        do {
            slice = database.inTransaction(
                    tx -> sessions.sweepTokens(tx, SWEPT_AT_ONCE) + sessions.sweepSessions(tx, SWEPT_AT_ONCE));
            swept += slice;
        } while (slice >= SWEPT_AT_ONCE);
        return swept;
    }

    /** Null when the field is left as it is, and empty when it is cleared. */
    private static @Nullable String line(String field, @Nullable String value, int most) {
        return value == null || value.isBlank() ? blank(value) : Texts.line(field, value, most);
    }

    private static @Nullable String lines(String field, @Nullable String value, int most) {
        var text = Texts.linesOrNull(field, value, most);
        return text == null ? blank(value) : text;
    }

    private static @Nullable String blank(@Nullable String value) {
        return value == null ? null : "";
    }

    private static ProblemException gone() {
        return ProblemException.of(Refusal.ACCOUNT_GONE);
    }

    private static ProblemException ended() {
        return ProblemException.of(Refusal.SESSION_ENDED);
    }

    private static ProblemException unknown() {
        return ProblemException.of(Refusal.NO_SUCH_PERSON);
    }
}
