package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people can ask about their own: what others are to them, their settings, and what they are told of. */
public sealed interface PersonAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.people";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** The asker's friends, requests, and whom they have blocked, by id. */
    record Relationships(Actor by) implements PersonAsk<Answer.Listing<Relationship>> {}

    /**
     * Asks a person to be friends; whoever was asked by them before accepts. What is so already stays so. FORBIDDEN
     * where one of the two has blocked the other.
     */
    record Befriend(Actor by, UserId user) implements PersonAsk<Relationship> {}

    /** Blocks a person: neither can write to the other any more, and they are no friends. */
    record Block(Actor by, UserId user) implements PersonAsk<Relationship> {}

    /** Ends a friendship, takes a request back, declines one, or unblocks; nothing where there is nothing. */
    record EndRelationship(Actor by, UserId user) implements PersonAsk<Answer.Done> {}

    /** The asker's settings. */
    record ReadSettings(Actor by) implements PersonAsk<Settings> {}

    /** Changes the asker's settings; null leaves one as it is. */
    record ChangeSettings(Actor by, @Nullable MessagesFrom messagesFrom) implements PersonAsk<Settings> {}

    /** What the asker has set to be told of, by server, channel and conversation. */
    record Levels(Actor by) implements PersonAsk<Answer.Listing<Level>> {}

    /** Sets all of it for a server, channel or conversation of the asker's; twice null for nothing. */
    record SetLevel(
            Actor by,
            StreamId subject,
            @Nullable NotifyLevel level,
            @Nullable Instant mutedUntil) implements PersonAsk<Level> {}

    /** What the asker was told of, the newest first; {@code cursor} is a page's {@code next}. */
    record Notifications(Actor by, @Nullable String cursor, int limit, boolean unreadOnly)
            implements PersonAsk<Answer.Listing<Notification>> {}

    /** Marks notifications of the asker's as read: these, those of a channel, or all; exactly one of the three. */
    record ReadNotifications(
            Actor by,
            @Nullable List<NotificationId> ids,
            @Nullable ChannelId channel,
            boolean all) implements PersonAsk<Answer.Done> {
        public ReadNotifications {
            ids = ids == null ? null : List.copyOf(ids);
        }
    }

    /** What browsers subscribe to; NOT_FOUND where nothing is pushed. */
    record PushKey(Actor by) implements PersonAsk<Answer.PushKey> {}

    /**
     * From now on what the asker is told of is pushed to this browser, as long as this sign-in lasts; to the one of
     * before no more.
     *
     * @param endpoint where its maker's service takes what is for it
     * @param publicKey the browser's, in Base64 for URLs
     * @param secret what the browser made, in Base64 for URLs
     */
    record SubscribePush(Actor by, String endpoint, String publicKey, String secret)
            implements PersonAsk<Answer.Done> {}

    /** Nothing is pushed to the browser of this sign-in any more. */
    record UnsubscribePush(Actor by) implements PersonAsk<Answer.Done> {}
}
