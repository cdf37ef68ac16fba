package io.miscord.api.servers;

import io.miscord.api.request.AuditReason;
import io.miscord.api.request.Call;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Nonce;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Servers and their members. */
public final class ServerRoutes {
    private final Bus bus;
    private final RateLimits limits;

    /** Asks by way of this bus. */
    public ServerRoutes(Bus bus, RateLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listServers", this::mine)
                .on("createServer", this::create)
                .on("getServer", this::get)
                .on("updateServer", this::update)
                .on("setSystemChannel", this::setSystemChannel)
                .on("deleteServer", this::delete)
                .on("leaveServer", this::leave)
                .on("transferServer", this::transfer)
                .on("updateMember", call -> update(call, call.user()))
                .on("updateOwnMember", this::updateOwn)
                .on("getReadStates", this::reads)
                .on("markServerRead", this::readAll)
                .on("listMembers", this::members)
                .on("listMemberGroups", this::groups);
    }

    private Future<Reply> mine(Call call) {
        return bus.ask(new ServerAsk.Mine(call.by())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> create(Call call) {
        var body = call.body(NewServer.class);
        return bus.ask(new ServerAsk.Create(call.by(), body.name(), body.description(), call.nonce(body.nonce())))
                .map(Reply::created);
    }

    private Future<Reply> get(Call call) {
        return bus.ask(new ServerAsk.Get(call.by(), call.server())).map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        var body = call.body(ServerChange.class);
        return bus.ask(new ServerAsk.Update(
                        call.by(), call.server(), body.name(), body.description(), body.minAccountAge()))
                .map(Reply::ok);
    }

    private Future<Reply> setSystemChannel(Call call) {
        var channel = call.body(SystemChannel.class).channelId();
        return bus.ask(new ServerAsk.SetSystemChannel(call.by(), call.server(), channel))
                .map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.ask(new ServerAsk.Delete(call.by(), call.server())).map(done -> Reply.done());
    }

    private Future<Reply> leave(Call call) {
        return bus.ask(new ServerAsk.Leave(call.by(), call.server())).map(done -> Reply.done());
    }

    private Future<Reply> transfer(Call call) {
        var to = call.body(NewOwner.class).userId();
        return bus.ask(new ServerAsk.Transfer(call.by(), call.server(), to)).map(Reply::ok);
    }

    private Future<Reply> updateOwn(Call call) {
        var user = call.by().user();
        return user == null ? Future.failedFuture(ProblemException.of(Refusal.SIGN_IN_FIRST)) : update(call, user);
    }

    private Future<Reply> update(Call call, UserId user) {
        var body = call.body(MemberChange.class);
        var reason = AuditReason.of(call, null);
        return bus.ask(new ServerAsk.UpdateMember(
                        call.by(), call.server(), user, body.nickname(), body.roleIds(), reason))
                .map(Reply::ok);
    }

    private Future<Reply> reads(Call call) {
        return limits.search(call.by(), call.client())
                .compose(allowed -> bus.ask(new ServerAsk.ReadStates(call.by(), call.server())))
                .map(Reply::ok);
    }

    private Future<Reply> readAll(Call call) {
        return bus.ask(new ServerAsk.ReadAll(call.by(), call.server())).map(done -> Reply.done());
    }

    private Future<Reply> members(Call call) {
        var order = call.query("by").map(ServerRoutes::order).orElse(ServerAsk.Order.ID);
        return bus.ask(new ServerAsk.Members(
                        call.by(),
                        call.server(),
                        order,
                        call.query("search").orElse(null),
                        call.query("cursor").orElse(null),
                        call.limit()))
                .map(found -> Reply.ok(new Page(found.items(), found.next())));
    }

    private Future<Reply> groups(Call call) {
        return limits.search(call.by(), call.client())
                .compose(allowed -> bus.ask(new ServerAsk.MemberGroups(call.by(), call.server())))
                .map(found -> Reply.ok(found.items()));
    }

    private static ServerAsk.Order order(String text) {
        return text.equals("role") ? ServerAsk.Order.ROLE : ServerAsk.Order.ID;
    }

    private record NewServer(
            String name,
            @Nullable String description,
            @Nullable Nonce nonce) {}

    private record ServerChange(
            @Nullable String name,
            @Nullable String description,
            @Nullable Integer minAccountAge) {}

    private record NewOwner(UserId userId) {}

    private record MemberChange(
            @Nullable String nickname, @Nullable Set<RoleId> roleIds) {}

    private record SystemChannel(@Nullable ChannelId channelId) {}

    private record Page(Object items, @Nullable String next) {}
}
