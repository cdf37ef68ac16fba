package io.miscord.node;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * All that a node on another machine needs to join, in one string: whoever has it is of the cluster, so it is to be
 * handled like a password.
 *
 * @param members cluster addresses of the nodes known to the maker
 * @param clusterSecret what the cluster's name is derived from
 * @param authSecret signs access tokens
 * @param caCertificate PEM of the cluster's authority
 * @param caKey PEM of its key
 * @param postgresUrl where PostgreSQL is, as seen from the maker
 * @param redisUrl where Redis is, as seen from the maker
 */
record JoinToken(
        List<String> members,
        String clusterSecret,
        String authSecret,
        String caCertificate,
        String caKey,
        String postgresUrl,
        String postgresUser,
        String postgresPassword,
        String redisUrl,
        String redisUser,
        String redisPassword) {
    private static final String PREFIX = "miscord1.";

    JoinToken {
        members = List.copyOf(members);
    }

    /** Reads a token; {@link StartException} when it is none. */
    static JoinToken parse(Secret token) {
        var text = token.reveal();
        if (!text.startsWith(PREFIX)) {
            throw new StartException("cluster.token: this is no join token; scripts/cluster token prints one");
        }
        try {
            var json = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            return Json.readOwn(json, JoinToken.class);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new StartException("cluster.token: this join token is damaged; copy it whole");
        }
    }

    /** Nothing of it: what a record says of itself by default would be four secrets in a log. */
    @Override
    public String toString() {
        return "JoinToken[" + members + "]";
    }

    /** The token as text. */
    String text() {
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Json.text(this).getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code token} prints: the token, and what else the other machine needs. */
    static String print(Config config) {
        try (var foundation = Foundation.lay(config)) {
            var members = new AddressBook(config.node().data())
                    .all().stream().map(AddressBook.Entry::clusterAddress).toList();
            if (members.isEmpty()) {
                throw new StartException("No node was ever started with this data directory; start one first.");
            }
            var text = foundation.token(members).text();
            var local = members.stream().anyMatch(member -> member.startsWith("127."));
            var advice = new StringBuilder();
            if (local) {
                advice.append("Note: the nodes here are reached at loopback addresses only. For another machine set ")
                        .append("cluster.host to this machine's private address and restart the node.\n");
            }
            if (foundation.isEmbedded()) {
                advice.append("Note: PostgreSQL and Redis are embedded and listen on loopback only. For another ")
                        .append("machine use external ones: database.url and redis.url.\n");
            }
            return advice + text;
        }
    }
}
