package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lists are ordered by is what people are called, whoever renames whom while they come in or get a role. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameKeysIT {
    private static final UUID SERVER = new UUID(2, 1);
    private static final UUID ROLE = new UUID(2, 2);

    private static final String JOIN = "INSERT INTO members (server_id, user_id) VALUES ('%2$s', '%1$s')";
    private static final String GIVE =
            "INSERT INTO user_roles (user_id, role_id, server_id) VALUES ('%1$s', '%3$s', '%2$s')";
    private static final String RENAME = "UPDATE users SET display_name = 'NEW' WHERE id = '%1$s'";
    private static final String NICKNAME = "UPDATE members SET nickname = 'NEW' WHERE user_id = '%1$s'";
    private static final String ASLEEP = """
            SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()
            """;

    private Stores stores;
    private UUID person = new UUID(3, 0);

    @BeforeAll
    void fill(Stores own) {
        stores = own;
        var vertx = Vertx.vertx();
        Migrations.apply(vertx, own.postgres(), Config.defaults().database());
        vertx.close().await();
        stores.execute(user(new UUID(2, 3)));
        stores.execute(
                "INSERT INTO servers (id, name, owner_id) VALUES ('%s', 's', '%s')".formatted(SERVER, new UUID(2, 3)));
        stores.execute("INSERT INTO roles (id, server_id, name, position) VALUES ('%2$s', '%1$s', 'r', 1)"
                .formatted(SERVER, ROLE));
    }

    @BeforeEach
    void somebodyNew() {
        person = new UUID(3, person.getLeastSignificantBits() + 1);
        stores.execute(user(person));
    }

    private static String user(UUID id) {
        return """
                INSERT INTO users (id, email, username, username_key, username_skeleton, display_name)
                VALUES ('%1$s', '%1$s', '%1$s', '%1$s', '%1$s', 'OLD')
                """.formatted(id);
    }

    @Test
    void who_joins_while_being_renamed_is_listed_by_the_new_name() {
        whileItIsUnderWay(RENAME, JOIN);
        assertThat(key("members")).isEqualTo("new");
    }

    @Test
    void who_is_renamed_while_joining_is_listed_by_the_new_name() {
        whileItIsUnderWay(JOIN, RENAME);
        assertThat(key("members")).isEqualTo("new");
    }

    @Test
    void who_gets_a_role_while_getting_a_nickname_is_listed_by_it() {
        run(JOIN);
        whileItIsUnderWay(NICKNAME, GIVE);
        assertThat(key("user_roles")).isEqualTo("new");
    }

    @Test
    void who_gets_a_nickname_while_getting_a_role_is_listed_by_it() {
        run(JOIN);
        whileItIsUnderWay(GIVE, NICKNAME);
        assertThat(key("user_roles")).isEqualTo("new");
    }

    /** The first has done its work and not committed when the second begins. */
    private void whileItIsUnderWay(String first, String second) {
        var other = Thread.ofVirtual()
                .start(() -> stores.execute("DO $$ BEGIN %s; PERFORM pg_sleep(0.5); END $$".formatted(filled(first))));
        Eventually.that(
                () -> "the first has not begun", () -> !stores.query(ASLEEP).isEmpty());
        run(second);
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run(String statement) {
        stores.execute(filled(statement));
    }

    private String filled(String statement) {
        return statement.formatted(person, SERVER, ROLE);
    }

    private String key(String table) {
        return stores.query("SELECT name_key FROM %s WHERE user_id = ?::uuid".formatted(table), person)
                .getFirst();
    }
}
