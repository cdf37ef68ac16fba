package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.MessageAsk;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many who want the same: they wait for each other, and nobody else for them. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAtATimeIT {
    private static final int MANY = 30;

    private OwnerNode node;
    private Stores stores;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(
                own,
                Map.of(
                        "database.poolSize", "2",
                        "database.lockTimeout", "30s",
                        "database.statementTimeout", "30s",
                        "database.queryTimeout", "30s"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void who_waits_to_change_a_server_leaves_the_connections_to_others() throws SQLException {
        var alice = node.somebody();
        var wanted = node.server(alice).id();
        var other = node.server(alice).id();
        try (var holder = holding("SELECT pg_advisory_xact_lock(uuid_hash_extended(?, 0))", wanted.value())) {
            var many = IntStream.range(0, MANY)
                    .mapToObj(i -> node.bus().ask(create(alice, wanted, "role " + i)))
                    .toList();
            node.ask(create(alice, other, "meanwhile"));
            assertThat(many).noneMatch(Future::isComplete);
            holder.rollback();
            Future.all(many).toCompletionStage().toCompletableFuture().join();
        }
        assertThat(node.ask(new RoleAsk.Of(alice.by(), wanted)).items()).hasSize(MANY + 2);
    }

    @Test
    void who_waits_to_change_a_message_leaves_the_connections_to_others() throws SQLException {
        var alice = node.somebody();
        var server = node.server(alice);
        var general = OwnerNode.general(server);
        var wanted = node.say(alice, general, "wanted").message().id();
        var other = node.say(alice, general, "other").message().id();
        try (var holder = holding("SELECT FROM messages WHERE id = ? FOR UPDATE", wanted.value())) {
            var many = IntStream.range(0, MANY)
                    .mapToObj(i -> node.bus().ask(new MessageAsk.Edit(alice.by(), wanted, "edit " + i)))
                    .toList();
            node.ask(new MessageAsk.Edit(alice.by(), other, "meanwhile"));
            assertThat(many).noneMatch(Future::isComplete);
            holder.rollback();
            Future.all(many).toCompletionStage().toCompletableFuture().join();
        }
    }

    private Connection holding(String lock, UUID what) throws SQLException {
        var connection = DriverManager.getConnection(
                "jdbc:" + stores.databaseUrl(),
                stores.postgres().user(),
                stores.postgres().password().reveal());
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(lock)) {
            statement.setObject(1, what);
            statement.execute();
        }
        return connection;
    }

    private static RoleAsk.Create create(OwnerNode.SomeOne by, ServerId server, String name) {
        return new RoleAsk.Create(by.by(), server, name, 0, Permissions.NONE, false, false, null);
    }
}
