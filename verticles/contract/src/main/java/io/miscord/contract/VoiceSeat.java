package io.miscord.contract;

/** Somebody in a call, and the node that holds their socket, or held it last. */
public record VoiceSeat(VoiceParticipant participant, String node) {}
