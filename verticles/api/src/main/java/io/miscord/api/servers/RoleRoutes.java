package io.miscord.api.servers;

import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The roles of a server, and who has them. */
public final class RoleRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public RoleRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listRoles", this::of)
                .on("createRole", this::create)
                .on("moveRoles", this::move)
                .on("updateRole", this::update)
                .on("deleteRole", this::delete)
                .on("giveRole", this::give)
                .on("takeRole", this::take);
    }

    private Future<Reply> of(Call call) {
        return bus.ask(new RoleAsk.Of(call.by(), call.server())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> create(Call call) {
        var body = call.body(NewRole.class);
        return bus.ask(new RoleAsk.Create(
                        call.by(),
                        call.server(),
                        body.name(),
                        body.color() == null ? 0 : body.color(),
                        body.permissions() == null ? Permissions.NONE : body.permissions(),
                        Boolean.TRUE.equals(body.hoist()),
                        Boolean.TRUE.equals(body.mentionable()),
                        call.nonce(body.nonce())))
                .map(Reply::created);
    }

    private Future<Reply> move(Call call) {
        var moves = Arrays.stream(call.body(Move[].class))
                .map(move -> new RoleAsk.RoleMove(move.id(), move.position()))
                .toList();
        return bus.ask(new RoleAsk.Move(call.by(), call.server(), moves)).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> update(Call call) {
        var body = call.body(RoleChange.class);
        return bus.ask(new RoleAsk.Update(
                        call.by(),
                        call.server(),
                        call.role(),
                        body.name(),
                        body.color(),
                        body.permissions(),
                        body.hoist(),
                        body.mentionable()))
                .map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.ask(new RoleAsk.Delete(call.by(), call.server(), call.role()))
                .map(done -> Reply.done());
    }

    private Future<Reply> give(Call call) {
        return bus.ask(new RoleAsk.Give(call.by(), call.server(), call.user(), call.role()))
                .map(done -> Reply.done());
    }

    private Future<Reply> take(Call call) {
        return bus.ask(new RoleAsk.Take(call.by(), call.server(), call.user(), call.role()))
                .map(done -> Reply.done());
    }

    private record NewRole(
            String name,
            @Nullable Integer color,
            @Nullable Permissions permissions,
            @Nullable Boolean hoist,
            @Nullable Boolean mentionable,
            @Nullable Nonce nonce) {}

    private record RoleChange(
            @Nullable String name,
            @Nullable Integer color,
            @Nullable Permissions permissions,
            @Nullable Boolean hoist,
            @Nullable Boolean mentionable) {}

    private record Move(RoleId id, int position) {}
}
