package io.miscord.persistence.servers;

import io.miscord.contract.Member;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about who is in a server. */
final class MemberStore {
    /** What {@link #member} reads, of {@code members m} and {@code users u}. */
    static final String SHOWN = """
            u.*, m.server_id, m.nickname, m.joined_at, m.name_key,
                   ARRAY (SELECT r.role_id FROM user_roles r
                           WHERE r.server_id = m.server_id AND r.user_id = m.user_id
                           ORDER BY r.role_id) AS roles,
                   (SELECT t.until FROM mutes t
                     WHERE t.server_id = m.server_id AND t.user_id = m.user_id AND t.until > now()) AS muted_until
            """;

    private static final String COLUMNS = "SELECT " + SHOWN + " FROM members m JOIN users u ON u.id = m.user_id";

    private static final String PAGE = COLUMNS + """
             WHERE m.server_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3
            """;

    private static final String ONE = COLUMNS + " WHERE m.server_id = $1 AND m.user_id = $2";

    private static final String OF_PERSON = COLUMNS + " WHERE m.user_id = $1 AND m.server_id = ANY ($2)";

    private static final String IS_MEMBER = "SELECT 1 FROM members WHERE server_id = $1 AND user_id = $2";

    private static final String END_MUTE =
            "DELETE FROM mutes WHERE server_id = $1 AND user_id = $2 RETURNING until > now() AS held";

    private static final String READ_UP_TO_NOW = """
            INSERT INTO read_states AS r (user_id, channel_id, seq)
            SELECT $1, c.id, h.last_seq
              FROM channels c
              JOIN stream_heads h ON h.stream_id = c.id
             WHERE c.id = ANY ($2) AND h.last_seq > 0
                ON CONFLICT (user_id, channel_id) DO UPDATE SET seq = excluded.seq, updated_at = now()
             WHERE r.seq < excluded.seq
            """;

    /** The person first, as who renames themselves has it: in the other order the two would wait for each other. */
    private static final String CALL = """
            WITH named AS MATERIALIZED (SELECT id FROM users WHERE id = $2 FOR SHARE)
            UPDATE members SET nickname = $3 FROM named
             WHERE server_id = $1 AND user_id = named.id AND nickname IS DISTINCT FROM $3
            """;

    private static final String INSERT = "INSERT INTO members (server_id, user_id) VALUES ($1, $2)";

    private static final String DELETE = "DELETE FROM members WHERE server_id = $1 AND user_id = $2";

    /** The person's row is locked: their joins take turns, so that the count holds. */
    private static final String LOCK_PERSON = "SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE";

    private static final String COUNT_SERVERS = """
            SELECT count(*) FROM members m JOIN servers s ON s.id = m.server_id
             WHERE m.user_id = $1 AND s.deleted_at IS NULL
            """;

    /** Never counts further than anybody reads. */
    private static final String COUNT_MEMBERS =
            "SELECT count(*) FROM (SELECT 1 FROM members WHERE server_id = $1 LIMIT 100000) m";

    /** Members in the order of their ids, after one; their presence is not known here. */
    List<Member> page(Queries queries, ServerId server, @Nullable UUID after, int limit) {
        var members = new ArrayList<Member>();
        queries.run(PAGE, server.value(), Objects.requireNonNullElse(after, Cursor.FIRST), limit)
                .forEach(row -> members.add(member(row)));
        return members;
    }

    Optional<Member> one(Queries queries, ServerId server, UserId user) {
        return queries.first(MemberStore::member, ONE, server.value(), user.value());
    }

    /** Ends a mute; false where none held. */
    boolean unmute(Queries queries, ServerId server, UserId user) {
        return queries.first(row -> row.getBoolean("held"), END_MUTE, server.value(), user.value())
                .orElse(false);
    }

    /** Somebody in each of these servers, in which they are a member. */
    Map<ServerId, Member> of(Queries queries, UserId user, Collection<ServerId> servers) {
        var ids = servers.stream().map(ServerId::value).toArray(UUID[]::new);
        var members = new HashMap<ServerId, Member>();
        queries.run(OF_PERSON, user.value(), ids)
                .forEach(row -> members.put(new ServerId(row.getUUID("server_id")), member(row)));
        return members;
    }

    boolean isMember(Queries queries, ServerId server, UserId user) {
        return queries.change(IS_MEMBER, server.value(), user.value()) > 0;
    }

    void insert(Queries queries, ServerId server, UserId user) {
        queries.change(INSERT, server.value(), user.value());
    }

    /** What was said before somebody came is nothing that they have to read. */
    void readUpToNow(Queries queries, UserId user, Collection<StreamId> channels) {
        queries.change(
                READ_UP_TO_NOW,
                user.value(),
                channels.stream().map(StreamId::value).toArray(UUID[]::new));
    }

    /** Whether they were called something else before. */
    boolean call(Queries queries, ServerId server, UserId user, @Nullable String nickname) {
        return queries.change(CALL, server.value(), user.value(), nickname) > 0;
    }

    void delete(Queries queries, ServerId server, UserId user) {
        queries.change(DELETE, server.value(), user.value());
    }

    /** How many servers somebody is in; their other joins wait until the commit. */
    long servers(Queries queries, UserId user) {
        queries.run(LOCK_PERSON, user.value());
        return queries.first(row -> row.getLong(0), COUNT_SERVERS, user.value()).orElse(0L);
    }

    long count(Queries queries, ServerId server) {
        return queries.first(row -> row.getLong(0), COUNT_MEMBERS, server.value())
                .orElse(0L);
    }

    static Member member(Row row) {
        var roles = Arrays.stream(row.getArrayOfUUIDs("roles")).map(RoleId::new).toList();
        return new Member(
                Views.user(row),
                Rows.textOrNull(row, "nickname"),
                roles,
                Rows.time(row, "joined_at"),
                PresenceStatus.OFFLINE,
                Rows.timeOrNull(row, "muted_until"));
    }
}
