package io.miscord.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about calls, of the owner of their rooms: any node that runs the voice verticle. Those with a
 * {@link VoicePlace} are asked by the gateway that holds the socket; NO_SUCH_CALL when the place is somebody else's or
 * over.
 */
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

    /**
     * A seat in a call, or the one that the asker had when their socket was lost.
     *
     * @param node where their socket is
     * @param known who is in the call as far as that node knows: what a room is made of while Redis does not answer; a
     *     list that nobody changes
     */
    record Join(
            Actor by,
            ChannelId channel,
            String node,
            boolean muted,
            boolean deafened,
            ClientFrame.@Nullable VoiceResume resume,
            List<VoiceSeat> known)
            implements VoiceAsk<VoiceSeated> {}

    /** The same seat again, after the rooms have forgotten it while its socket is still there. */
    record Again(Actor by, VoicePlace place, VoiceSeat seat, long n) implements VoiceAsk<Answer.Done> {}

    /** A signal to somebody else in the call; NO_SUCH_PARTICIPANT when they are not there. */
    record Signal(Actor by, VoicePlace place, Outgoing outgoing) implements VoiceAsk<Answer.Done> {}

    /**
     * A signal, and whom it is for; its number is not given yet.
     *
     * @param node where the asking node takes the target's socket to be; null when it knows of none in this call
     */
    record Outgoing(
            ParticipantId target,
            VoiceSignal signal,
            @Nullable String node) {}

    /** How the asker is; null leaves as it is. */
    record Update(Actor by, VoicePlace place, ClientFrame.VoiceState state) implements VoiceAsk<Answer.Done> {}

    /** What the asker measures of the lines from the others. */
    record Report(Actor by, VoicePlace place, List<ClientFrame.PeerStats> peers) implements VoiceAsk<Answer.Done> {
        public Report {
            peers = List.copyOf(peers);
        }
    }

    /** The seat is given up. */
    record Leave(Actor by, VoicePlace place, VoiceEnd reason) implements VoiceAsk<Answer.Done> {}

    /** A node's seats are still taken; at most 100 at a time. Answers what became of each, in their order. */
    record Renew(Actor by, String node, List<Renewal> seats) implements VoiceAsk<VoiceRenewed> {
        public Renew {
            seats = List.copyOf(seats);
        }
    }

    /**
     * A seat that is still taken.
     *
     * @param n the last signal that came to it: those after it are told again
     */
    record Renewal(VoicePlace place, UserId user, long n) {}

    /** All of a call, for a node that mirrors it. */
    record State(Actor by, ChannelId channel) implements VoiceAsk<RoomState> {}

    /** Which calls there are, by channel, and where each stands. */
    record Calls(Actor by) implements VoiceAsk<VoiceCalls> {}

    /** These people's permissions in the call may have changed: whoever may not be there any more is taken out. */
    record Recheck(Actor by, ChannelId channel, List<VoiceSeat> seats) implements VoiceAsk<Answer.Done> {
        public Recheck {
            seats = List.copyOf(seats);
        }
    }

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
