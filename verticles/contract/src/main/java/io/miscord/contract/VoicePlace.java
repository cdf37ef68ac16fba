package io.miscord.contract;

/**
 * A seat in a call as the socket knows it that sits there.
 *
 * @param session what only that socket's person knows of it
 */
public record VoicePlace(ChannelId channel, ParticipantId participant, String session) {}
