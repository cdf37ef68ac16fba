package io.miscord.persistence.notifications;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Author;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Locks;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of {@link Notifier}: messages of which somebody has to be told, and who that is. */
final class NoticeStore {
    /** Waits until no other node is at it: two at once would tell people of a later message first. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(" + Locks.NOTICES + ")";

    /** The oldest that nobody works on. What is taken is gone with the commit, or there again without. */
    private static final String TAKE = """
            WITH due AS MATERIALIZED (
                SELECT message_id FROM pending_notices ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            DELETE FROM pending_notices WHERE message_id = ANY (ARRAY (SELECT message_id FROM due))
            RETURNING message_id
            """;

    /** Behind all others. */
    private static final String PUT_OFF =
            "UPDATE pending_notices SET created_at = clock_timestamp() WHERE message_id = $1";

    private static final String FORGET = """
            DELETE FROM pending_notices
             WHERE message_id = ANY (ARRAY (
                   SELECT message_id FROM pending_notices WHERE message_id < $1 LIMIT $2))
            """;

    /** Whom a message named when it was sent: an edit calls nobody. Its text tells whether it brings an invite. */
    private static final String MESSAGES = """
            SELECT m.id, m.channel_id, m.seq, m.user_id, u.username, u.display_name, u.avatar_url,
                   coalesce(c.server_id, c.id) AS domain_id, o.user_id AS answered,
                   CASE WHEN c.server_id IS NULL THEN m.content ELSE '' END AS content,
                   ARRAY (SELECT k.target_id FROM mention_marks k WHERE k.message_id = m.id) AS called
              FROM messages m
              JOIN channels c ON c.id = m.channel_id
              LEFT JOIN users u ON u.id = m.user_id
              LEFT JOIN messages o ON o.id = m.reply_to AND o.deleted_at IS NULL
             WHERE m.id = ANY ($1) AND m.deleted_at IS NULL AND c.deleted_at IS NULL
             ORDER BY m.created_at, m.channel_id, m.seq
            """;

    /** Nobody gains or loses sight of them until the commit; locked in the order in which everybody locks several. */
    private static final String KEEP = """
            SELECT pg_advisory_xact_lock_shared(d.key)
              FROM (SELECT DISTINCT uuid_hash_extended(u.id, 0) AS key
                      FROM unnest($1::uuid[]) AS u (id) ORDER BY 1) d
            """;

    private static final String CHANNELS = """
            SELECT c.*,
            """ + Views.overwrites("c.id") + """
              FROM channels c
             WHERE c.id = ANY ($1) AND c.deleted_at IS NULL
            """;

    private static final String PARTICIPANTS =
            "SELECT conversation_id, user_id FROM dm_participants WHERE conversation_id = ANY ($1)";

    /** What each of these people wants of a channel by an author; without a server for conversations. */
    private static final String WISHES = """
            SELECT w.ord, coalesce(c.level, s.level) AS level,
                   coalesce(c.muted_until > now(), false) OR coalesce(s.muted_until > now(), false) AS muted,
                   EXISTS (SELECT FROM relationships r
                            WHERE r.user_id = w.user_id AND r.other_id = w.author_id AND r.kind = 'blocked') AS blocked
              FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
                   WITH ORDINALITY AS w (user_id, channel_id, server_id, author_id, ord)
              LEFT JOIN notification_levels c ON c.user_id = w.user_id AND c.subject_id = w.channel_id
              LEFT JOIN notification_levels s ON s.user_id = w.user_id AND s.subject_id = w.server_id
             ORDER BY w.ord
            """;

    private static final String INVITES =
            "SELECT code FROM invites WHERE code = ANY ($1) AND (expires_at IS NULL OR expires_at > now())";

    /**
     * A message of which somebody has to be told.
     *
     * @param domain whose permissions decide who sees it
     * @param author null once their account is gone
     * @param answered whose message it answers, if that is there
     * @param called by it: people, and roles and a server among them
     * @param content in a conversation alone
     */
    record Due(
            MessageId id,
            ChannelId channel,
            long seq,
            AccessDomain domain,
            @Nullable Author author,
            @Nullable UserId answered,
            Set<UUID> called,
            String content) {
        boolean isInConversation() {
            return domain.equals(AccessDomain.of(channel));
        }
    }

