package io.miscord.persistence.people;

import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.accounts.Usernames;
import io.miscord.persistence.sql.Database;
import io.miscord.platform.ProblemException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Who is meant by a name in a server. Anybody may take somebody else's username as a nickname, so that a name alone
 * never decides between the two: whoever asks is told of both, and says which by the username with {@code @} before it.
 * Methods wait: they belong on a virtual thread.
 */
public final class Names {
    private static final String USERNAME = "@";
    private static final int LONGEST = 100;
    private static final int CANDIDATES = 10;

    private final Database database;
    private final Access access;
    private final NameStore store = new NameStore();

    /** Looks names up in this database; one a node. */
    public Names(Database database, Access access) {
        this.database = database;
        this.access = access;
    }

    /** The one member who is called so. */
    public User named(ServerAsk.Named ask) {
        var name = Texts.line("name", ask.name(), LONGEST);
        access.server(database, ask.by(), ask.server());
        boolean usernameAlone = name.startsWith(USERNAME);
        var username = Usernames.key(usernameAlone ? name.substring(USERNAME.length()) : name);
        var found = new LinkedHashMap<UserId, User>();
        store.byUsername(database, ask.server(), username).forEach(user -> found.put(user.id(), user));
        if (!usernameAlone) {
            store.byShownName(database, ask.server(), name, CANDIDATES + 1).forEach(user -> found.put(user.id(), user));
        }
        if (found.isEmpty()) {
            throw ProblemException.of(Refusal.NO_SUCH_NAME, name);
        }
        if (found.size() > 1) {
            throw ProblemException.of(Refusal.AMBIGUOUS_NAME, name, candidates(found));
        }
        return found.firstEntry().getValue();
    }

    private static String candidates(SequencedMap<UserId, User> found) {
        var names = found.values().stream()
                .limit(CANDIDATES)
                .map(user -> USERNAME + user.username())
                .collect(Collectors.joining(", "));
        return found.size() > CANDIDATES ? names + ", …" : names;
    }
}
