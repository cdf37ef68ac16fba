package io.miscord.persistence.operator;

import io.miscord.contract.Actor;
import io.miscord.contract.Announcement;
import io.miscord.contract.Answer;
import io.miscord.contract.InstanceFigures;
import io.miscord.contract.ListedAccount;
import io.miscord.contract.ListedServer;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.OperatorEntry;
import io.miscord.contract.Refusal;
import io.miscord.contract.RegistrationRule;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.accounts.Registrations;
import io.miscord.persistence.accounts.Suspensions;
import io.miscord.persistence.servers.Servers;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Config;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What operators may do on the instance: the first account is one. They see who and what there is, and nothing that is
 * said. Methods wait: they belong on a virtual thread. One a node.
 */
public final class Operators {
    private static final int LONGEST_SEARCH = 100;

    private final Database database;
    private final Servers servers;
    private final Registrations registrations;
    private final Announcements announcements;
    private final Suspensions suspensions = new Suspensions();
    private final OperatorLog log = new OperatorLog();
    private final AccountListStore accounts = new AccountListStore();
    private final InstanceStore store = new InstanceStore();

    /** Rules of operators on this database. */
    public Operators(
            Database database,
            Servers servers,
            Idempotency idempotency,
            Config.Registration registration,
            InstantSource clock) {
        this.database = database;
        this.servers = servers;
        this.registrations = new Registrations(registration);
        this.announcements = new Announcements(idempotency, log, clock);
    }

    /** Answers what is asked of the instance. */
    public Answer answer(OperatorAsk<?> asked) {
        return switch (asked) {
            case OperatorAsk.Permitted ask -> permitted(ask);
            case OperatorAsk.Figures ask -> figures(ask);
            case OperatorAsk.People ask -> people(ask);
            case OperatorAsk.Suspend ask -> suspend(ask);
            case OperatorAsk.Lift ask -> lift(ask);
            case OperatorAsk.Servers ask -> servers(ask);
            case OperatorAsk.DeleteServer ask -> deleteServer(ask);
            case OperatorAsk.ReadRegistration ask -> registration(ask);
            case OperatorAsk.SetRegistration ask -> setRegistration(ask);
            case OperatorAsk.Announcements ask -> announcements(ask);
            case OperatorAsk.Announce ask -> announce(ask);
            case OperatorAsk.EndAnnouncement ask -> endAnnouncement(ask);
            case OperatorAsk.Current ask -> current(ask);
            case OperatorAsk.Log ask -> log(ask);
        };
    }

    private Answer.Done permitted(OperatorAsk.Permitted ask) {
        operator(database, ask.by());
        return Answer.Done.DONE;
    }

    private InstanceFigures figures(OperatorAsk.Figures ask) {
        operator(database, ask.by());
        return store.figures(database);
    }

    private Answer.Listing<ListedAccount> people(OperatorAsk.People ask) {
        operator(database, ask.by());
        int limit = Page.limit(ask.limit());
        var before = Objects.requireNonNullElse(Cursor.id(ask.cursor()), Cursor.LAST);
        var found = accounts.page(database, beginning(ask.search()), ask.suspended(), before, limit + 1);
        return Page.cut(found, limit, account -> account.id().toString());
    }

    private ListedAccount suspend(OperatorAsk.Suspend ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            var by = operator(tx, ask.by());
            var account = account(tx, ask.user());
            if (account.operator()) {
                throw ProblemException.of(Refusal.OPERATOR_STAYS);
            }
            suspensions.begin(tx, account.id(), reason, by);
            log.write(tx, by, OperatorAct.PERSON_SUSPEND, account.id().value(), account.username(), reason);
            return account(tx, account.id());
        });
    }

    private ListedAccount lift(OperatorAsk.Lift ask) {
        return database.inTransaction(tx -> {
            var by = operator(tx, ask.by());
            var account = account(tx, ask.user());
            if (suspensions.lift(tx, account.id())) {
                log.write(tx, by, OperatorAct.PERSON_LIFT, account.id().value(), account.username(), null);
            }
            return account(tx, account.id());
        });
    }

    private ListedAccount account(Queries queries, UserId user) {
        return accounts.one(queries, user).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_PERSON));
    }

    private Answer.Listing<ListedServer> servers(OperatorAsk.Servers ask) {
        operator(database, ask.by());
        int limit = Page.limit(ask.limit());
        var before = Objects.requireNonNullElse(Cursor.id(ask.cursor()), Cursor.LAST);
        var found = store.page(database, beginning(ask.search()), before, limit + 1);
        return Page.cut(found, limit, server -> server.id().toString());
    }

    private Answer.Done deleteServer(OperatorAsk.DeleteServer ask) {
        return database.inTransaction(tx -> {
            var by = operator(tx, ask.by());
            var name = store.name(tx, ask.server()).orElse(null);
            servers.deleteAny(tx, ask.server());
            log.write(tx, by, OperatorAct.SERVER_DELETE, ask.server().value(), name, null);
            return Answer.Done.DONE;
        });
    }

    private RegistrationRule registration(OperatorAsk.ReadRegistration ask) {
        operator(database, ask.by());
        return rule(database);
    }

    private RegistrationRule setRegistration(OperatorAsk.SetRegistration ask) {
        return database.inTransaction(tx -> {
            var by = operator(tx, ask.by());
            boolean changes = registrations.mode(tx) != ask.mode();
            registrations.set(tx, ask.mode()); // also where it is as configured: then it stays when that changes
            if (changes) {
                var mode = ask.mode().name().toLowerCase(Locale.ROOT);
                log.write(tx, by, OperatorAct.REGISTRATION_SET, null, null, mode);
            }
            return rule(tx);
        });
    }

    private RegistrationRule rule(Queries queries) {
        return new RegistrationRule(registrations.mode(queries), registrations.configured());
    }

    private Answer.Listing<Announcement> announcements(OperatorAsk.Announcements ask) {
        operator(database, ask.by());
        return announcements.page(database, ask);
    }

    private Announcement announce(OperatorAsk.Announce ask) {
        return database.inTransaction(tx -> announcements.announce(tx, operator(tx, ask.by()), ask));
    }

    private Answer.Done endAnnouncement(OperatorAsk.EndAnnouncement ask) {
        return database.inTransaction(tx -> announcements.end(tx, operator(tx, ask.by()), ask.announcement()));
    }

    private Answer.Listing<Announcement> current(OperatorAsk.Current ask) {
        Access.person(ask.by());
        return announcements.current(database);
    }

    private Answer.Listing<OperatorEntry> log(OperatorAsk.Log ask) {
        operator(database, ask.by());
        return log.page(database, ask);
    }

    /** Who asks, if they are one. */
    private UserId operator(Queries queries, Actor by) {
        var user = Access.person(by);
        if (!accounts.isOperator(queries, user)) {
            throw ProblemException.of(Refusal.OPERATOR_ONLY);
        }
        return user;
    }

    private static @Nullable String beginning(@Nullable String search) {
        return search == null || search.isBlank() ? null : Texts.line("search", search, LONGEST_SEARCH);
    }
}
