package io.miscord.contract;

/** What a role can allow in a server; stored and sent by name. */
public enum Permission {
    /** Everything, everywhere in the server. */
    ADMINISTRATOR,
    VIEW_CHANNEL,
    SEND_MESSAGES,
    ADD_REACTIONS,
    /** Delete and pin others' messages. */
    MANAGE_MESSAGES,
    MENTION_EVERYONE,
    CREATE_INVITES,
    MANAGE_CHANNELS,
    MANAGE_ROLES,
    MANAGE_SERVER,
    KICK_MEMBERS,
    BAN_MEMBERS,
    MUTE_MEMBERS,
    CHANGE_NICKNAME,
    MANAGE_NICKNAMES,
    VIEW_AUDIT_LOG,
    MANAGE_WEBHOOKS,
    CONNECT,
    SPEAK,
    SHARE_SCREEN,
    MOVE_MEMBERS
}
