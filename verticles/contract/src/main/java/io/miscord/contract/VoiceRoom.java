package io.miscord.contract;

import java.util.List;

/**
 * Who is in a call.
 *
 * @param capacity how many may be
 * @param participants in the order in which they came
 */
public record VoiceRoom(ChannelId channelId, int capacity, List<VoiceParticipant> participants) implements Answer {
    public VoiceRoom {
        participants = List.copyOf(participants);
    }
}
