package io.miscord.api.servers;

import io.miscord.api.request.AuditReason;
import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.ReportId;
import io.miscord.contract.ReportStatus;
import io.miscord.contract.RoleId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may not be written in a server: the rules of its word filter, and messages that were reported. */
public final class FilterRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public FilterRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listFilterRules", this::rules)
                .on("createFilterRule", this::create)
                .on("updateFilterRule", this::update)
                .on("deleteFilterRule", this::delete)
                .on("reportMessage", this::report)
                .on("listReports", this::reports)
                .on("closeReport", this::close);
    }

    private Future<Reply> rules(Call call) {
        return bus.ask(new ModerationAsk.Rules(call.by(), call.server())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> create(Call call) {
        var body = call.body(NewRule.class);
        return bus.ask(new ModerationAsk.CreateRule(
                        call.by(),
                        call.server(),
                        body.name(),
                        body.words(),
                        body.action(),
                        body.muteSeconds() == null ? 0 : body.muteSeconds(),
                        body.exemptRoles() == null ? List.of() : body.exemptRoles(),
                        call.nonce(body.nonce()),
                        AuditReason.of(call)))
                .map(Reply::created);
    }

    private Future<Reply> update(Call call) {
        var body = call.body(RuleChange.class);
        return bus.ask(new ModerationAsk.UpdateRule(
                        call.by(),
                        call.server(),
                        FilterRuleId.of(call.path("ruleId")),
                        body.name(),
                        body.words(),
                        body.action(),
                        body.muteSeconds(),
                        body.exemptRoles(),
                        AuditReason.of(call)))
                .map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        var rule = FilterRuleId.of(call.path("ruleId"));
        return bus.ask(new ModerationAsk.DeleteRule(call.by(), call.server(), rule, AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private Future<Reply> report(Call call) {
        var message = call.message();
        var body = call.body(NewReport.class);
        return bus.ask(new ModerationAsk.Report(call.by(), message, body.reason()))
                .map(done -> Reply.done());
    }

    private Future<Reply> reports(Call call) {
        // The schema has checked it.
        var status = call.query("status").map(text -> ReportStatus.valueOf(text.toUpperCase(Locale.ROOT)));
        var cursor = call.query("cursor").orElse(null);
        return bus.ask(new ModerationAsk.Reports(
                        call.by(), call.server(), status.orElse(ReportStatus.OPEN), cursor, call.limit()))
                .map(found -> Reply.ok(new Page(found.items(), found.next())));
    }

    private Future<Reply> close(Call call) {
        var report = ReportId.of(call.path("reportId"));
        var status = call.body(ReportChange.class).status();
        return bus.ask(new ModerationAsk.CloseReport(call.by(), call.server(), report, status, AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private record NewRule(
            String name,
            List<String> words,
            FilterAction action,
            @Nullable Integer muteSeconds,
            @Nullable List<RoleId> exemptRoles,
            @Nullable Nonce nonce) {}

    private record RuleChange(
            @Nullable String name,
            @Nullable List<String> words,
            @Nullable FilterAction action,
            @Nullable Integer muteSeconds,
            @Nullable List<RoleId> exemptRoles) {}

    private record NewReport(String reason) {}

    private record ReportChange(ReportStatus status) {}

    private record Page(Object items, @Nullable String next) {}
}
