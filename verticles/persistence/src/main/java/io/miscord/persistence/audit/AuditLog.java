package io.miscord.persistence.audit;

import io.miscord.contract.Answer;
import io.miscord.contract.AuditEntry;
import io.miscord.contract.Channel;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.ServerId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.access.Sight;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ids.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** The audit log of servers. Methods wait: they belong on a virtual thread. One a node. */
public final class AuditLog {
    private static final int LONGEST_TEXT = 100;
    private static final int LONGEST_ACT = 64;
    /** Entries among which a page looks for those to show; the next page goes on from there. */
    private static final int SEARCHED = 2_000;

    private final Database database;
    private final Access access;
    private final BiFunction<Queries, ServerId, List<Channel>> channels;
    private final Duration keep;
    private final InstantSource clock;
    private final AuditStore store = new AuditStore();

    /**
     * The log in this database.
     *
     * @param channels what reads the channels of a server
     * @param keep how long an entry is kept
     */
    public AuditLog(
            Database database,
            Access access,
            BiFunction<Queries, ServerId, List<Channel>> channels,
            Duration keep,
            InstantSource clock) {
        this.database = database;
        this.access = access;
        this.channels = channels;
        this.keep = keep;
        this.clock = clock;
    }

    /** Writes down what is done in this transaction: with it, or not at all. */
    public void write(Tx tx, Deed deed) {
        store.insert(tx, UuidV7.next(), deed);
    }

    /** Removes some entries that are older than they are kept, the oldest first; answers how many. */
    public int forget(Tx tx, int limit) {
        return store.forget(tx, clock.instant().minus(keep), limit);
    }

    /** A page of what was done, newest first, as far as the asker sees what it was done to. */
    public Answer.Listing<AuditEntry> page(ModerationAsk.Audit ask) {
        int limit = Page.limit(ask.limit());
        var filter = checked(ask.filter());
        var before = Cursor.id(ask.cursor());
        return database.inSnapshot(queries -> {
            var grant = access.server(queries, ask.by(), ask.server()).require(Permission.VIEW_AUDIT_LOG);
            var reader = reader(queries, grant);
            if (filter.text() == null && reader.seesAll()) {
                return cut(store.page(queries, ask.server(), filter, before, limit + 1), limit);
            }
            var found = store.search(queries, ask.server(), filter, reader, before, SEARCHED, limit + 1);
            var page = cut(found.entries(), limit);
            var last = found.last();
            return page.next() != null || last == null ? page : new Answer.Listing<>(page.items(), last.toString());
        });
    }

    private AuditStore.Reader reader(Queries queries, ServerGrant grant) {
        var there = channels.apply(queries, grant.server().id());
        var seen = Sight.of(grant.member(), there).keySet();
        boolean manages = grant.permissions().has(Permission.MANAGE_SERVER);
        var hidden =
                there.stream().map(Channel::id).filter(id -> !seen.contains(id)).toList();
        return new AuditStore.Reader(manages, List.copyOf(seen), hidden);
    }

    private static Answer.Listing<AuditEntry> cut(List<AuditEntry> found, int limit) {
        return Page.cut(found, limit, entry -> entry.id().toString());
    }

    private static ModerationAsk.Filter checked(ModerationAsk.Filter filter) {
        var act = filter.act() == null ? null : Texts.line("act", filter.act(), LONGEST_ACT);
        var text = filter.text() == null ? null : Texts.line("q", filter.text(), LONGEST_TEXT);
        return new ModerationAsk.Filter(filter.actor(), act, filter.target(), filter.before(), filter.after(), text);
    }
}
