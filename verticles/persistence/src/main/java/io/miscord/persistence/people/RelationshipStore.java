package io.miscord.persistence.people;

import io.miscord.contract.Relationship;
import io.miscord.contract.RelationshipKind;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The statements about what people are to each other: of a pair each has a row, unless they are nothing to them. */
final class RelationshipStore {
    /** In the order of their ids: two who change something between them wait for each other, and not for ever. */
    private static final String LOCK = "SELECT * FROM users WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE";

    private static final String OF = """
            SELECT u.*, r.kind
              FROM relationships r JOIN users u ON u.id = r.other_id
             WHERE r.user_id = $1
             ORDER BY r.other_id
            """;

    private static final String KIND = "SELECT kind FROM relationships WHERE user_id = $1 AND other_id = $2";

    private static final String COUNT = """
            SELECT count(*) FROM relationships WHERE user_id = $1 AND (kind = 'blocked') = $2
            """;

    private static final String PUT = """
            INSERT INTO relationships (user_id, other_id, kind) VALUES ($1, $2, $3)
                ON CONFLICT (user_id, other_id) DO UPDATE SET kind = excluded.kind, created_at = now()
            """;

    private static final String REMOVE = "DELETE FROM relationships WHERE user_id = $1 AND other_id = $2";

    /** From now to the commit nothing else changes between these two; whoever of them is there. */
    Map<UserId, User> lock(Queries queries, UserId one, UserId other) {
        var rows = queries.run(LOCK, (Object) new UUID[] {one.value(), other.value()});
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Views::user)
                .collect(Collectors.toMap(User::id, Function.identity()));
    }

    List<Relationship> of(Queries queries, UserId user) {
        var all = new ArrayList<Relationship>();
        for (var row : queries.run(OF, user.value())) {
            all.add(new Relationship(Views.user(row), kind(row)));
        }
        return all;
    }

    /** What the other one is to somebody, if anything. */
    Optional<RelationshipKind> kind(Queries queries, UserId user, UserId other) {
        return queries.first(RelationshipStore::kind, KIND, user.value(), other.value());
    }

    /** How many people somebody has blocked, or else has as friends and in requests. */
    long count(Queries queries, UserId user, boolean blocked) {
        return queries.first(row -> row.getLong(0), COUNT, user.value(), blocked)
                .orElse(0L);
    }

    void put(Queries queries, UserId user, UserId other, RelationshipKind kind) {
        queries.change(PUT, user.value(), other.value(), kind.name().toLowerCase(Locale.ROOT));
    }

    void remove(Queries queries, UserId user, UserId other) {
        queries.change(REMOVE, user.value(), other.value());
    }

    private static RelationshipKind kind(Row row) {
        return RelationshipKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }
}
