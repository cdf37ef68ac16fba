package io.miscord.persistence.operator;

import io.miscord.contract.Answer;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.OperatorEntry;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.Page;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators did: written with the act itself, or not at all. */
final class OperatorLog {
    private final OperatorLogStore store = new OperatorLogStore();

    /**
     * Writes an act down.
     *
     * @param target what it was done to is called so now
     * @param detail why, or what it is from now on
     */
    void write(
            Tx tx,
            UserId by,
            OperatorAct act,
            @Nullable UUID targetId,
            @Nullable String target,
            @Nullable String detail) {
        store.insert(tx, by, act, targetId, target, detail);
    }

    /** A page of it, newest first. */
    Answer.Listing<OperatorEntry> page(Queries queries, OperatorAsk.Log ask) {
        int limit = Page.limit(ask.limit());
        var before = Objects.requireNonNullElse(Cursor.id(ask.cursor()), Cursor.LAST);
        return Page.cut(
                store.page(queries, before, limit + 1),
                limit,
                entry -> entry.id().toString());
    }
}
