package io.miscord.persistence.moderation;

import io.miscord.contract.ServerId;
import io.miscord.persistence.sql.Queries;
import java.util.Set;

/**
 * Whether a server's rules let a name stand in what the server itself says. Rules are read anew each time: names are
 * looked at rarely, and within changes whose access version may yet be undone. Methods wait: they belong on a virtual
 * thread.
 */
public final class NameFilter {
    private final FilterStore store = new FilterStore();

    /** Whether no rule catches the name, whatever it would do about it. */
    public boolean lets(Queries queries, ServerId server, String name) {
        var filter = WordFilter.of(store.of(queries, server));
        return filter.strictest(name, Set.of()).isEmpty();
    }
}
