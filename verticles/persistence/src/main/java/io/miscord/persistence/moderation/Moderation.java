package io.miscord.persistence.moderation;

import io.miscord.contract.Answer;
import io.miscord.contract.Ban;
import io.miscord.contract.FilterRule;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.Member;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.access.Standing;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.servers.Joining;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is taken out of a server, kept out, or silenced there. Everything here holds the server's access lock alone, so
 * that nobody joins, writes or gains a role meanwhile. Methods wait: they belong on a virtual thread. One a node.
 */
public final class Moderation {
    private static final int LONGEST_BAN_SECONDS = 10 * 365 * 24 * 3_600;
    private static final int LONGEST_PURGE_SECONDS = 7 * 24 * 3_600;
    private static final int LONGEST_MUTE_DAYS = 365;

    private final Database database;
    private final Access access;
    private final Joining joining;
    private final AuditLog audit;
    private final Removals removals;
    private final FilterRules rules;
    private final Reports reports;
    private final CallOrder inCall;
    private final InstantSource clock;
    private final Standing standing = new Standing();
    private final ModerationStore store = new ModerationStore();

    /** Rules of moderation on this database. */
    public Moderation(
            Database database,
            Access access,
            Channels channels,
            Joining joining,
            Idempotency idempotency,
            AuditLog audit,
            Limits limits,
            Removals removals,
            InstantSource clock) {
        this.database = database;
        this.access = access;
        this.joining = joining;
        this.audit = audit;
        this.removals = removals;
        this.rules = new FilterRules(database, access, idempotency, audit, limits);
        this.reports = new Reports(database, access, channels, audit);
        this.inCall = new CallOrder(database, access, audit);
        this.clock = clock;
    }

    /** What removes messages that somebody wrote in a server since a time, once a transaction is committed. */
    @FunctionalInterface
    public interface Removals {
        /** Starts it. */
        void start(Tx tx, ServerId server, UserId author, Instant since);
    }

    /** Answers what is asked about moderation. */
    public Answer answer(ModerationAsk<?> asked) {
        return switch (asked) {
            case ModerationAsk.Kick ask -> kick(ask);
            case ModerationAsk.Ban ask -> ban(ask);
            case ModerationAsk.Unban ask -> unban(ask);
            case ModerationAsk.Bans ask -> bans(ask);
            case ModerationAsk.Mute ask -> mute(ask);
            case ModerationAsk.Unmute ask -> unmute(ask);
            case ModerationAsk.ActInCall ask -> inCall.act(ask);
            case ModerationAsk.Audit ask -> audit.page(ask);
            case ModerationAsk.Rules ask -> rules.of(ask);
            case ModerationAsk.CreateRule ask -> rules.create(ask);
            case ModerationAsk.UpdateRule ask -> rules.update(ask);
            case ModerationAsk.DeleteRule ask -> rules.delete(ask);
            case ModerationAsk.Report ask -> reports.report(ask);
            case ModerationAsk.Reports ask -> reports.page(ask);
            case ModerationAsk.CloseReport ask -> reports.close(ask);
        };
    }

