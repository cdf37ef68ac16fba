package io.miscord.api.files;

import io.miscord.api.request.Call;
import io.miscord.api.request.ImageReply;
import io.miscord.api.request.RateLimits;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.EmojiId;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.ImageAsk.Purpose;
import io.miscord.contract.ServerId;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.images.Shape;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Pictures of servers and people, servers' own emoji, and the files of all of them. */
public final class ImageRoutes {
    private static final int LARGEST_ICON = 1_048_576;
    private static final int LARGEST_EMOJI = 262_144;

    private final Bus bus;
    private final RateLimits limits;
    private final ImageFiles files;

    /** Asks by way of this bus. */
    public ImageRoutes(Bus bus, RateLimits limits, ImageFiles files) {
        this.bus = bus;
        this.limits = limits;
        this.files = files;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("setServerIcon", this::setIcon)
                .on("removeServerIcon", this::removeIcon)
                .on("setAvatar", this::setAvatar)
                .on("removeAvatar", this::removeAvatar)
                .on("listEmoji", this::emoji)
                .on("addEmoji", this::addEmoji)
                .on("deleteEmoji", this::deleteEmoji)
                .on("getImage", this::image);
    }

    private Future<Reply> setIcon(Call call) {
        var server = call.server();
        return taken(call, Purpose.ICON, server)
                .compose(url -> bus.ask(new ImageAsk.SetIcon(call.by(), server, url)))
                .map(Reply::ok);
    }

    private Future<Reply> removeIcon(Call call) {
        return bus.ask(new ImageAsk.SetIcon(call.by(), call.server(), null)).map(Reply::ok);
    }

    private Future<Reply> setAvatar(Call call) {
        return taken(call, Purpose.AVATAR, null)
                .compose(url -> bus.ask(new ImageAsk.SetAvatar(call.by(), url)))
                .map(Reply::ok);
    }

    private Future<Reply> removeAvatar(Call call) {
        return bus.ask(new ImageAsk.SetAvatar(call.by(), null)).map(Reply::ok);
    }

    private Future<Reply> emoji(Call call) {
        return bus.ask(new ImageAsk.Emoji(call.by(), call.server())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> addEmoji(Call call) {
        var server = call.server();
        var name = call.query("name").orElse("");
        return taken(call, Purpose.EMOJI, server)
                .compose(url -> bus.ask(new ImageAsk.AddEmoji(call.by(), server, name, url, call.nonce(null))))
                .map(Reply::created);
    }

    private Future<Reply> deleteEmoji(Call call) {
        return bus.ask(new ImageAsk.DeleteEmoji(call.by(), call.server(), EmojiId.of(call.path("emojiId"))))
                .map(done -> Reply.done());
    }

    /** For anybody who has the address, which nobody guesses: a page shows pictures without a token. */
    private Future<Reply> image(Call call) {
        var name = call.path("name");
        var key = ImageFiles.keyOf(name);
        return files.storage()
                .size(key)
                .map(there -> Reply.ok(
                        new ImageReply(name, response -> files.storage().send(key, response))));
    }

    /** First whether they may, then the work; the address of the picture, which is stored by then. */
    private Future<String> taken(Call call, Purpose purpose, @Nullable ServerId server) {
        var shape = purpose == Purpose.EMOJI ? Shape.EMOJI : Shape.ICON;
        var sent = call.bytes(purpose == Purpose.EMOJI ? LARGEST_EMOJI : LARGEST_ICON);
        return limits.image(call.by(), call.client())
                .compose(allowed -> files.urlOf(sent, shape))
                .compose(url -> bus.ask(new ImageAsk.Keep(call.by(), purpose, server, url))
                        .compose(kept -> files.put(url, sent, shape))
                        .map(stored -> url));
    }
}
