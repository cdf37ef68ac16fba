package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.persistence.OwnerNode;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots leave nothing behind on their connections, whatever befalls them. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotIT {
    private static final String OPEN_TRANSACTIONS =
            "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'";

    private final Vertx vertx = Vertx.vertx();
    private final LossyGuard guard = new LossyGuard();
    private Stores stores;
    private Pools pools;
    private Database database;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        var clock = InstantSource.system();
        var config = Config.of(Map.of("database.poolSize", "1")).database();
        Migrations.apply(vertx, own.postgres(), config);
        pools = new Pools(vertx, own.postgres(), config, new Epoch(new RecentHeads(clock), config.queryTimeout()));
        database = new Database(
                pools, guard, Bus.on(vertx, "test", BusSettings.DEFAULT), new RecentHeads(clock), clock, config);
        own.execute("CREATE TABLE things (name text)");
    }

    @AfterAll
    void stop() {
        OwnerNode.get(pools.close());
        OwnerNode.get(vertx.close());
    }

    @Test
    void all_reads_of_a_snapshot_see_the_same_state() {
        var counts = database.inSnapshot(queries -> {
            long before = count(queries);
            stores.execute("INSERT INTO things VALUES ('meanwhile')");
            return List.of(before, count(queries));
        });
        assertThat(counts.get(1)).isEqualTo(counts.get(0));
        assertThat(count(database)).isEqualTo(counts.get(0) + 1);
    }

    @Test
    void a_connection_whose_answers_are_lost_comes_back_without_a_transaction() {
        // The first answer is the connection itself, the second that of BEGIN, the third that of the read.
        for (int lost = 2; lost <= 3; lost++) {
            guard.loseAfter(lost - 1, () -> {});
            assertThatThrownBy(() -> database.inSnapshot(SnapshotIT::count)).isInstanceOf(ProblemException.class);
            assertThat(guard.lost()).as("answer " + lost).isTrue();
            long before = count(database);
            assertThat(stores.query(OPEN_TRANSACTIONS)).as("answer " + lost).isEmpty();
            stores.execute("INSERT INTO things VALUES ('later')");
            assertThat(count(database)).as("answer " + lost).isEqualTo(before + 1);
        }
    }

    private static long count(Queries queries) {
        return queries.first(row -> row.getLong(0), "SELECT count(*) FROM things")
                .orElseThrow();
    }
}
