package io.miscord.api.channels;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Nonce;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Channels of servers, and what is common to all channels, conversations included. */
public final class ChannelRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public ChannelRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listChannels", this::of)
                .on("createChannel", this::create)
                .on("getChannel", this::get)
                .on("updateChannel", this::update)
                .on("deleteChannel", this::delete)
                .on("moveChannels", this::move)
                .on("listOverwrites", this::overwrites)
                .on("setOverwrite", this::setOverwrite)
                .on("clearOverwrite", this::clearOverwrite)
                .on("syncOverwrites", this::syncOverwrites)
                .on("listPins", this::pins)
                .on("getReadState", this::readState)
                .on("markRead", this::read)
                .on("startTyping", this::typing);
    }

    private Future<Reply> of(Call call) {
        return bus.ask(new ChannelAsk.Of(call.by(), call.server())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> create(Call call) {
        var body = call.body(NewChannel.class);
        return bus.ask(new ChannelAsk.Create(
                        call.by(),
                        call.server(),
                        body.name(),
                        body.type(),
                        body.topic(),
                        body.parentId(),
                        body.position(),
                        call.nonce(body.nonce())))
                .map(Reply::created);
    }

    private Future<Reply> get(Call call) {
        return bus.ask(new ChannelAsk.Get(call.by(), call.channel())).map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        var body = call.body(ChannelChange.class);
        return bus.ask(new ChannelAsk.Update(
                        call.by(),
                        call.channel(),
                        body.name(),
                        body.topic(),
                        body.position(),
                        body.slowMode(),
                        into(body.parentId())))
                .map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.ask(new ChannelAsk.Delete(call.by(), call.channel())).map(done -> Reply.done());
    }

    private Future<Reply> move(Call call) {
        var moves = Arrays.stream(call.body(Move[].class))
                .map(move -> new ChannelAsk.ChannelMove(move.id(), move.position(), into(move.parentId())))
                .toList();
        return bus.ask(new ChannelAsk.Move(call.by(), call.server(), moves)).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> overwrites(Call call) {
        return bus.ask(new ChannelAsk.Get(call.by(), call.channel())).map(channel -> Reply.ok(channel.overwrites()));
    }

    private Future<Reply> setOverwrite(Call call) {
        var body = call.body(Overwriting.class);
        var target = call.path("targetId");
        var overwrite = body.type() == TargetType.ROLE
                ? Overwrite.of(RoleId.of(target), body.allow(), body.deny())
                : Overwrite.of(UserId.of(target), body.allow(), body.deny());
        return bus.ask(new ChannelAsk.SetOverwrite(call.by(), call.channel(), overwrite))
                .map(done -> Reply.done());
    }

    private Future<Reply> clearOverwrite(Call call) {
        var target = UserId.of(call.path("targetId")).value(); // or a role's: an id is an id
        return bus.ask(new ChannelAsk.ClearOverwrite(call.by(), call.channel(), target))
                .map(done -> Reply.done());
    }

    private Future<Reply> syncOverwrites(Call call) {
        return bus.ask(new ChannelAsk.SyncOverwrites(call.by(), call.channel())).map(done -> Reply.done());
    }

    private Future<Reply> pins(Call call) {
        return bus.ask(new ChannelAsk.Pins(call.by(), call.channel())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> read(Call call) {
        var seq = call.body(ReadPosition.class).seq();
        return bus.ask(new ChannelAsk.Read(call.by(), call.channel(), seq)).map(done -> Reply.done());
    }

    private Future<Reply> readState(Call call) {
        return bus.ask(new ChannelAsk.ReadState(call.by(), call.channel())).map(Reply::ok);
    }

    private Future<Reply> typing(Call call) {
        return bus.ask(new ChannelAsk.Typing(call.by(), call.channel())).map(done -> Reply.done());
    }

    /** What is left out stays as it is, and null is said. */
    private static ChannelAsk.@Nullable Into into(@Nullable JsonNode parentId) {
        if (parentId == null) {
            return null;
        }
        return new ChannelAsk.Into(parentId.isNull() ? null : ChannelId.of(parentId.asText()));
    }

    private record NewChannel(
            String name,
            ChannelType type,
            @Nullable String topic,
            @Nullable ChannelId parentId,
            @Nullable Integer position,
            @Nullable Nonce nonce) {}

    private record ChannelChange(
            @Nullable String name,
            @Nullable String topic,
            @Nullable Integer position,
            @Nullable Integer slowMode,
            @Nullable JsonNode parentId) {}

    private record Move(
            ChannelId id, int position, @Nullable JsonNode parentId) {}

    private enum TargetType {
        @JsonProperty("role")
        ROLE,
        @JsonProperty("member")
        MEMBER
    }

    private record Overwriting(TargetType type, Permissions allow, Permissions deny) {}

    private record ReadPosition(long seq) {}
}