    private Answer.Done kick(ModerationAsk.Kick ask) {
        var reason = Texts.reason(ask.reason());
        var logged = logged(reason, ask.auditReason());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.KICK_MEMBERS);
            var member = member(tx, grant, ask.user());
            joining.remove(tx, ask.server(), ask.user(), LeaveReason.KICKED, reason);
            audit.write(
                    tx,
                    Deed.of(grant, Act.MEMBER_KICK)
                            .to(ask.user())
                            .because(logged)
                            .changing(membership(member), null));
            return Answer.Done.DONE;
        });
    }

    private Ban ban(ModerationAsk.Ban ask) {
        var reason = Texts.reason(ask.reason());
        var logged = logged(reason, ask.auditReason());
        if (ask.expiresIn() != null) {
            Texts.within("expiresIn", ask.expiresIn(), 1, LONGEST_BAN_SECONDS);
        }
        var purge = ask.purge() == null ? 0 : Texts.within("purge", ask.purge(), 0, LONGEST_PURGE_SECONDS);
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.BAN_MEMBERS);
            var member = find(tx, grant, ask.user());
            if (member.isEmpty() && !store.isThere(tx, ask.user())) {
                throw ProblemException.of(Refusal.NO_SUCH_PERSON);
            }
            var before = store.find(tx, ask.server(), ask.user());
            store.ban(tx, ask.server(), ask.user(), grant.user(), reason, ask.expiresIn());
            if (member.isPresent()) {
                joining.remove(tx, ask.server(), ask.user(), LeaveReason.BANNED, reason);
            }
            if (purge > 0) {
                removals.start(tx, ask.server(), ask.user(), clock.instant().minusSeconds(purge));
            }
            var now = store.find(tx, ask.server(), ask.user()).orElseThrow();
            var after = terms(now);
            after.put("purge", purge);
            audit.write(
                    tx,
                    Deed.of(grant, Act.MEMBER_BAN)
                            .to(ask.user())
                            .because(logged)
                            .changing(before.map(Moderation::terms).orElse(null), after));
            return now;
        });
    }

    private Answer.Done unban(ModerationAsk.Unban ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.BAN_MEMBERS);
            var ban = store.find(tx, ask.server(), ask.user())
                    .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_BAN));
            store.unban(tx, ask.server(), ask.user());
            audit.write(
                    tx,
                    Deed.of(grant, Act.MEMBER_UNBAN)
                            .to(ask.user())
                            .because(reason)
                            .changing(terms(ban), null));
            return Answer.Done.DONE;
        });
    }

    private Answer.Listing<Ban> bans(ModerationAsk.Bans ask) {
        int limit = Page.limit(ask.limit());
        var after = BanPlace.of(ask.cursor());
        access.server(database, ask.by(), ask.server()).require(Permission.BAN_MEMBERS);
        return Page.cut(store.page(database, ask.server(), after, limit + 1), limit, BanPlace::after);
    }

    private Member mute(ModerationAsk.Mute ask) {
        var reason = Texts.reason(ask.reason());
        var until = ask.until().truncatedTo(ChronoUnit.MILLIS);
        var now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(Duration.ofDays(LONGEST_MUTE_DAYS)))) {
            throw ProblemException.invalid("until", Refusal.NOT_AHEAD, LONGEST_MUTE_DAYS);
        }
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MUTE_MEMBERS);
            var before = member(tx, grant, ask.user());
            requireOwnOrLower(tx, grant, ask.user());
            store.mute(tx, ask.server(), ask.user(), until, grant.user(), reason);
            var after = joining.changed(tx, ask.server(), ask.user(), Moved.NOBODY);
            audit.write(
                    tx,
                    Deed.of(grant, Act.MEMBER_MUTE)
                            .to(ask.user())
                            .because(reason)
                            .changing(muted(before.mutedUntil()), muted(until)));
            return after;
        });
    }

    /** Mutes whoever holds the grant because of a rule of the word filter, if they are there and not muted already. */
    public void mute(Grant held, FilterRule rule) {
        var server = rule.serverId();
        var until = clock.instant().plusSeconds(rule.muteSeconds()).truncatedTo(ChronoUnit.MILLIS);
        database.inTransaction(tx -> {
            tx.changeAccess(held.domain());
            var before = joining.member(tx, server, held.user());
            if (before.isPresent() && before.get().mutedUntil() == null && !owns(tx, held.user(), server)) {
                store.mute(tx, server, held.user(), until, null, rule.name());
                joining.changed(tx, server, held.user(), Moved.NOBODY);
                audit.write(
                        tx,
                        Deed.ofFilter(server, Act.MEMBER_MUTE)
                                .to(held.user())
                                .in(held.channel().id())
                                .because(rule.name())
                                .changing(null, muted(until)));
            }
            return before;
        });
    }

    private Answer.Done unmute(ModerationAsk.Unmute ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MUTE_MEMBERS);
            member(tx, grant, ask.user());
            requireOwnOrLower(tx, grant, ask.user());
            store.unmute(tx, ask.server(), ask.user()).ifPresent(until -> {
                joining.changed(tx, ask.server(), ask.user(), Moved.NOBODY);
                audit.write(
                        tx,
                        Deed.of(grant, Act.MEMBER_UNMUTE)
                                .to(ask.user())
                                .because(reason)
                                .changing(muted(until), null));
            });
            return Answer.Done.DONE;
        });
    }

    /** Whether it is theirs by now: what the filter knows of them may be a moment old. */
    private boolean owns(Tx tx, UserId user, ServerId server) {
        return access.serverOf(tx, user, server).isOwner();
    }

    /** A member whom whoever holds the grant may act on; refused otherwise. */
    private Member member(Tx tx, ServerGrant grant, UserId user) {
        return find(tx, grant, user).orElseThrow(() -> ProblemException.of(Refusal.NOT_A_MEMBER));
    }

    /** Somebody whom whoever holds the grant may act on; none for who is no member, who stands above nobody. */
    private Optional<Member> find(Tx tx, ServerGrant grant, UserId user) {
        if (user.equals(grant.user())) {
            throw ProblemException.of(Refusal.NOT_YOURSELF);
        }
        var server = grant.server().id();
        standing.actedOn(tx, server, grant.user(), grant.rank(), user);
        return joining.member(tx, server, user);
    }

    /** Refuses to change a mute that holds and that somebody higher has made. */
    private void requireOwnOrLower(Tx tx, ServerGrant grant, UserId user) {
        var server = grant.server().id();
        store.mutedBy(tx, server, user).ifPresent(by -> standing.requireNotAbove(tx, server, grant.rank(), by));
    }

    /** What the log says: why they are told that it is done, or else why it is done. */
    private static @Nullable String logged(@Nullable String told, @Nullable String auditReason) {
        var reason = Texts.reason(auditReason);
        return told == null ? reason : told;
    }

    /** What is lost by leaving. */
    private static Map<String, ?> membership(Member member) {
        var lost = new HashMap<String, @Nullable Object>();
        lost.put("nickname", member.nickname());
        lost.put("roles", member.roles());
        lost.put("joinedAt", member.joinedAt());
        return lost;
    }

    private static Map<String, @Nullable Object> terms(Ban ban) {
        var terms = new HashMap<String, @Nullable Object>();
        terms.put("reason", ban.reason());
        terms.put("expiresAt", ban.expiresAt());
        return terms;
    }

    private static @Nullable Map<String, ?> muted(@Nullable Instant until) {
        return until == null ? null : Map.of("mutedUntil", until);
    }
}
