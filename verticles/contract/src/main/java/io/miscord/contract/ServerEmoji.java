package io.miscord.contract;

/**
 * An emoji of a server's own.
 *
 * @param name what it is called between colons; once in a server
 * @param url where its picture is
 */
public record ServerEmoji(EmojiId id, ServerId serverId, String name, String url) implements Answer {}
