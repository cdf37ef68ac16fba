package io.miscord.persistence.accounts;

import io.miscord.contract.Account;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.EphemeralEvent.SessionsRevoked;
import io.miscord.contract.Presence;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.contract.StreamId;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.accounts.AccountStore.Credentials;
import io.miscord.persistence.accounts.AccountStore.Newcomer;
import io.miscord.persistence.accounts.AccountStore.Profile;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.persistence.sql.UniqueViolation;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.presence.PresenceStore;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and sign-ins: the rules. A method for each ask; all of them wait for PostgreSQL and refuse with a
 * {@link ProblemException}, so they belong on a virtual thread. One per node, safe on any.
 *
 * <p>How often an address may register and how often a sign-in may fail is counted at the edge.
 */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final List<Problem.FieldError> INVITE_NEEDED =
            List.of(new Problem.FieldError("invite", "a valid one is needed to make an account here"));
    private static final int DISPLAY_NAME = 64;
    private static final int BIO = 500;
    private static final int STATUS = 128;
    private static final int DEVICE = 200;
    private static final int SESSIONS_ASKED = 1_000;
    private static final Duration LIVENESS = Duration.ofSeconds(1);
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Database database;
    private final Config.Registration registration;
    private final Duration sessionLife;
    private final PresenceStore presence;
    private final Passwords passwords;
    private final RefreshTokens tokens = new RefreshTokens(new SecureRandom());
    private final AccountStore accounts = new AccountStore();
    private final SessionStore sessions = new SessionStore();

    /**
     * @param hashing the worker threads that hash passwords; whoever made them closes them
     * @param threads how many they are
     */
    public Accounts(
            Database database,
            Config.Auth auth,
            Config.Registration registration,
            PresenceStore presence,
            WorkerExecutor hashing,
            int threads) {
        this.database = database;
        this.registration = registration;
        this.sessionLife = auth.refreshTokenTtl();
        this.presence = presence;
        this.passwords = new Passwords(hashing, threads, auth.bcryptCost(), System::nanoTime);
    }

    /** The answer to any ask of the family. */
    public Answer answer(AccountAsk<?> ask) {
        return switch (ask) {
            case AccountAsk.Register register -> register(register);
            case AccountAsk.Login login -> login(login);
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
     * is closed or the invite is no good. An invite is looked at, not used up: that happens when its server is joined.
     * Asking again after an answer that was lost is a CONFLICT, and signing in works.
     */
    public SignedIn register(AccountAsk.Register ask) {
        Fields.check(
                () -> Emails.normalised(ask.email()),
                () -> Usernames.normalised(ask.username()),
                () -> Passwords.checked(ask.password()),
                () -> displayName(ask));
        var newcomer =
                new Newcomer(Emails.normalised(ask.email()), Usernames.normalised(ask.username()), displayName(ask));
        // Looked at before the hash is made too, so that a refusal costs no third of a second of a core.
        admit(database, newcomer, ask.invite(), !accounts.anybody(database));
        var hash = passwords.hash(ask.password());
        try {
            return database.inTransaction(tx -> enter(tx, ask, newcomer, hash));
        } catch (UniqueViolation faster) {
            throw Fields.wrong(Problem.Kind.CONFLICT, AccountStore.taken(faster));
        }
    }

    private SignedIn enter(Tx tx, AccountAsk.Register ask, Newcomer newcomer, String hash) {
        boolean first = isFirst(tx);
        admit(tx, newcomer, ask.invite(), first);
        var account = accounts.insert(tx, new UserId(UuidV7.next()), newcomer, first, hash);
        tx.openStreams(List.of(StreamId.of(account.id())));
        return signIn(tx, account, ask.by(), ask.device());
    }

    /** Two who find the instance empty take turns, and the second one finds the first one's account. */
    private boolean isFirst(Tx tx) {
        if (accounts.anybody(tx)) {
            return false;
        }
        accounts.lockFirst(tx);
        return !accounts.anybody(tx);
    }

    private void admit(Queries queries, Newcomer newcomer, @Nullable String invite, boolean first) {
        if (!first) {
            switch (registration.mode()) {
                case OPEN -> {}
                case INVITE -> {
                    if (invite == null || !accounts.isInvited(queries, invite)) {
                        throw Fields.wrong(Problem.Kind.FORBIDDEN, INVITE_NEEDED);
                    }
                }
                case CLOSED -> throw ProblemException.of(Problem.Kind.FORBIDDEN, "No new accounts can be made here.");
            }
        }
        var taken = accounts.taken(queries, newcomer);
        if (!taken.isEmpty()) {
            throw Fields.wrong(Problem.Kind.CONFLICT, taken);
        }
    }

    /** Signs in. Who is unknown and who has another password are answered alike, and as late: UNAUTHENTICATED. */
    public SignedIn login(AccountAsk.Login ask) {
        var known = credentials(ask.login());
        var hash = known.map(Credentials::passwordHash).orElse(null);
        if (!passwords.matches(ask.password(), hash) || known.isEmpty()) {
            throw ProblemException.of(Problem.Kind.UNAUTHENTICATED, "No account has this name and password.");
        }
        var credentials = known.get();
        if (passwords.isWeak(credentials.passwordHash())) {
            accounts.replaceHash(database, credentials, passwords.hash(ask.password()));
        }
        return database.inTransaction(tx -> {
            var account = accounts.account(tx, credentials.user()).orElseThrow(Accounts::gone);
            return signIn(tx, account, ask.by(), ask.device());
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

    private SignedIn signIn(Tx tx, Account account, Actor by, String device) {
        var session = new SessionId(UuidV7.next());
        sessions.insert(tx, session, account.id(), shortened(device), by, sessionLife);
        return issued(tx, account, session);
    }

    private SignedIn issued(Tx tx, Account account, SessionId session) {
        var token = tokens.next();
        sessions.insertToken(tx, RefreshTokens.hash(token), session, sessionLife);
        return new SignedIn(account, session, token);
    }

    /**
     * Exchanges a refresh token, and the session lives on; see {@link RefreshTokens} for the rule. UNAUTHENTICATED
     * when that cannot be; if somebody else had exchanged it before, the session is over for both, and its sockets
     * close.
     */
    public SignedIn refresh(AccountAsk.Refresh ask) {
        var hash = RefreshTokens.hash(ask.refreshToken());
        return database.inTransaction(tx -> exchange(tx, ask.by(), hash)).orElseThrow(Accounts::ended);
    }

    private Optional<SignedIn> exchange(Tx tx, Actor by, byte[] hash) {
        var token = sessions.lock(tx, hash).orElse(null);
        if (token == null) {
            return Optional.empty();
        }
        return switch (RefreshTokens.standing(token.now(), token.live(), token.expiresAt(), token.usedAt())) {
            case GOOD, REPEATED -> {
                var account = accounts.account(tx, token.user()).orElseThrow(Accounts::ended);
                sessions.use(tx, hash);
                sessions.prolong(tx, token.session(), by, sessionLife);
                var next = issued(tx, account, token.session());
                sessions.trim(tx, token.session(), RefreshTokens.MOST_UNUSED);
                yield Optional.of(next);
            }
            case REUSED -> {
                LOG.warn(
                        "refresh token used twice, session ended session={} user={} address={}",
                        token.session(),
                        token.user(),
                        by.address());
                end(tx, Actor.NODE, token.session());
                yield Optional.empty();
            }
            case ENDED -> Optional.empty();
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
                () -> name == null ? "" : Texts.line("displayName", name, DISPLAY_NAME),
                () -> lines("bio", ask.bio(), BIO),
                () -> line("status", ask.status(), STATUS));
        var profile = new Profile(
                name == null ? null : Texts.line("displayName", name, DISPLAY_NAME),
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
        var state = presence.get(List.of(user.id())).await().getOrDefault(user.id(), PresenceStore.State.OFFLINE);
        return state.status() == PresenceStatus.INVISIBLE
                ? new Presence(user.id(), PresenceStatus.OFFLINE, null, user.lastSeen())
                : new Presence(user.id(), state.status(), state.text(), user.lastSeen());
    }

    /** A person's last socket is gone; only nodes say so. */
    public Answer.Done seen(AccountAsk.Seen ask) {
        if (!ask.by().equals(Actor.NODE)) {
            throw ProblemException.of(Problem.Kind.FORBIDDEN, "Only nodes say who was seen.");
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

    private static String displayName(AccountAsk.Register ask) {
        var name = ask.displayName();
        return name == null ? ask.username().strip() : Texts.line("displayName", name, DISPLAY_NAME);
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

    /** A user agent is whatever its sender likes: one short line of it is kept. */
    private static String shortened(String device) {
        var line = device.replaceAll("\\p{Cntrl}|\\p{Cs}", " ").strip();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(DEVICE, line.codePointCount(0, line.length()))));
    }

    private static ProblemException gone() {
        return ProblemException.of(Problem.Kind.UNAUTHENTICATED, "This account is no longer there.");
    }

    private static ProblemException ended() {
        return ProblemException.of(Problem.Kind.UNAUTHENTICATED, "This sign-in has ended. Sign in again.");
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("person"));
    }
}
