package io.miscord.contract;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked about channels and conversations. */
public sealed interface ChannelAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.channels";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** The channels of a server that the asker may see, in order. */
    record Of(Actor by, ServerId server) implements ChannelAsk<Answer.Listing<Channel>> {}

    /** A new channel; at the end when {@code position} is null. */
    record Create(
            Actor by,
            ServerId server,
            String name,
            ChannelType type,
            @Nullable String topic,
            @Nullable ChannelId parentId,
            @Nullable Integer position,
            @Nullable Nonce nonce)
            implements ChannelAsk<Channel> {}

    /** A channel. */
    record Get(Actor by, ChannelId channel) implements ChannelAsk<Channel> {}

    /**
     * Changes a channel; null leaves a field as it is, an empty topic clears it. Slow mode is in seconds, to 21600.
     * What goes {@code into} another category goes to its end where no position is given.
     */
    record Update(
            Actor by,
            ChannelId channel,
            @Nullable String name,
            @Nullable String topic,
            @Nullable Integer position,
            @Nullable Integer slowMode,
            @Nullable Into into)
            implements ChannelAsk<Channel> {}

    /** Moves channels, one after the other, 500 at most; answers all that the asker may see, in order. */
    record Move(Actor by, ServerId server, List<ChannelMove> moves) implements ChannelAsk<Answer.Listing<Channel>> {
        public Move {
            moves = List.copyOf(moves);
        }
    }

    /**
     * Where a channel goes as they all stand then.
     *
     * @param position that of the sibling whose place it takes; with none at it the next higher one's, or the end; null
     *     for the end of another category, and to stay in its own
     * @param into null to stay in its category
     */
    record ChannelMove(
            ChannelId channelId,
            @Nullable Integer position,
            @Nullable Into into) {}

    /** Into a category, or out of any when it is null. */
    record Into(@Nullable ChannelId category) {}

    /**
     * What a channel allows and denies a role or a person from now on. Needs {@link Permission#MANAGE_ROLES} there; one
     * acts on whom one stands above, or oneself, and gives nobody what one may not do there oneself. Taking a denial
     * back gives.
     */
    record SetOverwrite(Actor by, ChannelId channel, Overwrite overwrite) implements ChannelAsk<Answer.Done> {}

    /** The channel says nothing of a role or a person any more; the same rules hold. */
    record ClearOverwrite(Actor by, ChannelId channel, UUID target) implements ChannelAsk<Answer.Done> {}

    /** The channel allows and denies what its category does; the same rules hold. */
    record SyncOverwrites(Actor by, ChannelId channel) implements ChannelAsk<Answer.Done> {}

    /** What the asker may do in the call of a channel; refused as {@code CONNECT} is, or where there are no calls. */
    record InCall(Actor by, ChannelId channel) implements ChannelAsk<VoiceStanding> {}

    /** Deletes a channel. */
    record Delete(Actor by, ChannelId channel) implements ChannelAsk<Answer.Done> {}

    /** The asker has read the channel up to {@code seq}; a smaller one than before changes nothing. */
    record Read(Actor by, ChannelId channel, long seq) implements ChannelAsk<Answer.Done> {}

    /** How far the asker has read the channel, and what is left. */
    record ReadState(Actor by, ChannelId channel) implements ChannelAsk<Unread> {}

    /** The asker is writing in the channel; told to those who have it. */
    record Typing(Actor by, ChannelId channel) implements ChannelAsk<Answer.Done> {}

    /** The pinned messages, newest pin first, at most 50. */
    record Pins(Actor by, ChannelId channel) implements ChannelAsk<Answer.Listing<Message>> {}

    /** Opens the conversation with these people, 1 to 9 besides the asker; the same people have one conversation. */
    record OpenConversation(Actor by, List<UserId> users) implements ChannelAsk<Answer.Opened> {
        public OpenConversation {
            users = List.copyOf(users);
        }
    }

    /** Adds people to a group of the asker's; who is in it already stays. */
    record AddPeople(Actor by, ChannelId conversation, List<UserId> users) implements ChannelAsk<Conversation> {
        public AddPeople {
            users = List.copyOf(users);
        }
    }

    /** The owner of a group takes somebody out. */
    record RemovePerson(Actor by, ChannelId conversation, UserId user) implements ChannelAsk<Answer.Done> {}

    /** Gives a group of the asker's a name, or none when it is empty. */
    record RenameConversation(Actor by, ChannelId conversation, String name) implements ChannelAsk<Conversation> {}

    /** The asker leaves a group. */
    record LeaveConversation(Actor by, ChannelId conversation) implements ChannelAsk<Answer.Done> {}

    /** The asker's conversations, at most 1,000, those made last. */
    record Conversations(Actor by) implements ChannelAsk<Answer.Listing<Conversation>> {}
}
