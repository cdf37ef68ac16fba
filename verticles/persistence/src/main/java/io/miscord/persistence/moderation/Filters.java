package io.miscord.persistence.moderation;

import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.MessageId;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerId;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.Recent;
import io.miscord.persistence.sql.Queries;
import io.miscord.platform.ProblemException;
import java.io.Serial;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The word filter at work: every text of a message goes through it before it is stored. Rules are kept by server under
 * the access version that they were read with; a change of them raises it, so a text is stored under the rules that
 * hold then. Who may manage the server is not bound. One a node, safe on any thread; methods wait, so they belong on a
 * virtual one.
 */
public final class Filters {
    /** Servers whose rules are kept: some hundred kilobytes each at worst. With more of them rules are read anew. */
    private static final int KEPT = 128;
    /** Servers of which is kept that they have no rules. */
    private static final int KEPT_WITHOUT = 20_000;

    private final BiConsumer<Grant, FilterRule> mute;
    private final FilterStore store = new FilterStore();
    private final ReportStore reports = new ReportStore();
    private final Recent<ServerId, Kept> kept = new Recent<>(KEPT);
    private final Recent<ServerId, Long> without = new Recent<>(KEPT_WITHOUT);

    /**
     * A filter.
     *
     * @param mute mutes whoever holds a grant because of a rule, in a transaction of its own
     */
    public Filters(BiConsumer<Grant, FilterRule> mute) {
        this.mute = mute;
    }

    private record Kept(long version, WordFilter filter) {}

    /** That a rule does not let a text through. What it does besides is done by {@link #settle}. */
    public static final class Caught extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Grant grant;
        private final transient FilterRule rule;

        private Caught(Grant grant, FilterRule rule) {
            super(rule.name(), null, false, false);
            this.grant = grant;
            this.rule = rule;
        }
    }

    /**
     * Looks a text up that whoever holds the grant wants to be read.
     *
     * @return the rule by which it is to be reported once it is there, if there is one
     * @throws Caught when it may not be there; to be settled outside of any transaction
     */
    public Optional<FilterRule> check(Queries queries, Grant grant, String text) {
        var server = grant.channel().serverId();
        if (server == null || grant.permissions().has(Permission.MANAGE_SERVER)) {
            return Optional.empty();
        }
        var rule = filter(queries, server, grant.version()).strictest(text, grant.roles());
        if (rule.isPresent() && rule.get().action() != FilterAction.REPORT) {
            throw new Caught(grant, rule.get());
        }
        return rule;
    }

    /** Mutes where the rule says so; returns what the author is told. */
    public ProblemException settle(Caught caught) {
        if (caught.rule.action() == FilterAction.MUTE) {
            mute.accept(caught.grant, caught.rule);
        }
        return ProblemException.of(Refusal.FILTERED, caught.rule.name());
    }

    /** Like {@link #check} and {@link #settle}, outside of any transaction. */
    public Optional<FilterRule> pass(Queries queries, Grant grant, String text) {
        try {
            return check(queries, grant, text);
        } catch (Caught caught) {
            throw settle(caught);
        }
    }

    /** Reports a message that is there because of a rule; a second time only once the first report is closed. */
    public void report(Queries queries, MessageId message, FilterRule rule) {
        reports.insertOfFilter(queries, message, rule.name());
    }

    /** Forgets all rules: versions are those of another history. */
    public void forget() {
        kept.clear();
        without.clear();
    }

    private WordFilter filter(Queries queries, ServerId server, long version) {
        var empty = without.get(server);
        if (empty != null && empty >= version) {
            return WordFilter.NONE;
        }
        var known = kept.get(server);
        if (known != null && known.version >= version) {
            return known.filter;
        }
        var rules = store.asOf(queries, server);
        if (rules.rules().isEmpty()) {
            without.put(server, rules.version());
            return WordFilter.NONE;
        }
        var filter = WordFilter.of(rules.rules());
        kept.put(server, new Kept(rules.version(), filter));
        return filter;
    }
}
