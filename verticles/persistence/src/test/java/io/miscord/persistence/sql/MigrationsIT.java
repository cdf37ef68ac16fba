package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.config.Config;
import io.miscord.platform.embedded.Endpoint;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {
    private static final UUID ANN = new UUID(1, 1);
    private static final UUID BEA = new UUID(1, 2);
    private static final UUID MADE = new UUID(1, 3);
    private static final UUID SEEDED = new UUID(1, 4);
    private static final UUID ADMIN = new UUID(1, 5);
    private static final UUID CHANNEL = new UUID(1, 6);
    private static final UUID THIRD = new UUID(1, 7);

    private final Vertx vertx = Vertx.vertx();
    private final Config.Database config = Config.defaults().database();

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Test
    void the_list_is_the_folder() throws IOException, URISyntaxException {
        var folder = Path.of(Migrations.class
                        .getResource("/db/migration/" + Migrations.FILES.getFirst())
                        .toURI())
                .getParent();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(Migrations.FILES);
        }
    }

    @Test
    void several_nodes_may_start_at_once_and_a_changed_file_stops_the_start(Stores stores) throws Exception {
        stores.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        int applied = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> Migrations.apply(vertx, stores.postgres(), config)))
                    .toList();
            for (var start : starts) {
                applied += start.get();
            }
        }
        assertThat(applied).isEqualTo(Migrations.FILES.size());
        assertThat(Migrations.apply(vertx, stores.postgres(), config)).isZero();
        var changed = new Migrations.Step(Migrations.FILES.getFirst(), "SELECT 1");
        assertThatThrownBy(() -> Migrations.apply(vertx, stores.postgres(), config, List.of(changed)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Migrations.FILES.getFirst())
                .hasMessageContaining("never changed");
        var broken = new Migrations.Step("V999__broken.sql", "CREATE TABLE half (a int); SELECT nonsense;");
        assertThatThrownBy(() -> Migrations.apply(vertx, stores.postgres(), config, List.of(broken)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stores.query("SELECT to_regclass('half')::text")).containsExactly((String) null);
    }

    @Test
    void a_start_waits_for_a_database_that_is_slow_to_answer_and_says_which_never_did(Stores stores) {
        var impatient = Config.of(Map.of("database.connectTimeout", "100ms", "database.acquireTimeout", "100ms"))
                .database();
        var there = stores.postgres();
        var silent = new AtomicInteger(2);
        var door = vertx.createNetServer()
                .connectHandler(socket -> {
                    if (silent.getAndDecrement() > 0) {
                        return;
                    }
                    socket.pause();
                    vertx.createNetClient().connect(there.port(), there.host()).onSuccess(on -> {
                        socket.pipeTo(on);
                        on.pipeTo(socket);
                    });
                })
                .listen(0, "127.0.0.1")
                .await();
        var slow = new Endpoint("127.0.0.1", door.actualPort(), there.user(), there.password(), there.database());
        Migrations.connect(vertx, slow, impatient, Duration.ofSeconds(30))
                .close()
                .await();
        assertThat(silent).hasNegativeValue();
        silent.set(Integer.MAX_VALUE);
        assertThatThrownBy(() -> Migrations.connect(vertx, slow, impatient, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PostgreSQL at 127.0.0.1:" + door.actualPort() + " (database.url) did not answer")
                .hasMessageContaining("within 1 s");
        var stranger = new Endpoint(there.host(), there.port(), "nobody", there.password(), there.database());
        assertThatThrownBy(() -> Migrations.connect(vertx, stranger, config, Duration.ofHours(1)))
                .hasMessageContaining("cannot be used");
        door.close().await();
    }

    @Test
    void the_release_before_with_data_gets_its_roles_names_and_calls(Stores stores) {
        releaseBefore(stores);
        assertThat(Migrations.apply(vertx, stores.postgres(), config)).isEqualTo(Migrations.FILES.size() - 10);
        assertThat(stores.query("""
                        SELECT s.name || ' ' || r.name || ' ' || r.position || ' ' || jsonb_array_length(r.permissions)
                          FROM roles r JOIN servers s ON s.id = r.server_id ORDER BY s.name, r.position
                        """))
                .containsExactly("made member 0 1", "made admin 1000 1", "seeded member 0 8", "seeded admin 1000 1");
        assertThat(stores.query("SELECT name_key FROM members ORDER BY name_key"))
                .containsExactly("ann of old", "ёлка", "ёлка");
        assertThat(stores.query("SELECT name_key FROM user_roles")).containsExactly("ёлка");
        assertThat(stores.query("SELECT target_id::text || ' ' || seq FROM mention_marks"))
                .containsExactly("%s 1".formatted(BEA));
    }

    @Test
    void statements_of_the_release_before_still_run(Stores stores) {
        releaseBefore(stores);
        Migrations.apply(vertx, stores.postgres(), config);
        assertThat(stores.query("""
                        SELECT a.status || ' ' || a.seq || ' ' || a.mentions::text
                          FROM append_messages(
                               ARRAY [uuidv7()], ARRAY ['%1$s'::uuid], ARRAY ['%2$s'::uuid], ARRAY [1::bigint],
                               ARRAY ['%3$s'::uuid], ARRAY ['n'], ARRAY ['hello'], ARRAY [NULL::uuid],
                               ARRAY [1::bigint], ARRAY ['%4$s'::uuid], false) a
                        """.formatted(CHANNEL, MADE, ANN, BEA)))
                .containsExactly("stored 3 {%s}".formatted(BEA));
        assertThat(stores.query("""
                        SELECT e.seq || ' ' || e.access_version
                          FROM append_events(ARRAY ['%1$s'::uuid], ARRAY ['message:deleted'], ARRAY [NULL::uuid],
                                             ARRAY ['%2$s'::uuid], ARRAY ['{}']) e
                        """.formatted(CHANNEL, MADE))).containsExactly("4 1");
        stores.execute("INSERT INTO servers (id, name, owner_id) VALUES ('%s', 'third', '%s')".formatted(THIRD, BEA));
        stores.execute("""
                INSERT INTO roles (id, server_id, name, permissions, position) VALUES ('%1$s', '%1$s', 'admin', '[]', 1)
                """.formatted(THIRD));
        stores.execute("INSERT INTO members (server_id, user_id) VALUES ('%s', '%s')".formatted(THIRD, BEA));
        stores.execute("INSERT INTO user_roles (user_id, role_id, server_id) VALUES ('%2$s', '%1$s', '%1$s')"
                .formatted(THIRD, BEA));
        stores.execute("UPDATE users SET display_name = 'Bea' WHERE id = '%s'".formatted(BEA));
        assertThat(stores.query("SELECT name_key FROM members WHERE server_id = ?::uuid", THIRD))
                .containsExactly("bea");
        assertThat(stores.query("SELECT name_key FROM user_roles WHERE server_id = ?::uuid", THIRD))
                .containsExactly("bea");
    }

    @Test
    void of_removals_of_one_person_that_are_open_the_one_that_goes_back_furthest_stays(Stores stores) {
        stores.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        var files = Migrations.FILES.subList(0, Migrations.FILES.indexOf("V015__bounds_of_moderation.sql"));
        Migrations.apply(
                vertx,
                stores.postgres(),
                config,
                files.stream().map(Migrations::read).toList());
        stores.execute("""
                INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
                VALUES ('%1$s', 'a', 'a', 'a', 'a', 'Ann'), ('%2$s', 'b', 'b', 'b', 'b', 'Bea');
                INSERT INTO servers (id, name, owner_id) VALUES ('%3$s', 'made', '%1$s');
                INSERT INTO tasks (id, kind, status, server_id, about_id, checkpoint)
                SELECT uuidv7(), 'removal', status, '%3$s', about::uuid, json_build_object('after', after)
                  FROM (VALUES ('queued', '%2$s', '00000000-0000-0000-0000-00000000000b'),
                               ('running', '%2$s', '00000000-0000-0000-0000-00000000000a'),
                               ('queued', '%2$s', '00000000-0000-0000-0000-00000000000a'),
                               ('done', '%2$s', '00000000-0000-0000-0000-000000000001'),
                               ('queued', '%1$s', '00000000-0000-0000-0000-00000000000c')) t (status, about, after);
                INSERT INTO invites (code, server_id, max_uses, uses)
                VALUES ('used', '%3$s', 1, 1), ('left', '%3$s', 2, 1);
                """.formatted(ANN, BEA, MADE));
        Migrations.apply(vertx, stores.postgres(), config);
        assertThat(stores.query("""
                        SELECT right(about_id::text, 1) || ' ' || (checkpoint::json ->> 'after') FROM tasks
                         WHERE status IN ('queued', 'running') ORDER BY about_id
                        """))
                .containsExactly("1 00000000-0000-0000-0000-00000000000c", "2 00000000-0000-0000-0000-00000000000a");
        assertThat(stores.query("SELECT code FROM invites WHERE used_up_at IS NOT NULL"))
                .containsExactly("used");
    }

    /** Two servers, one as people make them and one as the seeder did; two people, a channel and a message. */
    private void releaseBefore(Stores stores) {
        stores.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        var files = Migrations.FILES.subList(0, Migrations.FILES.indexOf("V011__communities.sql"));
        Migrations.apply(
                vertx,
                stores.postgres(),
                config,
                files.stream().map(Migrations::read).toList());
        stores.execute("""
                INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
                VALUES ('%1$s', 'a', 'a', 'a', 'a', 'Ann'), ('%2$s', 'b', 'b', 'b', 'b', 'Ёлка');
                INSERT INTO servers (id, name, owner_id) VALUES ('%3$s', 'made', '%1$s'), ('%4$s', 'seeded', '%1$s');
                INSERT INTO access_versions (domain_id, version) SELECT id, 1 FROM servers;
                INSERT INTO roles (id, server_id, name, permissions, position)
                VALUES (uuidv7(), '%3$s', 'member', '["VIEW_CHANNEL"]', 0),
                       ('%5$s', '%3$s', 'admin', '["ADMINISTRATOR"]', 1);
                INSERT INTO members (server_id, user_id, nickname)
                VALUES ('%3$s', '%1$s', 'Ann of Old'), ('%3$s', '%2$s', NULL), ('%4$s', '%2$s', NULL);
                INSERT INTO user_roles (user_id, role_id, server_id) VALUES ('%2$s', '%5$s', '%3$s');
                INSERT INTO channels (id, server_id, name, type) VALUES ('%6$s', '%3$s', 'general', 'text');
                INSERT INTO stream_heads (stream_id, last_seq, last_message_seq) VALUES ('%6$s', 2, 2);
                INSERT INTO messages (id, channel_id, seq, user_id, content, deleted_at)
                VALUES (uuidv7(), '%6$s', 1, '%1$s', 'hello', NULL), (uuidv7(), '%6$s', 2, '%1$s', '', now());
                INSERT INTO mentions (message_id, user_id) SELECT id, '%2$s' FROM messages;
                """.formatted(ANN, BEA, MADE, SEEDED, ADMIN, CHANNEL));
    }

    @Test
    void what_postgresql_undid_for_others_is_tried_again_a_few_times(Stores stores) {
        Migrations.apply(vertx, stores.postgres(), config);
        stores.execute("CREATE SEQUENCE tries");
        var contended = """
                CREATE TABLE again (a int);
                DO $$ BEGIN
                    IF nextval('tries') < %d THEN RAISE EXCEPTION 'undone' USING ERRCODE = '%s'; END IF;
                END $$;
                """;
        for (var state : List.of("40P01", "55P03")) {
            var step = new Migrations.Step("V998__" + state + ".sql", contended.formatted(5, state));
            assertThat(Migrations.apply(vertx, stores.postgres(), config, List.of(step)))
                    .isEqualTo(1);
            assertThat(stores.query("SELECT last_value FROM tries")).containsExactly("5");
            stores.execute("DROP TABLE again; ALTER SEQUENCE tries RESTART");
        }
        var never = new Migrations.Step("V999__never.sql", contended.formatted(1_000, "40P01"));
        assertThatThrownBy(() -> Migrations.apply(vertx, stores.postgres(), config, List.of(never)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("V999__never.sql");
        assertThat(stores.query("SELECT last_value FROM tries")).containsExactly("5");
        assertThat(stores.query("SELECT to_regclass('again')::text")).containsExactly((String) null);
    }

    @Test
    void every_foreign_key_is_indexed(Stores stores) {
        Migrations.apply(vertx, stores.postgres(), config);
        assertThat(stores.query("""
                        SELECT c.conrelid::regclass || ' ' || c.conname
                          FROM pg_constraint c
                         WHERE c.contype = 'f'
                           AND NOT EXISTS (SELECT FROM pg_index i
                                            WHERE i.indrelid = c.conrelid
                                              AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
                        """)).isEmpty();
    }
}
