package io.miscord.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.MessageAsk;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The plans of the statements that every message, page or resume runs, on tables with 100,000 rows and more. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlansIT {
    /** Tables that grow without end: nothing on a hot path may read one of them whole. */
    private static final Pattern WHOLE = Pattern.compile(
            "Seq Scan on (messages|stream_events|stream_heads|users|members|channels|reactions|mentions|read_states"
                    + "|message_nonces_\\d|sessions|refresh_tokens|idempotency_keys|dm_participants|user_roles|roles"
                    + "|access_versions|mention_marks|slow_marks|pending_notices"
                    + "|channel_overwrites|mutes|emoji|relationships|user_settings)");

    private static final String ID = "'00000000-0000-7000-8000-000000000001'::uuid";
    private static final String IDS = "ARRAY[" + ID + "]";

    private OwnerNode node;
    private Stores stores;

    @BeforeAll
    void fill(Stores own) {
        stores = own;
        node = new OwnerNode(own);
        own.execute("""
                -- Foreign keys play no part in plans, and checking them takes most of the time here.
                DO $$ DECLARE k record; BEGIN
                    FOR k IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype = 'f' LOOP
                        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.owner, k.conname);
                    END LOOP;
                END $$;
                ALTER TABLE members DISABLE TRIGGER USER;
                ALTER TABLE user_roles DISABLE TRIGGER USER;
                INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
                SELECT uuidv7(), 'e' || i, 'u' || i, 'u' || i, 'u' || i, 'U' FROM generate_series(1, 20000) i;
                INSERT INTO servers (id, name, owner_id)
                SELECT uuidv7(), 's', (SELECT id FROM users LIMIT 1) FROM generate_series(1, 2000);
                INSERT INTO access_versions SELECT id, 1 FROM servers;
                INSERT INTO roles (id, server_id, name, position)
                SELECT uuidv7(), s.id, 'r', p FROM servers s, generate_series(0, 3) p;
                INSERT INTO members (server_id, user_id, name_key)
                SELECT s.id, u.id, 'u' || u.n
                  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM servers) s
                  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM users) u
                    ON u.n BETWEEN s.n * 5 AND s.n * 5 + 60;
                INSERT INTO user_roles (user_id, role_id, server_id, name_key)
                SELECT m.user_id, r.id, m.server_id, m.name_key FROM members m JOIN roles r
                    ON r.server_id = m.server_id AND r.position = 1;
                INSERT INTO channels (id, server_id, name, type)
                SELECT uuidv7(), s.id, 'c', 'text' FROM servers s, generate_series(1, 5);
                INSERT INTO channel_overwrites (channel_id, role_id)
                SELECT c.id, r.id FROM channels c JOIN roles r ON r.server_id = c.server_id;
                INSERT INTO mutes (server_id, user_id, until)
                SELECT server_id, user_id, now() + interval '1 day' FROM members LIMIT 20000;
                INSERT INTO emoji (id, server_id, name, url)
                SELECT uuidv7(), s.id, 'e' || i, '' FROM servers s, generate_series(1, 10) i;
                INSERT INTO stream_heads (stream_id, last_seq, last_message_seq) SELECT id, 10, 10 FROM channels;
                INSERT INTO messages (id, channel_id, seq, user_id, content)
                SELECT uuidv7(), c.id, s, (SELECT id FROM users LIMIT 1), 'text'
                  FROM channels c, generate_series(1, 10) s;
                INSERT INTO stream_events
                SELECT channel_id, seq, 'message:new', id, channel_id, 1, NULL, now() FROM messages;
                INSERT INTO message_nonces
                SELECT s, (floor(extract(epoch FROM now()) / 86400)::int / 4) * 4 + s, m.channel_id, m.user_id,
                       'n' || m.seq, m.id, m.seq
                  FROM messages m, generate_series(0, 3) s WHERE m.seq <= 5;
                INSERT INTO reactions (message_id, emoji, user_id)
                SELECT id, 'x', user_id FROM messages LIMIT 100000;
                INSERT INTO mentions SELECT id, user_id FROM messages LIMIT 100000;
                INSERT INTO mention_marks SELECT user_id, channel_id, seq, id FROM messages LIMIT 100000;
                INSERT INTO dm_conversations (id, people) SELECT id, ARRAY[id] FROM channels LIMIT 10000;
                INSERT INTO dm_participants
                SELECT c.id, u.id FROM (SELECT id FROM dm_conversations) c,
                       (SELECT id FROM users LIMIT 5) u;
                INSERT INTO relationships (user_id, other_id, kind)
                SELECT a.user_id, b.user_id, 'friend' FROM members a JOIN members b USING (server_id)
                 WHERE a.user_id <> b.user_id LIMIT 100000
                    ON CONFLICT DO NOTHING;
                INSERT INTO user_settings (user_id) SELECT id FROM users;
                INSERT INTO sessions (id, user_id, device, address, expires_at)
                SELECT uuidv7(), u.id, '', '', now() + interval '1 day' FROM users u;
                INSERT INTO read_states (user_id, channel_id, seq)
                SELECT u.id, c.id, 1 FROM (SELECT id FROM channels LIMIT 2000) c, (SELECT id FROM users LIMIT 20) u
                    ON CONFLICT DO NOTHING;
                ALTER TABLE members ENABLE TRIGGER USER;
                ALTER TABLE user_roles ENABLE TRIGGER USER;
                """);
        own.execute("ANALYZE");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void no_hot_statement_reads_a_large_table_whole() throws Exception {
        var whole = new LinkedHashMap<String, String>();
        for (var hot : hot().entrySet()) {
            var plan = String.join("\n", stores.query("EXPLAIN " + hot.getValue()));
            if (WHOLE.matcher(plan).find()) {
                whole.put(hot.getKey(), plan);
            }
        }
        assertThat(whole).isEmpty();
    }

    /** Function bodies have plans of their own: they are seen by what they read, not by EXPLAIN. */
    @Test
    void the_functions_that_write_read_no_large_table_whole() {
        var alice = node.somebody();
        var channel = OwnerNode.general(node.server(alice));
        node.say(alice, channel, "so that what she may do is known");
        stores.query("SELECT pg_sleep(1.1)::text, pg_stat_force_next_flush()::text"); // statistics are told each second
        var before = scans();
        for (int i = 0; i < 50; i++) {
            node.say(alice, channel, "<@" + alice.id() + "> hello", "n" + i);
            var again = node.say(alice, channel, "again", "n" + i);
            node.ask(new MessageAsk.Delete(alice.by(), again.message().id()));
        }
        stores.query("SELECT pg_sleep(1.1)::text");
        assertThat(List.of(
                        "messages",
                        "stream_events",
                        "stream_heads",
                        "members",
                        "users",
                        "message_nonces_0",
                        "mention_marks"))
                // Fewer than one a send; housekeeping and statistics may look once.
                .allSatisfy(table -> assertThat(scans().get(table) - before.get(table))
                        .as(table)
                        .isLessThan(20));
    }

    private Map<String, Long> scans() {
        var scans = new LinkedHashMap<String, Long>();
        stores.query("SELECT relname || '=' || seq_scan FROM pg_stat_user_tables")
                .forEach(line -> {
                    var parts = line.split("=", 2);
                    scans.put(parts[0], Long.valueOf(parts[1]));
                });
        return scans;
    }

    /** The statements as the stores have them, with values in place of their parameters. */
    private static Map<String, String> hot() throws Exception {
        var hot = new LinkedHashMap<String, String>();
        take(hot, "access.AccessStore", "SERVER", ID, ID);
        take(hot, "access.AccessStore", "CHANNEL", ID, ID);
        take(hot, "access.AccessStore", "CHANNEL_OF_MESSAGE", ID);
        take(hot, "access.AccessStore", "MESSAGE", ID);
        take(hot, "messages.HistoryStore", "BEFORE", ID, "99", "50");
        take(hot, "messages.HistoryStore", "AFTER", ID, "1", "50");
        take(hot, "messages.HistoryStore", "PINS", ID, "50");
        take(hot, "messages.HistoryStore", "SEQ", ID, ID);
        take(hot, "messages.HistoryStore", "REACTIONS", IDS, ID);
        take(hot, "messages.HistoryStore", "MENTIONS", IDS);
        take(hot, "messages.MessageStore", "CALLABLE", ID, IDS, "false");
        take(hot, "messages.MessageStore", "UNMARK", IDS);
        take(hot, "messages.MessageStore", "UNMENTION", IDS);
        take(hot, "messages.MessageStore", "DELETE", IDS);
        take(hot, "messages.MessageStore", "LOCK", IDS, ID);
        take(hot, "messages.MessageStore", "COUNT", ID, "'x'");
        take(hot, "messages.MessageStore", "KINDS", ID);
        take(hot, "messages.MessageStore", "PINNED", ID);
        take(hot, "log.LogStore", "HEADS", IDS);
        take(hot, "log.LogStore", "SINCE", ID, "1", "500");
        take(hot, "streams.StreamStore", "VERSIONS", IDS);
        take(hot, "access.MembershipStore", "OF_PERSON", IDS, ID);
        take(hot, "access.MembershipStore", "PEOPLE", ID, IDS);
        take(hot, "servers.ServerStore", "OF_PERSON", ID);
        take(hot, "access.MembershipStore", "ROLES", ID);
        take(hot, "servers.ServerStore", "ROLES", IDS);
        take(hot, "servers.ServerStore", "EMOJI", IDS);
        take(hot, "roles.RoleStore", "OF_SERVER", ID);
        take(hot, "roles.RoleStore", "FIND", ID, ID);
        take(hot, "roles.RoleStore", "HOLDERS", ID, "101");
        take(hot, "roles.RoleStore", "OVERWRITES", ID);
        take(hot, "roles.RoleStore", "TAKE", ID, ID, ID);
        take(hot, "servers.MemberStore", "OF_PERSON", ID, IDS);
        take(hot, "servers.MemberStore", "PAGE", ID, ID, "50");
        take(hot, "servers.MemberStore", "COUNT_SERVERS", ID);
        take(hot, "channels.ChannelStore", "OF_SERVERS", IDS);
        take(hot, "channels.ReadStateStore", "READ", ID, ID, "5");
        take(hot, "channels.ReadStateStore", "READ_ALL", ID, IDS);
        take(hot, "channels.ReadStateStore", "STANDING", ID, IDS);
        take(hot, "channels.ReadStateStore", "READS", ID, IDS, "1000");
        take(hot, "channels.ReadStateStore", "UNREAD", ID, ID, "100");
        take(hot, "channels.ReadStateStore", "CALLS", ID, IDS, IDS, IDS, IDS, "100", "2000");
        take(hot, "channels.ConversationStore", "OF", ID);
        take(hot, "channels.ConversationStore", "FIND", IDS);
        take(hot, "channels.ConversationStore", "LOCK", IDS);
        take(hot, "channels.ConversationStore", "CLOSED", ID, IDS);
        take(hot, "people.RelationshipStore", "LOCK", IDS);
        take(hot, "people.RelationshipStore", "OF", ID);
        take(hot, "people.RelationshipStore", "KIND", ID, ID);
        take(hot, "people.RelationshipStore", "COUNT", ID, "true");
        take(hot, "people.SettingsStore", "OF", ID);
        take(hot, "people.NameStore", "BY_USERNAME", ID, "'x'");
        take(hot, "people.NameStore", "BY_SHOWN_NAME", ID, "'x'", "11");
        take(hot, "accounts.SessionStore", "ALIVE", IDS);
        take(hot, "accounts.AccountStore", "BY_EMAIL", "'x'");
        take(hot, "accounts.AccountStore", "BY_USERNAME", "'x'");
        return hot;
    }

    private static void take(Map<String, String> hot, String store, String constant, String... values)
            throws Exception {
        Field field = Class.forName("io.miscord.persistence." + store).getDeclaredField(constant);
        field.setAccessible(true);
        var sql = (String) field.get(null);
        for (int i = values.length; i > 0; i--) {
            sql = sql.replace("$" + i, values[i - 1]);
        }
        hot.put(store + "." + constant, sql);
    }
}
