package io.miscord.api.servers;

import io.miscord.api.request.Call;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.Invite;
import io.miscord.contract.Nonce;
import io.miscord.contract.ServerAsk;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.http.Clients;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ways into a server. The edge knows the site's address, so it says where an invite leads. */
public final class InviteRoutes {
    private final Bus bus;
    private final RateLimits limits;
    private final Clients clients;

    /** Asks by way of this bus, and says where an invite leads. */
    public InviteRoutes(Bus bus, RateLimits limits, Clients clients) {
        this.bus = bus;
        this.limits = limits;
        this.clients = clients;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("createInvite", this::create)
                .on("listInvites", this::page)
                .on("revokeInvite", this::revoke)
                .on("getInvite", this::lookUp)
                .on("joinServer", this::join);
    }

    private Future<Reply> create(Call call) {
        var body = call.body(NewInvite.class);
        var server = call.server();
        var nonce = call.nonce(body.nonce());
        return limits.invite(call.by(), call.client())
                .compose(allowed ->
                        bus.ask(new ServerAsk.CreateInvite(call.by(), server, body.maxUses(), body.expiresIn(), nonce)))
                .map(invite -> Reply.created(withUrl(call, invite)));
    }

    private Future<Reply> page(Call call) {
        var server = call.server();
        var cursor = call.query("cursor").orElse(null);
        return bus.ask(new ServerAsk.Invites(call.by(), server, cursor, call.limit()))
                .map(found -> Reply.ok(new Page(
                        found.items().stream()
                                .map(invite -> withUrl(call, invite))
                                .toList(),
                        found.next())));
    }

    private Future<Reply> revoke(Call call) {
        return bus.ask(new ServerAsk.RevokeInvite(call.by(), call.path("invite")))
                .map(done -> Reply.done());
    }

    private Future<Reply> lookUp(Call call) {
        return bus.ask(new ServerAsk.LookUpInvite(call.by(), call.path("invite")))
                .map(invite -> Reply.ok(withUrl(call, invite)));
    }

    private Future<Reply> join(Call call) {
        return bus.ask(new ServerAsk.Join(call.by(), call.path("invite"))).map(Reply::ok);
    }

    private Invite withUrl(Call call, Invite invite) {
        var url = clients.site(call.client()) + "/invite/" + invite.code();
        return new Invite(
                invite.code(),
                invite.expiresAt(),
                invite.maxUses(),
                invite.uses(),
                url,
                invite.createdBy(),
                invite.server(),
                invite.memberCount());
    }

    private record Page(List<Invite> items, @Nullable String next) {}

    private record NewInvite(
            @Nullable Integer maxUses,
            @Nullable Integer expiresIn,
            @Nullable Nonce nonce) {}
}
