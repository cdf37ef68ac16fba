package io.miscord.api.messages;

import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.Nonce;
import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Messages, their pins and reactions. */
public final class MessageRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public MessageRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("listMessages", this::history)
                .on("sendMessage", this::send)
                .on("replyToMessage", this::reply)
                .on("editMessage", this::edit)
                .on("deleteMessage", this::delete)
                .on("bulkDeleteMessages", this::bulkDelete)
                .on("pinMessage", this::pin)
                .on("unpinMessage", this::unpin)
                .on("addReaction", this::react)
                .on("removeReaction", this::unreact);
    }

    private Future<Reply> history(Call call) {
        var before = anchor(call, "before");
        var after = anchor(call, "after");
        var around = anchor(call, "around");
        if (Stream.of(before, after, around).filter(Optional::isPresent).count() > 1) {
            throw ProblemException.of(Refusal.ONE_PLACE_ONLY);
        }
        return bus.ask(new MessageAsk.History(
                        call.by(),
                        call.channel(),
                        before.orElse(null),
                        after.orElse(null),
                        around.orElse(null),
                        call.limit()))
                .map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> send(Call call) {
        var body = call.body(NewMessage.class);
        var nonce = call.nonce(body.nonce());
        return bus.ask(new MessageAsk.Send(call.by(), call.channel(), body.content(), nonce, body.replyTo()))
                .map(sent -> Reply.created(sent.message()));
    }

    private Future<Reply> reply(Call call) {
        var body = call.body(Answering.class);
        return bus.ask(new MessageAsk.Reply(call.by(), call.message(), body.content(), call.nonce(body.nonce())))
                .map(sent -> Reply.created(sent.message()));
    }

    private Future<Reply> edit(Call call) {
        var content = call.body(MessageChange.class).content();
        return bus.ask(new MessageAsk.Edit(call.by(), call.message(), content))
                .map(changed -> Reply.ok(changed.message()));
    }

    private Future<Reply> delete(Call call) {
        return bus.ask(new MessageAsk.Delete(call.by(), call.message())).map(changed -> Reply.done());
    }

    private Future<Reply> bulkDelete(Call call) {
        var messages = call.body(Deleting.class).messageIds();
        return bus.ask(new MessageAsk.BulkDelete(call.by(), call.channel(), messages))
                .map(done -> Reply.done());
    }

    private Future<Reply> pin(Call call) {
        return bus.ask(new MessageAsk.Pin(call.by(), call.message())).map(changed -> Reply.ok(changed.message()));
    }

    private Future<Reply> unpin(Call call) {
        return bus.ask(new MessageAsk.Unpin(call.by(), call.message())).map(changed -> Reply.ok(changed.message()));
    }

    private Future<Reply> react(Call call) {
        return bus.ask(new MessageAsk.React(call.by(), call.message(), call.path("emoji")))
                .map(changed -> Reply.ok(changed.message()));
    }

    private Future<Reply> unreact(Call call) {
        return bus.ask(new MessageAsk.Unreact(call.by(), call.message(), call.path("emoji")))
                .map(changed -> Reply.ok(changed.message()));
    }

    private static Optional<MessageId> anchor(Call call, String name) {
        return call.query(name).map(MessageId::of);
    }

    private record NewMessage(
            String content, @Nullable Nonce nonce, @Nullable MessageId replyTo) {}

    private record Answering(String content, @Nullable Nonce nonce) {}

    private record Deleting(List<MessageId> messageIds) {}

    private record MessageChange(String content) {}
}