    /** Who might be told of what by whom. */
    record Wish(UserId user, Due due) {}

    /** What somebody wants to be told of; null for as it is by itself. */
    record Will(@Nullable NotifyLevel level, boolean muted, boolean blocked) {}

    /** The oldest messages that are due; until the transaction ends nobody else takes any. */
    List<UUID> take(Queries queries, int most) {
        queries.run(ALONE);
        var taken = new ArrayList<UUID>();
        queries.run(TAKE, most).forEach(row -> taken.add(row.getUUID("message_id")));
        return taken;
    }

    void putOff(Queries queries, UUID message) {
        queries.change(PUT_OFF, message);
    }

    /** Removes some of what is older than this id. */
    int forget(Queries queries, UUID before, int most) {
        return queries.change(FORGET, before, most);
    }

    List<Due> messages(Queries queries, Collection<UUID> messages) {
        var due = new ArrayList<Due>();
        for (var row : queries.run(MESSAGES, (Object) messages.toArray(UUID[]::new))) {
            var answered = Rows.idOrNull(row, "answered");
            due.add(new Due(
                    new MessageId(row.getUUID("id")),
                    new ChannelId(row.getUUID("channel_id")),
                    row.getLong("seq"),
                    new AccessDomain(row.getUUID("domain_id")),
                    Views.author(row),
                    answered == null ? null : new UserId(answered),
                    Set.of(row.getArrayOfUUIDs("called")),
                    row.getString("content")));
        }
        return due;
    }

    void keepAccess(Queries queries, Collection<AccessDomain> domains) {
        queries.run(KEEP, (Object) domains.stream().map(AccessDomain::value).toArray(UUID[]::new));
    }

    Map<ChannelId, Channel> channels(Queries queries, Collection<ChannelId> channels) {
        var found = new HashMap<ChannelId, Channel>();
        queries.run(CHANNELS, (Object) ids(channels)).forEach(row -> {
            var channel = Views.channel(row);
            found.put(channel.id(), channel);
        });
        return found;
    }

    Map<ChannelId, Set<UserId>> participants(Queries queries, Collection<ChannelId> conversations) {
        var people = new HashMap<ChannelId, Set<UserId>>();
        if (!conversations.isEmpty()) {
            queries.run(PARTICIPANTS, (Object) ids(conversations))
                    .forEach(row -> people.computeIfAbsent(
                                    new ChannelId(row.getUUID("conversation_id")), channel -> new HashSet<>())
                            .add(new UserId(row.getUUID("user_id"))));
        }
        return people;
    }

    /** The will of each, in order. */
    List<Will> wills(Queries queries, List<Wish> wishes) {
        int n = wishes.size();
        var users = new UUID[n];
        var channels = new UUID[n];
        var servers = new @Nullable UUID[n];
        var authors = new @Nullable UUID[n];
        for (int i = 0; i < n; i++) {
            var due = wishes.get(i).due;
            var author = due.author;
            users[i] = wishes.get(i).user.value();
            channels[i] = due.channel.value();
            servers[i] = due.isInConversation() ? null : due.domain.value();
            authors[i] = author == null ? null : author.id().value();
        }
        var wills = new ArrayList<Will>(n);
        for (var row : queries.run(WISHES, users, channels, servers, authors)) {
            var level = LevelStore.named(Rows.textOrNull(row, "level"));
            wills.add(new Will(level, row.getBoolean("muted"), row.getBoolean("blocked")));
        }
        return wills;
    }

    /** Those of these codes that an invite has. */
    Set<String> invites(Queries queries, Collection<String> codes) {
        var known = new HashSet<String>();
        if (!codes.isEmpty()) {
            queries.run(INVITES, (Object) codes.toArray(String[]::new))
                    .forEach(row -> known.add(row.getString("code")));
        }
        return known;
    }

    private static UUID[] ids(Collection<ChannelId> channels) {
        return channels.stream().map(ChannelId::value).toArray(UUID[]::new);
    }
}
