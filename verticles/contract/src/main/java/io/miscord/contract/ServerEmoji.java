package io.miscord.contract;

/**
 * An emoji of a server's own.
 *
 * @param name what it is called between colons; once in a server
 * @param url where its picture is
 */
public record ServerEmoji(EmojiId id, ServerId serverId, String name, String url) implements Answer {
    /** What a name is, as a regular expression. */
    public static final String NAME = "[A-Za-z0-9_]{2,32}";
}
