package io.miscord.contract;

import org.jspecify.annotations.Nullable;

/** What can be asked about calls, of the owner of their rooms: any node that runs the voice verticle. */
public sealed interface VoiceAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "voice.rooms";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** What finds others; for anybody who has signed in. */
    record Ice(Actor by) implements VoiceAsk<IceServers> {}

    /** Who is in the call of a channel that the asker may see. */
    record Room(Actor by, ChannelId channel) implements VoiceAsk<VoiceRoom> {}

    /** Silences somebody in a call, or lets them speak again; needs {@link Permission#MUTE_MEMBERS} there. */
    record Silence(
            Actor by,
            ChannelId channel,
            UserId user,
            boolean silent,
            @Nullable String reason) implements VoiceAsk<Answer.Done> {}

    /** Takes somebody out of a call; needs {@link Permission#MOVE_MEMBERS} there. They may come back. */
    record Disconnect(
            Actor by,
            ChannelId channel,
            UserId user,
            @Nullable String reason) implements VoiceAsk<Answer.Done> {}

    /** Sends somebody to another channel of the server, where they may connect; needs MOVE_MEMBERS in both. */
    record Move(
            Actor by,
            ChannelId channel,
            UserId user,
            ChannelId to,
            @Nullable String reason) implements VoiceAsk<Answer.Done> {}
}
