package io.miscord.api.users;

import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.ChannelId;
import io.miscord.contract.NotificationId;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.StreamId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody was told of, what they want to be told of, and the browser that it is pushed to. */
public final class NotificationRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public NotificationRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listNotifications", this::page)
                .on("readNotifications", this::read)
                .on("listLevels", this::levels)
                .on("setLevel", this::setLevel)
                .on("readPushKey", this::pushKey)
                .on("subscribePush", this::subscribe)
                .on("unsubscribePush", this::unsubscribe);
    }

    private Future<Reply> page(Call call) {
        boolean unreadOnly = call.query("unreadOnly").filter("true"::equals).isPresent();
        var cursor = call.query("cursor").orElse(null);
        return bus.ask(new PersonAsk.Notifications(call.by(), cursor, call.limit(), unreadOnly))
                .map(found -> Reply.ok(new Page(found.items(), found.next())));
    }

    private Future<Reply> read(Call call) {
        var body = call.body(WhatIsRead.class);
        boolean all = body.all() != null;
        return bus.ask(new PersonAsk.ReadNotifications(call.by(), body.ids(), body.channelId(), all))
                .map(done -> Reply.done());
    }

    private Future<Reply> levels(Call call) {
        return bus.ask(new PersonAsk.Levels(call.by())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> setLevel(Call call) {
        var body = call.body(LevelChange.class);
        var subject = StreamId.of(call.path("subjectId"));
        return bus.ask(new PersonAsk.SetLevel(call.by(), subject, body.level(), body.mutedUntil()))
                .map(Reply::ok);
    }

    private Future<Reply> pushKey(Call call) {
        return bus.ask(new PersonAsk.PushKey(call.by())).map(Reply::ok);
    }

    private Future<Reply> subscribe(Call call) {
        var body = call.body(Subscription.class);
        var keys = body.keys();
        return bus.ask(new PersonAsk.SubscribePush(call.by(), body.endpoint(), keys.p256dh(), keys.auth()))
                .map(done -> Reply.done());
    }

    private Future<Reply> unsubscribe(Call call) {
        return bus.ask(new PersonAsk.UnsubscribePush(call.by())).map(done -> Reply.done());
    }

    /** As browsers write it; the names of its keys are theirs. */
    private record Subscription(String endpoint, Keys keys) {
        private record Keys(String p256dh, String auth) {}
    }

    private record WhatIsRead(
            @Nullable List<NotificationId> ids,
            @Nullable ChannelId channelId,
            @Nullable Boolean all) {}

    private record LevelChange(
            @Nullable NotifyLevel level, @Nullable Instant mutedUntil) {}

    private record Page(Object items, @Nullable String next) {}
}
