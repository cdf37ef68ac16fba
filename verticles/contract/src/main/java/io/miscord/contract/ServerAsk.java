package io.miscord.contract;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked about servers, their members and invites. */
public sealed interface ServerAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.servers";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** A new server with a {@code general} text and a {@code General} voice channel; the asker owns it. */
    record Create(
            Actor by,
            String name,
            @Nullable String description,
            @Nullable Nonce nonce) implements ServerAsk<ServerDetail> {}

    /** The asker's own servers. */
    record Mine(Actor by) implements ServerAsk<Answer.Listing<Server>> {}

    /** A server with what the asker may see of it. */
    record Get(Actor by, ServerId server) implements ServerAsk<ServerDetail> {}

    /**
     * Changes a server; null leaves a field as it is, an empty description clears it.
     *
     * @param minAccountAge the seconds that an account must be old to join, a year at most; 0 for any
     */
    record Update(
            Actor by,
            ServerId server,
            @Nullable String name,
            @Nullable String description,
            @Nullable Integer minAccountAge)
            implements ServerAsk<Server> {}

    /** Says in which of its channels a server tells of itself, such as of who joins; null: in none. */
    record SetSystemChannel(
            Actor by, ServerId server, @Nullable ChannelId channel) implements ServerAsk<Server> {}

    /** Deletes the server; the owner alone may. */
    record Delete(Actor by, ServerId server) implements ServerAsk<Answer.Done> {}

    /** The asker leaves; the owner cannot. */
    record Leave(Actor by, ServerId server) implements ServerAsk<Answer.Done> {}

    /** Gives the server to another member; the owner alone may. */
    record Transfer(Actor by, ServerId server, UserId to) implements ServerAsk<Server> {}

    /**
     * Changes a member: the asker themselves or somebody below them. A null leaves a field as it is.
     *
     * @param nickname what they are called there; empty for none
     * @param roles the roles that they are to have besides everybody's
     * @param reason for the audit log
     */
    record UpdateMember(
            Actor by,
            ServerId server,
            UserId user,
            @Nullable String nickname,
            @Nullable Set<RoleId> roles,
            @Nullable String reason)
            implements ServerAsk<Member> {
        public UpdateMember {
            roles = roles == null ? null : Set.copyOf(roles);
        }
    }

    /** How far the asker has read the channels that they see there. */
    record ReadStates(Actor by, ServerId server) implements ServerAsk<Answer.ReadStates> {}

    /** The asker has read all that is there now, in all channels that they see. */
    record ReadAll(Actor by, ServerId server) implements ServerAsk<Answer.Done> {}

    /** In which order members are listed. */
    enum Order {
        /** By id: for whoever wants all of them. */
        ID,
        /** As people see them: by their highest role that is listed apart, the highest first, then by name. */
        ROLE
    }

    /**
     * A page of members.
     *
     * @param search the beginning of the name that they are shown under, whatever the case: those alone, by name
     * @param cursor a page's {@code next}, in the same list
     */
    record Members(
            Actor by,
            ServerId server,
            Order order,
            @Nullable String search,
            @Nullable String cursor,
            int limit) implements ServerAsk<Answer.Listing<ListedMember>> {}

    /** How many members stand under which role in the list by roles, as it is ordered; empty groups are left out. */
    record MemberGroups(Actor by, ServerId server) implements ServerAsk<Answer.Listing<MemberGroup>> {}

    /**
     * Who is called so in the server: by the name that they are shown under there or by their username, whatever the
     * case; {@code @} before it means the username alone. NOT_FOUND for nobody, CONFLICT for several.
     */
    record Named(Actor by, ServerId server, String name) implements ServerAsk<User> {}

    /** A new invite; {@code expiresIn} in seconds, null for never. */
    record CreateInvite(
            Actor by,
            ServerId server,
            @Nullable Integer maxUses,
            @Nullable Integer expiresIn,
            @Nullable Nonce nonce) implements ServerAsk<Invite> {}

    /**
     * The invites that can be used, the newest first; {@code cursor} is a page's {@code next}. All of them for whoever
     * holds {@link Permission#MANAGE_SERVER}, the asker's own for anybody else.
     */
    record Invites(Actor by, ServerId server, @Nullable String cursor, int limit)
            implements ServerAsk<Answer.Listing<Invite>> {}

    /** Ends an invite: one's own, or with {@link Permission#MANAGE_SERVER} any. */
    record RevokeInvite(Actor by, String code) implements ServerAsk<Answer.Done> {}

    /** Looks an invite up, signed in or not. */
    record LookUpInvite(Actor by, String code) implements ServerAsk<Invite> {}

    /** Joins by an invite; who is a member already stays one and uses nothing up. */
    record Join(Actor by, String code) implements ServerAsk<ServerDetail> {}
}
