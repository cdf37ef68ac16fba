package io.miscord.api.channels;

import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Nonce;
import io.miscord.contract.ServerId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
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
                .on("listPins", this::pins)
                .on("getReadState", this::readState)
                .on("markRead", this::read)
                .on("startTyping", this::typing);
    }

    private Future<Reply> of(Call call) {
        return bus.ask(new ChannelAsk.Of(call.by(), serverIn(call))).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> create(Call call) {
        var body = call.body(NewChannel.class);
        return bus.ask(new ChannelAsk.Create(
                        call.by(),
                        serverIn(call),
                        body.name(),
                        body.type(),
                        body.topic(),
                        body.parentId(),
                        body.position(),
                        call.nonce(body.nonce())))
                .map(Reply::created);
    }

    private Future<Reply> get(Call call) {
        return bus.ask(new ChannelAsk.Get(call.by(), channelIn(call))).map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        var body = call.body(ChannelChange.class);
        return bus.ask(new ChannelAsk.Update(
                        call.by(), channelIn(call), body.name(), body.topic(), body.position(), body.slowMode()))
                .map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.ask(new ChannelAsk.Delete(call.by(), channelIn(call))).map(done -> Reply.done());
    }

    private Future<Reply> pins(Call call) {
        return bus.ask(new ChannelAsk.Pins(call.by(), channelIn(call))).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> read(Call call) {
        var seq = call.body(ReadPosition.class).seq();
        return bus.ask(new ChannelAsk.Read(call.by(), channelIn(call), seq)).map(done -> Reply.done());
    }

    private Future<Reply> readState(Call call) {
        return bus.ask(new ChannelAsk.ReadState(call.by(), channelIn(call))).map(Reply::ok);
    }

    private Future<Reply> typing(Call call) {
        return bus.ask(new ChannelAsk.Typing(call.by(), channelIn(call))).map(done -> Reply.done());
    }

    private static ChannelId channelIn(Call call) {
        return ChannelId.of(call.path("channelId"));
    }

    private static ServerId serverIn(Call call) {
        return ServerId.of(call.path("serverId"));
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
            @Nullable Integer slowMode) {}

    private record ReadPosition(long seq) {}
}
