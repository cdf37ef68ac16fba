package io.miscord.persistence;

import io.miscord.contract.ServerDetail;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.Stores;

/**
 * An instance with one server of 10,000 members, 500 channels, 20 roles, 1,000 overwrites and 1,000,000 messages, and
 * a thousand small servers beside it: so that what a plan is made for is neither all of a table nor next to nothing.
 *
 * @param owner whose server it is
 * @param server as it was before it was filled
 */
record LargeServer(SomeOne owner, ServerDetail server) {
    static final int MEMBERS = 10_000;
    static final int CHANNELS = 500;
    static final int ROLES = 20;
    static final int OVERWRITES = 1_000;
    static final int MESSAGES = 1_000_000;

    /** Foreign keys and indexes play no part in what is read, and keeping them takes most of the time here. */
    private static final String LAY_BARE = """
            DO $$ DECLARE k record; BEGIN
                FOR k IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype = 'f' LOOP
                    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.owner, k.conname);
                END LOOP;
            END $$;
            ALTER TABLE members DISABLE TRIGGER USER;
            ALTER TABLE user_roles DISABLE TRIGGER USER;
            ALTER TABLE messages DISABLE TRIGGER USER;
            CREATE TABLE later AS
            SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
              FROM pg_index WHERE indrelid = 'messages'::regclass AND NOT indisprimary;
            DO $$ DECLARE k record; BEGIN
                FOR k IN SELECT name FROM later LOOP EXECUTE 'DROP INDEX ' || k.name; END LOOP;
            END $$;
            ALTER TABLE messages SET UNLOGGED;
            """;

    private static final String PEOPLE_AND_SERVERS = """
            INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
            SELECT uuidv7(), 'e' || i, 'u' || i, 'u' || i, 'u' || i, 'U' || i FROM generate_series(1, 20000) i;
            CREATE TABLE people AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM users;
            INSERT INTO credentials (user_id, password_hash) SELECT id, '' FROM users ON CONFLICT DO NOTHING;
            INSERT INTO servers (id, name, owner_id)
            SELECT uuidv7(), 's', (SELECT id FROM users LIMIT 1) FROM generate_series(1, 1000);
            CREATE TABLE small AS
            SELECT id, row_number() OVER (ORDER BY id) AS n FROM servers WHERE id <> '%1$s';
            INSERT INTO access_versions SELECT id, 1 FROM small;
            INSERT INTO roles (id, server_id, name, position, permissions)
            SELECT uuidv7(), s.id, 'r', p, '["VIEW_CHANNEL"]' FROM small s, generate_series(0, 3) p;
            INSERT INTO roles (id, server_id, name, position, hoist, permissions)
            SELECT uuidv7(), '%1$s', 'Role ' || p, p * 10, p %% 2 = 0, '["KICK_MEMBERS"]'
              FROM generate_series(1, %3$d - 2) p;
            INSERT INTO members (server_id, user_id, name_key)
            SELECT s.id, u.id, 'u' || u.n FROM small s JOIN people u ON u.n BETWEEN s.n * 10 AND s.n * 10 + 60;
            INSERT INTO members (server_id, user_id, name_key)
            SELECT '%1$s', u.id, 'u' || u.n FROM people u
             WHERE u.id <> '%2$s' ORDER BY u.n LIMIT %4$d - 1;
            INSERT INTO user_roles (user_id, role_id, server_id, name_key)
            SELECT m.user_id, r.id, m.server_id, m.name_key
              FROM members m JOIN roles r ON r.server_id = m.server_id AND r.position = 1
             WHERE m.server_id <> '%1$s';
            INSERT INTO user_roles (user_id, role_id, server_id, name_key)
            SELECT m.user_id, r.id, m.server_id, m.name_key
              FROM members m JOIN roles r ON r.server_id = m.server_id AND r.position BETWEEN 10 AND 990
             WHERE m.server_id = '%1$s'
               AND (hashtextextended(m.name_key, r.position::bigint) & 3) = 0;
            INSERT INTO channels (id, server_id, name, type)
            SELECT uuidv7(), s.id, 'c', 'text' FROM small s, generate_series(1, 5);
            INSERT INTO channels (id, server_id, name, type, position)
            SELECT uuidv7(), '%1$s', 'c' || i, 'text', i FROM generate_series(1, %5$d - 2) i;
            INSERT INTO channel_overwrites (channel_id, role_id, deny)
            SELECT c.id, r.id, '["SEND_MESSAGES"]' FROM channels c JOIN roles r ON r.server_id = c.server_id
             WHERE c.server_id <> '%1$s';
            INSERT INTO channel_overwrites (channel_id, role_id, allow, deny)
            SELECT c.id, r.id, '["VIEW_CHANNEL"]', '["SEND_MESSAGES"]'
              FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM channels WHERE server_id = '%1$s') c
              JOIN (SELECT id, position / 10 AS n FROM roles
                     WHERE server_id = '%1$s' AND position BETWEEN 10 AND 990) r
                ON r.n IN (1 + c.n %% 18, 1 + (c.n + 7) %% 18);
            INSERT INTO stream_heads (stream_id, last_seq, last_message_seq)
            SELECT c.id, CASE WHEN c.server_id = '%1$s' THEN %6$d / %5$d ELSE 10 END,
                   CASE WHEN c.server_id = '%1$s' THEN %6$d / %5$d ELSE 10 END
              FROM channels c
                ON CONFLICT (stream_id) DO UPDATE
               SET last_seq = excluded.last_seq, last_message_seq = excluded.last_message_seq;
            """;

