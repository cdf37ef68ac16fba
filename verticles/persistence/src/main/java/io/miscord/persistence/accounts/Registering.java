package io.miscord.persistence.accounts;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.accounts.AccountStore.Newcomer;
import io.miscord.persistence.servers.Joining;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.persistence.sql.UniqueViolation;
import io.miscord.platform.ProblemException;
import io.miscord.platform.ids.UuidV7;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an account is made: who may come, what is taken, and that a repetition makes none a second time. */
final class Registering {
    /** Characters of a display name. */
    static final int DISPLAY_NAME = 64;

    private static final List<Problem.FieldError> INVITE_NEEDED =
            List.of(Problem.FieldError.of("invite", Refusal.INVITE_NEEDED));

    private final Database database;
    private final Registrations registrations;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final SignIns signIns;
    private final Passwords passwords;
    private final Joining joining;
    private final Idempotency idempotency;

    Registering(
            Database database,
            Registrations registrations,
            AccountStore accounts,
            SessionStore sessions,
            SignIns signIns,
            Passwords passwords,
            Joining joining,
            Idempotency idempotency) {
        this.database = database;
        this.registrations = registrations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIns = signIns;
        this.passwords = passwords;
        this.joining = joining;
        this.idempotency = idempotency;
    }

    /** See {@link Accounts#register}. */
    SignedIn register(AccountAsk.Register ask) {
        Fields.check(
                () -> Emails.normalised(ask.email()),
                () -> Usernames.normalised(ask.username()),
                () -> Passwords.checked(ask.password()),
                () -> displayName(ask));
        var newcomer =
                new Newcomer(Emails.normalised(ask.email()), Usernames.normalised(ask.username()), displayName(ask));
        // Looked at before the hash is made too, so that a refusal costs no third of a second of a core.
        try {
            admit(database, newcomer, ask.invite(), !accounts.anybody(database));
            var hash = passwords.hash(ask.password());
            return database.inTransaction(tx -> enter(tx, ask, newcomer, hash));
        } catch (UniqueViolation faster) {
            return again(ask, newcomer)
                    .orElseThrow(() -> Fields.wrong(Problem.Kind.CONFLICT, AccountStore.taken(faster)));
        } catch (ProblemException refused) {
            return again(ask, newcomer).orElseThrow(() -> refused);
        }
    }

    private SignedIn enter(Tx tx, AccountAsk.Register ask, Newcomer newcomer, String hash) {
        boolean first = isFirst(tx);
        var invite = admit(tx, newcomer, ask.invite(), first);
        // Before any row is locked, as everybody does.
        invite.ifPresent(code -> joining.lock(tx, code));
        var account = accounts.insert(tx, new UserId(UuidV7.next()), newcomer, first, hash);
        tx.openStreams(List.of(StreamId.of(account.id())));
        invite.ifPresent(code -> use(tx, code, account.id()));
        var signedIn = signIns.begin(tx, account, ask.by(), ask.device());
        if (ask.nonce() != null) {
            idempotency.remember(tx, account.id(), ask.nonce(), newcomer, signedIn.session());
        }
        return signedIn;
    }

    /** Whoever takes the last use has it: the next one finds none left. */
    private void use(Tx tx, String code, UserId newcomer) {
        try {
            joining.join(tx, code, newcomer);
        } catch (ProblemException refused) {
            throw refused.problem().kind() == Problem.Kind.NOT_FOUND
                    ? Fields.wrong(Problem.Kind.FORBIDDEN, INVITE_NEEDED)
                    : refused;
        }
    }

    /**
     * The session of a registration that was carried out before, if this is the same one again. Tokens are not kept,
     * so it is given a further one.
     */
    private Optional<SignedIn> again(AccountAsk.Register ask, Newcomer newcomer) {
        var nonce = ask.nonce();
        var known = nonce == null
                ? null
                : accounts.credentials(database, newcomer.email()).orElse(null);
        if (nonce == null || known == null) {
            return Optional.empty();
        }
        var session = idempotency
                .remembered(database, known.user(), nonce, newcomer, SessionId.class)
                .orElse(null);
        if (session == null || !passwords.matches(ask.password(), known.passwordHash())) {
            return Optional.empty();
        }
        return database.inTransaction(tx -> sessions.isLive(tx, session)
                ? accounts.account(tx, known.user()).map(account -> signIns.issue(tx, account, session))
                : Optional.empty());
    }

    /** Two who find the instance empty take turns, and the second one finds the first one's account. */
    private boolean isFirst(Tx tx) {
        if (accounts.anybody(tx)) {
            return false;
        }
        accounts.lockFirst(tx);
        return !accounts.anybody(tx);
    }

    /** Refuses who may not come; otherwise the invite that they need, if they need one. */
    private Optional<String> admit(Queries queries, Newcomer newcomer, @Nullable String invite, boolean first) {
        var needed = first ? Optional.<String>empty() : neededInvite(queries, invite);
        var taken = accounts.taken(queries, newcomer);
        if (!taken.isEmpty()) {
            throw Fields.wrong(Problem.Kind.CONFLICT, taken);
        }
        return needed;
    }

    private Optional<String> neededInvite(Queries queries, @Nullable String invite) {
        return switch (registrations.mode(queries)) {
            case OPEN -> Optional.empty();
            case INVITE -> {
                if (invite == null || !joining.isOpen(queries, invite)) {
                    throw Fields.wrong(Problem.Kind.FORBIDDEN, INVITE_NEEDED);
                }
                yield Optional.of(invite);
            }
            case CLOSED -> throw ProblemException.of(Refusal.REGISTRATION_CLOSED);
        };
    }

    private static String displayName(AccountAsk.Register ask) {
        var name = ask.displayName();
        return name == null ? ask.username().strip() : Texts.line("displayName", name, DISPLAY_NAME);
    }
}
