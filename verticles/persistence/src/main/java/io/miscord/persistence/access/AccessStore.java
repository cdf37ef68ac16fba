package io.miscord.persistence.access;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Rank;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Rows;
import io.miscord.persistence.sql.Views;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The statements of {@link Access}: a thing, who may see it and what they may do, all from one snapshot. */
final class AccessStore {
    private static final String SERVER = """
            SELECT s.*, v.version,
            """ + MembershipStore.columns("s.id", "$2") + """
              FROM servers s
              JOIN members m ON m.server_id = s.id AND m.user_id = $2
              JOIN access_versions v ON v.domain_id = s.id
             WHERE s.id = $1 AND s.deleted_at IS NULL
            """;

    private static final String CHANNEL =
            """
            SELECT c.*, v.version, s.owner_id,
            """ + Views.overwrites("c.id") + "," + MembershipStore.columns("c.server_id", "$2") + """
                   , c.server_id IS NULL AND EXISTS (
                         SELECT FROM dm_conversations d
                           JOIN relationships r ON r.user_id = ANY (d.people) AND r.other_id = ANY (d.people)
                          WHERE d.id = c.id AND cardinality(d.people) = 2 AND r.kind = 'blocked') AS blocked
              FROM channels c
              JOIN access_versions v ON v.domain_id = coalesce(c.server_id, c.id)
              LEFT JOIN servers s ON s.id = c.server_id AND s.deleted_at IS NULL
              LEFT JOIN members m ON m.server_id = s.id AND m.user_id = $2
              LEFT JOIN dm_participants p ON p.conversation_id = c.id AND p.user_id = $2
             WHERE c.id = $1 AND c.deleted_at IS NULL
               AND (m.user_id IS NOT NULL OR p.user_id IS NOT NULL)
            """;

    private static final String CHANNEL_OF_MESSAGE = "SELECT channel_id FROM messages WHERE id = $1";

    private static final String DOMAIN_OF_CHANNEL =
            "SELECT coalesce(server_id, id) AS domain_id FROM channels WHERE id = $1";

    /** The row stays as it is until the commit; replies and reactions to it are not held up by the lock. */
    private static final String MESSAGE = """
            SELECT id, seq, user_id, message_type, pinned FROM messages
             WHERE id = $1 AND deleted_at IS NULL
               FOR NO KEY UPDATE
            """;

    /** What is left to either side of a conversation of two when one has blocked the other. */
    private static final Permissions BLOCKED = Permissions.of(Permission.VIEW_CHANNEL);

    Optional<ServerGrant> loadServer(Queries queries, ServerId server, UserId user) {
        return queries.first(row -> serverGrant(row, user), SERVER, server.value(), user.value());
    }

    Optional<Grant> loadChannel(Queries queries, ChannelId channel, UserId user) {
        return queries.first(row -> grant(row, user), CHANNEL, channel.value(), user.value());
    }

    Optional<ChannelId> channelOf(Queries queries, MessageId message) {
        return queries.first(row -> new ChannelId(row.getUUID("channel_id")), CHANNEL_OF_MESSAGE, message.value());
    }

    Optional<AccessDomain> domainOf(Queries queries, ChannelId channel) {
        return queries.first(row -> new AccessDomain(row.getUUID("domain_id")), DOMAIN_OF_CHANNEL, channel.value());
    }

    Optional<MessageGrant> loadMessage(Queries queries, MessageId message, Grant channel) {
        return queries.first(row -> messageGrant(row, channel), MESSAGE, message.value());
    }

    private static ServerGrant serverGrant(Row row, UserId user) {
        var server = Views.server(row);
        var member = MembershipStore.membership(row, user, server.ownerId().equals(user));
        return new ServerGrant(server, row.getLong("version"), member);
    }

    private static Grant grant(Row row, UserId user) {
        var channel = Views.channel(row);
        var server = channel.serverId();
        long version = row.getLong("version");
        if (server == null) {
            var domain = AccessDomain.of(channel.id());
            var permissions = row.getBoolean("blocked") ? BLOCKED : Permissions.CONVERSATION;
            return new Grant(user, channel, domain, version, permissions, Rank.LOWEST, Set.of(), null);
        }
        var member = MembershipStore.membership(row, user, user.value().equals(row.getUUID("owner_id")));
        return new Grant(
                user,
                channel,
                AccessDomain.of(server),
                version,
                member.in(channel),
                member.rank(),
                member.roles(),
                member.muteIn(channel));
    }

    private static MessageGrant messageGrant(Row row, Grant channel) {
        var author = Rows.idOrNull(row, "user_id");
        return new MessageGrant(
                new MessageId(row.getUUID("id")),
                row.getLong("seq"),
                author == null ? null : new UserId(author),
                MessageType.valueOf(row.getString("message_type").toUpperCase(Locale.ROOT)),
                row.getBoolean("pinned"),
                channel);
    }
}
