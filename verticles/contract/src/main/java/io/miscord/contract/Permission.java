package io.miscord.contract;

/**
 * What a role can allow in a server; stored and sent by name. Whatever can be allowed or denied in a single channel
 * says so.
 */
public enum Permission {
    /** Everything, everywhere in the server. */
    ADMINISTRATOR(0, false),
    VIEW_CHANNEL(1, true),
    SEND_MESSAGES(2, true),
    ADD_REACTIONS(3, true),
    /** Delete and pin others' messages. */
    MANAGE_MESSAGES(4, true),
    MENTION_EVERYONE(5, true),
    CREATE_INVITES(6, true),
    MANAGE_CHANNELS(7, true),
    MANAGE_ROLES(8, true),
    MANAGE_SERVER(9, false),
    KICK_MEMBERS(10, false),
    BAN_MEMBERS(11, false),
    MUTE_MEMBERS(12, true),
    CHANGE_NICKNAME(13, false),
    MANAGE_NICKNAMES(14, false),
    VIEW_AUDIT_LOG(15, false),
    MANAGE_WEBHOOKS(16, true),
    CONNECT(17, true),
    SPEAK(18, true),
    SHARE_SCREEN(19, true),
    MOVE_MEMBERS(20, true),
    /** Add and remove the server's own emoji. */
    MANAGE_EMOJI(21, false);

    private final long bit;
    private final boolean inChannel;

    Permission(int place, boolean inChannel) {
        this.bit = 1L << place;
        this.inChannel = inChannel;
    }

    /** Its bit, for ever the same; in memory only, never on the wire or in a table. */
    public long bit() {
        return bit;
    }

    /** Whether an {@link Overwrite} can name it. */
    public boolean inChannel() {
        return inChannel;
    }
}
