package io.miscord.contract;

import org.jspecify.annotations.Nullable;

/**
 * What somebody may do in a channel's call.
 *
 * @param server whose channel it is; null for a conversation
 * @param permissions theirs in the channel
 */
public record VoiceStanding(@Nullable ServerId server, Permissions permissions) implements Answer {}
