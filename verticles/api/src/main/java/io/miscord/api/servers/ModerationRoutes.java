package io.miscord.api.servers;

import io.miscord.api.request.AuditReason;
import io.miscord.api.request.Call;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Refusal;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeping order in servers: kicks, bans, mutes, and the audit log. */
public final class ModerationRoutes {
    private final Bus bus;
    private final RateLimits limits;

    /** Asks by way of this bus; a ban that removes messages is the start of a task, and counted as one. */
    public ModerationRoutes(Bus bus, RateLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("kickMember", this::kick)
                .on("listBans", this::bans)
                .on("banPerson", this::ban)
                .on("unbanPerson", this::unban)
                .on("muteMember", this::mute)
                .on("unmuteMember", this::unmute)
                .on("listAuditLog", this::audit);
    }

    private Future<Reply> kick(Call call) {
        var reason = call.query("reason").orElse(null);
        return bus.ask(new ModerationAsk.Kick(call.by(), call.server(), call.user(), reason, AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private Future<Reply> bans(Call call) {
        var cursor = call.query("cursor").orElse(null);
        return bus.ask(new ModerationAsk.Bans(call.by(), call.server(), cursor, call.limit()))
                .map(found -> Reply.ok(new Page(found.items(), found.next())));
    }

    private Future<Reply> ban(Call call) {
        var body = call.body(NewBan.class);
        var ask = new ModerationAsk.Ban(
                call.by(),
                call.server(),
                call.user(),
                body.reason(),
                AuditReason.of(call),
                body.expiresIn(),
                body.purge());
        boolean removes = body.purge() != null && body.purge() > 0;
        return (removes ? limits.task(call.by(), call.client()) : Future.succeededFuture())
                .compose(allowed -> bus.ask(ask))
                .map(Reply::ok);
    }

    private Future<Reply> unban(Call call) {
        return bus.ask(new ModerationAsk.Unban(call.by(), call.server(), call.user(), AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private Future<Reply> mute(Call call) {
        var body = call.body(NewMute.class);
        var reason = AuditReason.of(call, body.reason());
        return bus.ask(new ModerationAsk.Mute(call.by(), call.server(), call.user(), body.until(), reason))
                .map(Reply::ok);
    }

    private Future<Reply> unmute(Call call) {
        return bus.ask(new ModerationAsk.Unmute(call.by(), call.server(), call.user(), AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private Future<Reply> audit(Call call) {
        var filter = new ModerationAsk.Filter(
                call.query("actor").map(UserId::of).orElse(null),
                call.query("act").orElse(null),
                call.query("target").map(UUID::fromString).orElse(null),
                time(call, "before"),
                time(call, "after"),
                call.query("q").orElse(null));
        var cursor = call.query("cursor").orElse(null);
        var ask = new ModerationAsk.Audit(call.by(), call.server(), filter, cursor, call.limit());
        Future<?> allowed = filter.text() == null ? Future.succeededFuture() : limits.search(call.by(), call.client());
        return allowed.compose(go -> bus.ask(ask)).map(found -> Reply.ok(new Page(found.items(), found.next())));
    }

    private static @Nullable Instant time(Call call, String name) {
        try {
            return call.query(name).map(Instant::parse).orElse(null);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name, Refusal.WRONG_FORMAT, "date-time");
        }
    }

    private record NewBan(
            @Nullable String reason,
            @Nullable Integer expiresIn,
            @Nullable Integer purge) {}

    private record NewMute(Instant until, @Nullable String reason) {}

    private record Page(Object items, @Nullable String next) {}
}
