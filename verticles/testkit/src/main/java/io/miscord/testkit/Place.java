package io.miscord.testkit;

/**
 * Where people meet: a server, and its general text channel.
 *
 * @param serverId the server
 * @param channelId its general channel
 */
public record Place(String serverId, String channelId) {}
