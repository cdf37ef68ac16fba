package io.miscord.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.MessagesFrom;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.User;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What others are to somebody, who may write to them, and who is meant by a name. */
public final class RelationshipRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public RelationshipRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listRelationships", this::mine)
                .on("putRelationship", this::put)
                .on("endRelationship", this::end)
                .on("getSettings", this::settings)
                .on("updateSettings", this::changeSettings)
                .on("resolveMember", this::named);
    }

    private Future<Reply> mine(Call call) {
        return bus.ask(new PersonAsk.Relationships(call.by())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> put(Call call) {
        var user = call.user();
        return switch (call.body(Wish.class).kind()) {
            case FRIEND -> bus.ask(new PersonAsk.Befriend(call.by(), user)).map(Reply::ok);
            case BLOCKED -> bus.ask(new PersonAsk.Block(call.by(), user)).map(Reply::ok);
        };
    }

    private Future<Reply> end(Call call) {
        return bus.ask(new PersonAsk.EndRelationship(call.by(), call.user())).map(done -> Reply.done());
    }

    private Future<Reply> settings(Call call) {
        return bus.ask(new PersonAsk.ReadSettings(call.by())).map(Reply::ok);
    }

    private Future<Reply> changeSettings(Call call) {
        var from = call.body(SettingsChange.class).messagesFrom();
        return bus.ask(new PersonAsk.ChangeSettings(call.by(), from)).map(Reply::ok);
    }

    private Future<Reply> named(Call call) {
        var server = call.server();
        var name = call.query("name").orElseThrow(() -> ProblemException.invalid("name", Refusal.MISSING));
        return bus.ask(new ServerAsk.Named(call.by(), server, name)).map(user -> Reply.ok(new Meant(user)));
    }

    private enum Kind {
        @JsonProperty("friend")
        FRIEND,
        @JsonProperty("blocked")
        BLOCKED
    }

    private record Wish(Kind kind) {}

    private record SettingsChange(@Nullable MessagesFrom messagesFrom) {}

    private record Meant(User user) {}
}
