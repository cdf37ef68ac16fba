package io.miscord.persistence.moderation;

import io.miscord.contract.Answer;
import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Moved;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import io.miscord.platform.ids.UuidV7;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of servers' word filters. A change of one raises the access version, so that no node stores a message by
 * the rules before; nobody's sight moves by it. Methods wait: they belong on a virtual thread.
 */
final class FilterRules {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_WORDS = 100;
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_MUTE_SECONDS = 28 * 24 * 3_600;
    private static final int MOST_EXEMPT = 100;

    private final Database database;
    private final Access access;
    private final Idempotency idempotency;
    private final AuditLog audit;
    private final Limits limits;
    private final FilterStore store = new FilterStore();

    FilterRules(Database database, Access access, Idempotency idempotency, AuditLog audit, Limits limits) {
        this.database = database;
        this.access = access;
        this.idempotency = idempotency;
        this.audit = audit;
        this.limits = limits;
    }

    /** The rules of a server, by name. */
    Answer.Listing<FilterRule> of(ModerationAsk.Rules ask) {
        access.server(database, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
        return new Answer.Listing<>(store.of(database, ask.server()), null);
    }

    /** A new rule. */
    FilterRule create(ModerationAsk.CreateRule ask) {
        var rule = checked(new FilterRule(
                new FilterRuleId(UuidV7.next()),
                ask.server(),
                ask.name(),
                ask.words(),
                ask.action(),
                ask.muteSeconds(),
                ask.exemptRoles()));
        var reason = Texts.reason(ask.reason());
        var content = Arrays.asList(
                ask.server(), rule.name(), rule.words(), rule.action(), rule.muteSeconds(), rule.exemptRoles());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            return idempotency.once(tx, grant.user(), ask.nonce(), content, FilterRule.class, () -> {
                if (store.of(tx, ask.server()).size() >= limits.filterRulesPerServer()) {
                    throw ProblemException.of(Refusal.TOO_MANY_RULES, limits.filterRulesPerServer());
                }
                requireRoles(tx, ask.server(), rule.exemptRoles());
                store.put(tx, rule);
                changed(tx, grant, Act.FILTER_RULE_CREATE, null, rule, reason);
                return rule;
            });
        });
    }

    /** Changes a rule. */
    FilterRule update(ModerationAsk.UpdateRule ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            var before = find(tx, ask.server(), ask.rule());
            var after = checked(new FilterRule(
                    before.id(),
                    before.serverId(),
                    ask.name() == null ? before.name() : ask.name(),
                    ask.words() == null ? before.words() : ask.words(),
                    ask.action() == null ? before.action() : ask.action(),
                    ask.muteSeconds() == null ? before.muteSeconds() : ask.muteSeconds(),
                    ask.exemptRoles() == null ? before.exemptRoles() : ask.exemptRoles()));
            if (ask.exemptRoles() != null) {
                requireRoles(tx, ask.server(), after.exemptRoles());
            }
            if (!after.equals(before)) {
                store.put(tx, after);
                changed(tx, grant, Act.FILTER_RULE_UPDATE, before, after, reason);
            }
            return after;
        });
    }

    /** Deletes a rule. */
    Answer.Done delete(ModerationAsk.DeleteRule ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            var grant = access.serverToChange(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            var rule = find(tx, ask.server(), ask.rule());
            store.delete(tx, rule.id());
            changed(tx, grant, Act.FILTER_RULE_DELETE, rule, null, reason);
            return Answer.Done.DONE;
        });
    }

    private FilterRule find(Tx tx, ServerId server, FilterRuleId rule) {
        return store.find(tx, server, rule).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_RULE));
    }

    private void requireRoles(Tx tx, ServerId server, List<RoleId> roles) {
        if (store.countRoles(tx, server, roles) < roles.size()) {
            throw ProblemException.of(Refusal.NO_SUCH_ROLE);
        }
    }

    private void changed(
            Tx tx,
            ServerGrant grant,
            Act act,
            @Nullable FilterRule before,
            @Nullable FilterRule after,
            @Nullable String reason) {
        Moved.NOBODY.tell(tx, grant.server().id());
        var id = before == null ? after == null ? null : after.id() : before.id();
        var deed = id == null ? Deed.of(grant, act) : Deed.of(grant, act).to(id);
        audit.write(tx, deed.because(reason).changing(described(before), described(after)));
    }

    /** The rule as it is stored: each word once, no length of a mute where nobody is muted. */
    private static FilterRule checked(FilterRule rule) {
        var words = Texts.atMost("words", rule.words(), MOST_WORDS).stream()
                .map(word -> Texts.line("words", word, LONGEST_WORD))
                .distinct()
                .toList();
        if (words.isEmpty()) {
            throw ProblemException.invalid("words", Refusal.TOO_FEW, 1);
        }
        if (!words.stream().allMatch(WordFilter::canBeFound)) {
            throw ProblemException.invalid("words", Refusal.WRONG_CHARACTERS);
        }
        var exempt = Texts.atMost("exemptRoles", rule.exemptRoles(), MOST_EXEMPT);
        boolean mutes = rule.action() == FilterAction.MUTE;
        return new FilterRule(
                rule.id(),
                rule.serverId(),
                Texts.line("name", rule.name(), LONGEST_NAME),
                words,
                rule.action(),
                mutes ? Texts.within("muteSeconds", rule.muteSeconds(), 1, LONGEST_MUTE_SECONDS) : 0,
                exempt.stream().distinct().toList());
    }

    /** What the audit log keeps of a rule. */
    private static @Nullable Map<String, ?> described(@Nullable FilterRule rule) {
        if (rule == null) {
            return null;
        }
        var described = new HashMap<String, Object>();
        described.put("name", rule.name());
        described.put("words", rule.words());
        described.put("action", rule.action());
        described.put("muteSeconds", rule.muteSeconds());
        described.put("exemptRoles", rule.exemptRoles());
        return described;
    }
}
