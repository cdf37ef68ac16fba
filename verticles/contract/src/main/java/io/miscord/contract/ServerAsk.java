package io.miscord.contract;

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

    /** Changes name or description; null leaves a field as it is, an empty description clears it. */
    record Update(
            Actor by,
            ServerId server,
            @Nullable String name,
            @Nullable String description) implements ServerAsk<Server> {}

    /** Deletes the server; the owner alone may. */
    record Delete(Actor by, ServerId server) implements ServerAsk<Answer.Done> {}

    /** The asker leaves; the owner cannot. */
    record Leave(Actor by, ServerId server) implements ServerAsk<Answer.Done> {}

    /** Members by id; {@code cursor} is a page's {@code next}. */
    record Members(Actor by, ServerId server, @Nullable String cursor, int limit)
            implements ServerAsk<Answer.Listing<Member>> {}

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

    /** Looks an invite up, signed in or not. */
    record LookUpInvite(Actor by, String code) implements ServerAsk<Invite> {}

    /** Joins by an invite; who is a member already stays one and uses nothing up. */
    record Join(Actor by, String code) implements ServerAsk<ServerDetail> {}
}
