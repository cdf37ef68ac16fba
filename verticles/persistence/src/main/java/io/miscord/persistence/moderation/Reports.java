package io.miscord.persistence.moderation;

import io.miscord.contract.Answer;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Report;
import io.miscord.contract.ReportStatus;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.Sight;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.util.Map;
import java.util.Objects;

/**
 * Messages that people, or the word filter, want looked at. Whoever may manage messages in a channel sees what was
 * reported there. Methods wait: they belong on a virtual thread.
 */
final class Reports {
    private final Database database;
    private final Access access;
    private final Channels channels;
    private final AuditLog audit;
    private final ReportStore store = new ReportStore();

    Reports(Database database, Access access, Channels channels, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.channels = channels;
        this.audit = audit;
    }

    /** Reports a message, once a person. */
    Answer.Done report(ModerationAsk.Report ask) {
        var reason = Texts.content("reason", ask.reason(), Texts.LONGEST_REASON);
        return database.inTransaction(tx -> {
            var message = access.message(tx, ask.by(), ask.message());
            if (message.channel().channel().serverId() == null) {
                throw ProblemException.of(Refusal.NO_REPORTS_HERE);
            }
            if (message.isOwn()) {
                throw ProblemException.of(Refusal.NOT_YOURSELF);
            }
            if (!store.insert(tx, message.id(), message.channel().user(), reason)) {
                throw ProblemException.of(Refusal.ALREADY_REPORTED);
            }
            return Answer.Done.DONE;
        });
    }

    /** A page of reports, newest first. */
    Answer.Listing<Report> page(ModerationAsk.Reports ask) {
        int limit = Page.limit(ask.limit());
        var before = Objects.requireNonNullElse(Cursor.id(ask.cursor()), Cursor.LAST);
        return database.inSnapshot(queries -> {
            var grant = access.server(queries, ask.by(), ask.server());
            var kept = Sight.of(grant.member(), channels.visible(queries, grant)).entrySet().stream()
                    .filter(channel -> channel.getValue().has(Permission.MANAGE_MESSAGES))
                    .map(Map.Entry::getKey)
                    .toList();
            if (kept.isEmpty()) {
                grant.require(Permission.MANAGE_MESSAGES);
            }
            var found = store.page(queries, ask.server(), ask.status(), before, kept, limit + 1);
            return Page.cut(found, limit, report -> report.id().toString());
        });
    }

    /** Says what became of a report. */
    Answer.Done close(ModerationAsk.CloseReport ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            access.serverToKeep(tx, ask.by(), ask.server());
            var report = store.find(tx, ask.server(), ask.report())
                    .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_REPORT));
            var grant = keeper(tx, ask, report.channel());
            if (report.status() != ask.status()) {
                store.close(tx, ask.report(), ask.status(), ask.status() == ReportStatus.OPEN ? null : grant.user());
                audit.write(
                        tx,
                        Deed.of(grant, Act.REPORT_CLOSE)
                                .to(ask.report())
                                .because(reason)
                                .changing(Map.of("status", report.status()), Map.of("status", ask.status())));
            }
            return Answer.Done.DONE;
        });
    }

    /** Whoever does not see the channel is not told that something in it was reported. */
    private Grant keeper(Tx tx, ModerationAsk.CloseReport ask, ChannelId channel) {
        try {
            return access.channelToKeep(tx, ask.by(), channel).require(Permission.MANAGE_MESSAGES);
        } catch (ProblemException refused) {
            throw refused.problem().kind() == Problem.Kind.NOT_FOUND
                    ? ProblemException.of(Refusal.NO_SUCH_REPORT)
                    : refused;
        }
    }
}
