package io.miscord.persistence.seed;

import io.miscord.persistence.sql.Queries;
import java.util.List;
import java.util.UUID;

/** The statements that make many people and rooms at once. */
final class SeedStore {
    private static final String PEOPLE = """
            INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
            SELECT p.id, p.name || '@seed.invalid', p.name, p.name, p.skeleton, p.name
              FROM unnest($1::uuid[], $2::text[], $3::text[]) AS p (id, name, skeleton)
            """;
    private static final String SESSIONS = """
            INSERT INTO sessions (id, user_id, device, address, expires_at)
            SELECT s.id, s.user_id, 'seed', '', now() + interval '1 day'
              FROM unnest($1::uuid[], $2::uuid[]) AS s (id, user_id)
            """;
    private static final String SERVERS = """
            INSERT INTO servers (id, name, owner_id)
            SELECT s.id, s.name, s.owner_id FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS s (id, name, owner_id)
            """;
    private static final String ROLES = """
            INSERT INTO roles (id, server_id, name, permissions, position)
            SELECT gen_random_uuid(), s.id, r.name, r.permissions::jsonb, r.position
              FROM unnest($1::uuid[]) AS s (id),
                   (VALUES ('member', $2::text, 0), ('admin', '["ADMINISTRATOR"]', 1000))
                       AS r (name, permissions, position)
            """;
    private static final String CHANNELS = """
            INSERT INTO channels (id, server_id, name, type)
            SELECT c.id, c.server_id, 'general', 'text' FROM unnest($1::uuid[], $2::uuid[]) AS c (id, server_id)
            """;
    private static final String VERSIONS = """
            INSERT INTO access_versions (domain_id, version) SELECT s.id, 1 FROM unnest($1::uuid[]) AS s (id)
            """;
    private static final String STREAMS = """
            INSERT INTO stream_heads (stream_id) SELECT s.id FROM unnest($1::uuid[]) AS s (id)
            """;
    private static final String MEMBERS = """
            INSERT INTO members (server_id, user_id)
            SELECT m.server_id, m.user_id FROM unnest($1::uuid[], $2::uuid[]) AS m (server_id, user_id)
            """;

    void people(Queries queries, List<UUID> ids, List<String> names, List<String> skeletons) {
        queries.run(PEOPLE, array(ids), names.toArray(String[]::new), skeletons.toArray(String[]::new));
    }

    void sessions(Queries queries, List<UUID> ids, List<UUID> people) {
        queries.run(SESSIONS, array(ids), array(people));
    }

    void servers(Queries queries, List<UUID> ids, List<String> names, List<UUID> owners, String memberPermissions) {
        queries.run(SERVERS, array(ids), names.toArray(String[]::new), array(owners));
        queries.run(ROLES, array(ids), memberPermissions);
        queries.run(VERSIONS, (Object) array(ids));
    }

    void channels(Queries queries, List<UUID> ids, List<UUID> servers) {
        queries.run(CHANNELS, array(ids), array(servers));
    }

    void streams(Queries queries, List<UUID> ids) {
        queries.run(STREAMS, (Object) array(ids));
    }

    void members(Queries queries, List<UUID> servers, List<UUID> people) {
        queries.run(MEMBERS, array(servers), array(people));
    }

    private static UUID[] array(List<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
