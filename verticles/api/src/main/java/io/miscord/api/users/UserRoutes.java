package io.miscord.api.users;

import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.AccountAsk;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.UserId;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People, one's own account, and one's conversations. */
public final class UserRoutes {
    private final Bus bus;

    /** Asks by way of this bus. */
    public UserRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("getMe", this::me)
                .on("updateMe", this::updateMe)
                .on("getUser", this::user)
                .on("getPresence", this::presence)
                .on("listConversations", this::conversations)
                .on("openConversation", this::openConversation)
                .on("renameConversation", this::renameConversation)
                .on("addToConversation", this::addToConversation)
                .on("removeFromConversation", this::removeFromConversation);
    }

    private Future<Reply> me(Call call) {
        return bus.ask(new AccountAsk.Me(call.by())).map(Reply::ok);
    }

    private Future<Reply> updateMe(Call call) {
        var body = call.body(ProfileChange.class);
        return bus.ask(new AccountAsk.UpdateMe(call.by(), body.displayName(), body.bio(), body.status()))
                .map(Reply::ok);
    }

    private Future<Reply> user(Call call) {
        return bus.ask(new AccountAsk.Person(call.by(), call.user())).map(Reply::ok);
    }

    private Future<Reply> presence(Call call) {
        return bus.ask(new AccountAsk.PresenceOf(call.by(), call.user())).map(Reply::ok);
    }

    private Future<Reply> conversations(Call call) {
        return bus.ask(new ChannelAsk.Conversations(call.by())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> openConversation(Call call) {
        var others = call.body(NewConversation.class).userIds();
        return bus.ask(new ChannelAsk.OpenConversation(call.by(), others))
                .map(opened ->
                        opened.created() ? Reply.created(opened.conversation()) : Reply.ok(opened.conversation()));
    }

    private Future<Reply> renameConversation(Call call) {
        var name = call.body(ConversationName.class).name();
        return bus.ask(new ChannelAsk.RenameConversation(call.by(), conversationIn(call), name))
                .map(Reply::ok);
    }

    private Future<Reply> addToConversation(Call call) {
        return bus.ask(new ChannelAsk.AddPeople(call.by(), conversationIn(call), List.of(call.user())))
                .map(Reply::ok);
    }

    /** Whoever takes themselves out leaves. */
    private Future<Reply> removeFromConversation(Call call) {
        var user = call.user();
        var conversation = conversationIn(call);
        return bus.ask(
                        user.equals(call.by().user())
                                ? new ChannelAsk.LeaveConversation(call.by(), conversation)
                                : new ChannelAsk.RemovePerson(call.by(), conversation, user))
                .map(done -> Reply.done());
    }

    private static ChannelId conversationIn(Call call) {
        return ChannelId.of(call.path("conversationId"));
    }

    private record ProfileChange(
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String status) {}

    private record ConversationName(String name) {}

    private record NewConversation(List<UserId> userIds) {}
}
