package io.miscord.contract;

import java.util.List;

/**
 * A call as its room has it.
 *
 * @param rev which state of the room this is; 0 when there is none
 * @param seats in the order in which people came
 */
public record RoomState(ChannelId channel, long rev, int capacity, List<VoiceSeat> seats) implements Answer {
    public RoomState {
        seats = List.copyOf(seats);
    }
}