    private static final String MESSAGES_AND_EVENTS = """
            CREATE TABLE authors AS SELECT array_agg(id) AS ids FROM (SELECT id FROM users LIMIT 50) u;
            INSERT INTO messages (id, channel_id, seq, user_id, content)
            SELECT uuidv7(), h.stream_id, s, a.ids[1 + s %% 50], 'what somebody said'
              FROM stream_heads h JOIN channels c ON c.id = h.stream_id, authors a, generate_series(1, h.last_seq) s;
            DO $$ DECLARE k record; BEGIN
                FOR k IN SELECT definition FROM later LOOP EXECUTE k.definition; END LOOP;
            END $$;
            CREATE TABLE latest AS
            SELECT m.* FROM messages m JOIN stream_heads h ON h.stream_id = m.channel_id AND m.seq > h.last_seq - 100;
            INSERT INTO stream_events
            SELECT channel_id, seq, 'message:new', id, channel_id, 1, NULL, now() FROM latest;
            INSERT INTO message_nonces
            SELECT s, (floor(extract(epoch FROM now()) / 86400)::int / 4) * 4 + s, m.channel_id, m.user_id,
                   'n' || m.seq, m.id, m.seq
              FROM latest m, generate_series(0, 3) s WHERE m.seq %% 5 = s;
            INSERT INTO reactions (message_id, emoji, user_id) SELECT id, 'x', user_id FROM latest;
            INSERT INTO mentions SELECT id, user_id FROM latest;
            INSERT INTO mention_marks SELECT user_id, channel_id, seq, id FROM latest;
            INSERT INTO pending_notices (message_id) SELECT id FROM latest LIMIT 20000;
            INSERT INTO slow_marks SELECT channel_id, user_id, now() FROM latest ON CONFLICT DO NOTHING;
            INSERT INTO notifications (id, user_id, kind, message_id, channel_id)
            SELECT uuidv7(), user_id, 'mention', id, channel_id FROM latest;
            INSERT INTO reports (id, server_id, channel_id, message_id, reason, content)
            SELECT uuidv7(), c.server_id, c.id, m.id, '', '' FROM latest m JOIN channels c ON c.id = m.channel_id
             WHERE m.seq %% 10 = 0;
            """;

