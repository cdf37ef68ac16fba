package io.miscord.persistence.messages;

import io.miscord.contract.Author;
import io.miscord.contract.MessageId;
import io.miscord.contract.UserId;
import java.time.Instant;
import java.util.List;

/** What became of a message that was handed to a writer. */
sealed interface Outcome {
    /** It is stored. {@code mentions} are those of whom it names who are there. */
    record Stored(MessageId id, long seq, Instant createdAt, Author author, List<UserId> mentions) implements Outcome {}

    /** Its nonce is known: this was stored then. */
    record Duplicate(MessageId id, long seq) implements Outcome {}

    /** What its sender may do has changed meanwhile: nothing is stored. */
    record Stale() implements Outcome {}

    /** Its sender has to wait so many seconds before writing in this channel again: nothing is stored. */
    record Slow(int seconds) implements Outcome {}
}
