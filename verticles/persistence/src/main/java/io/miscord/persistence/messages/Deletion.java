package io.miscord.persistence.messages;

import io.miscord.contract.MessageId;
import io.miscord.persistence.sql.Queries;
import java.util.Collection;

/** How messages are deleted, whoever does it. Methods wait: they belong on a virtual thread. */
public final class Deletion {
    private final MessageStore store = new MessageStore();

    /**
     * Deletes messages that are locked, in their transaction: their texts, and what calls somebody by them, go at once;
     * their rows stay. Whoever does so tells it.
     */
    public void delete(Queries queries, Collection<MessageId> messages) {
        store.delete(queries, messages);
    }
}
