package io.miscord.persistence.audit;

import java.util.Locale;

/** What the audit log knows of; stored by these names for ever. */
public enum Act {
    /** Name, description, picture, or how old accounts must be. */
    SERVER_UPDATE,
    /** To another member. */
    SERVER_TRANSFER,
    CHANNEL_CREATE,
    CHANNEL_UPDATE,
    /** To another place or category. */
    CHANNEL_MOVE,
    /** What a channel allows and denies a role or a person. */
    OVERWRITE_UPDATE,
    /** Its messages to a file. */
    CHANNEL_EXPORT,
    /** The messages of a file to it. */
    CHANNEL_IMPORT,
    CHANNEL_DELETE,
    ROLE_CREATE,
    ROLE_UPDATE,
    /** The order of all of them. */
    ROLE_MOVE,
    ROLE_GIVE,
    ROLE_TAKE,
    ROLE_DELETE,
    EMOJI_CREATE,
    EMOJI_DELETE,
    INVITE_CREATE,
    INVITE_DELETE,
    MESSAGE_PIN,
    MESSAGE_UNPIN,
    /** Of somebody else's. */
    MESSAGE_DELETE,
    /** What somebody else is called, or all roles of somebody. */
    MEMBER_UPDATE,
    /** Whoever's they were. */
    MESSAGE_BULK_DELETE,
    MEMBER_KICK,
    MEMBER_BAN,
    MEMBER_UNBAN,
    MEMBER_MUTE,
    MEMBER_UNMUTE,
    /** In a call, until it is over. */
    VOICE_MUTE,
    VOICE_UNMUTE,
    VOICE_DISCONNECT,
    VOICE_MOVE,
    FILTER_RULE_CREATE,
    FILTER_RULE_UPDATE,
    FILTER_RULE_DELETE,
    /** Closed, or opened again. */
    REPORT_CLOSE;

    /** As it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