    private static final String EVERYTHING_ELSE = """
            INSERT INTO mutes (server_id, user_id, until)
            SELECT server_id, user_id, now() + interval '1 day' FROM members WHERE server_id <> '%1$s' LIMIT 20000;
            INSERT INTO bans (server_id, user_id, expires_at)
            SELECT s.id, p.id, now() + interval '1 day' FROM small s JOIN people p ON p.n BETWEEN s.n AND s.n + 20;
            INSERT INTO emoji (id, server_id, name, url)
            SELECT uuidv7(), s.id, 'e' || i, '/files/images/' || md5(s.id::text || i)
              FROM servers s, generate_series(1, 20) i;
            INSERT INTO invites (code, server_id, created_by)
            SELECT s.n || '-' || i, s.id, p.id FROM small s JOIN people p USING (n), generate_series(1, 10) i;
            INSERT INTO filter_rules (id, server_id, name, words, action)
            SELECT uuidv7(), s.id, 'r' || i, '{x}', 'block' FROM servers s, generate_series(1, 10) i;
            INSERT INTO audit_log (id, server_id, actor_id, act, target_id)
            SELECT uuidv7(), s.id, p.id, 'act_' || i %% 20, p.id
              FROM small s JOIN people p USING (n), generate_series(1, 50) i;
            INSERT INTO dm_conversations (id, people) SELECT id, ARRAY[id] FROM channels;
            INSERT INTO dm_participants
            SELECT c.id, p.id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM dm_conversations) c
              JOIN people p ON p.n IN (c.n, c.n * 7 %% 20000 + 1)
                ON CONFLICT DO NOTHING;
            INSERT INTO group_departures (conversation_id, user_id, taken_out)
            SELECT conversation_id, user_id, false FROM dm_participants;
            INSERT INTO relationships (user_id, other_id, kind)
            SELECT a.id, b.id, 'friend' FROM people a JOIN people b ON b.n BETWEEN a.n + 1 AND a.n + 5;
            INSERT INTO user_settings (user_id) SELECT id FROM users ON CONFLICT DO NOTHING;
            INSERT INTO notification_levels (user_id, subject_id, level)
            SELECT user_id, server_id, 'all' FROM members LIMIT 30000;
            INSERT INTO sessions (id, user_id, device, address, expires_at)
            SELECT uuidv7(), id, '', '', now() + interval '1 day' FROM users;
            INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
            SELECT decode(replace(id::text, '-', ''), 'hex'), id, now() + interval '1 day' FROM sessions;
            INSERT INTO idempotency_keys (user_id, nonce, fingerprint) SELECT id, 'n', '' FROM users;
            INSERT INTO tasks (id, kind, status, created_by, finished_at)
            SELECT uuidv7(), 'export', 'done', id, now() + interval '1 day' FROM users;
            INSERT INTO read_states (user_id, channel_id, seq)
            SELECT p.id, c.id, 1 FROM (SELECT id FROM channels LIMIT 2000) c, (SELECT id FROM people WHERE n < 30) p
                ON CONFLICT DO NOTHING;
            ALTER TABLE members ENABLE TRIGGER USER;
            ALTER TABLE user_roles ENABLE TRIGGER USER;
            ALTER TABLE messages ENABLE TRIGGER USER;
            DROP TABLE later, people, small, authors, latest;
            """;

    /** Makes and fills it. */
    static LargeServer fill(OwnerNode node, Stores stores) {
        var owner = node.somebody();
        var server = node.server(owner);
        stores.execute(LAY_BARE);
        for (var part : new String[] {PEOPLE_AND_SERVERS, MESSAGES_AND_EVENTS, EVERYTHING_ELSE}) {
            stores.execute("SET maintenance_work_mem = '128MB'; SET work_mem = '64MB'; "
                    + part.formatted(server.id(), owner.id(), ROLES, MEMBERS, CHANNELS, MESSAGES));
        }
        // Analysing is all that autovacuum would have done; visibility is for index-only scans.
        stores.execute("VACUUM (ANALYZE)");
        return new LargeServer(owner, server);
    }
}
