package io.miscord.api.voice;

import io.miscord.api.request.AuditReason;
import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ChannelId;
import io.miscord.contract.VoiceAsk;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;

/** Calls: who is in them, what finds others, and keeping order there. */
public final class VoiceRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public VoiceRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listIceServers", this::ice)
                .on("getVoice", this::room)
                .on("muteInVoice", call -> silence(call, true))
                .on("unmuteInVoice", call -> silence(call, false))
                .on("disconnectFromVoice", this::disconnect)
                .on("moveInVoice", this::move);
    }

    private Future<Reply> ice(Call call) {
        return bus.ask(new VoiceAsk.Ice(call.by())).map(Reply::ok);
    }

    private Future<Reply> room(Call call) {
        return bus.ask(new VoiceAsk.Room(call.by(), call.channel())).map(Reply::ok);
    }

    private Future<Reply> silence(Call call, boolean silent) {
        var reason = AuditReason.of(call);
        return bus.ask(new VoiceAsk.Silence(call.by(), call.channel(), call.user(), silent, reason))
                .map(done -> Reply.done());
    }

    private Future<Reply> disconnect(Call call) {
        return bus.ask(new VoiceAsk.Disconnect(call.by(), call.channel(), call.user(), AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private Future<Reply> move(Call call) {
        var to = call.body(NewPlace.class).channelId();
        return bus.ask(new VoiceAsk.Move(call.by(), call.channel(), call.user(), to, AuditReason.of(call)))
                .map(done -> Reply.done());
    }

    private record NewPlace(ChannelId channelId) {}
}
