package io.miscord.contract;

import org.jspecify.annotations.Nullable;

/**
 * What can be asked about pictures: of servers, of people, and servers' own emoji. A picture is stored by an edge,
 * under an address that follows from what was sent; what is asked here is told that address.
 */
public sealed interface ImageAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.images";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** What a picture is for. */
    enum Purpose {
        /** Of a server: whoever may manage it. */
        ICON,
        /** An emoji of a server's own: whoever may manage these. */
        EMOJI,
        /** Of oneself: anybody. */
        AVATAR
    }

    /**
     * Whether the asker may use a picture so; from now on it is kept for a day at least, and as long as something shows
     * it. Asked before it is stored.
     *
     * @param server whose it is to be; null for the asker's own
     */
    record Keep(Actor by, Purpose purpose, @Nullable ServerId server, String url) implements ImageAsk<Answer.Done> {}

    /** Sets a server's picture; null takes it away. */
    record SetIcon(Actor by, ServerId server, @Nullable String url) implements ImageAsk<Server> {}

    /** Sets the asker's picture; null takes it away. */
    record SetAvatar(Actor by, @Nullable String url) implements ImageAsk<User> {}

    /** A server's own emoji, by name. */
    record Emoji(Actor by, ServerId server) implements ImageAsk<Answer.Listing<io.miscord.contract.ServerEmoji>> {}

    /** A new emoji of a server's own. */
    record AddEmoji(
            Actor by,
            ServerId server,
            String name,
            String url,
            @Nullable Nonce nonce) implements ImageAsk<io.miscord.contract.ServerEmoji> {}

    /** Deletes an emoji; what was said with it stays as text. */
    record DeleteEmoji(Actor by, ServerId server, EmojiId emoji) implements ImageAsk<Answer.Done> {}
}
