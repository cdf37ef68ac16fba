package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.persistence.OwnerNode;
import io.miscord.platform.config.Config;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No statement goes over a connection before it was seen which history of the database is behind it. */
@ExtendWith(RealServers.class)
class LookedAtIT {
    private static final String LOCKED =
            "SELECT 1 FROM pg_locks WHERE relation = 'instance'::regclass AND mode = 'AccessExclusiveLock' AND granted";

    @Test
    void a_connection_that_could_not_be_looked_at_is_given_to_nobody(Stores stores) throws InterruptedException {
        var vertx = Vertx.vertx();
        var config = Config.of(Map.of(
                        "database.poolSize", "1", "database.queryTimeout", "300ms", "database.lockTimeout", "500ms"))
                .database();
        Migrations.apply(vertx, stores.postgres(), config);
        var pools = new Pools(
                vertx,
                stores.postgres(),
                config,
                new Epoch(new RecentHeads(InstantSource.system()), config.queryTimeout()));
        // Who looks waits for the lock, and gives up before the statement does.
        var lock = Thread.ofVirtual().start(() -> stores.execute("""
                DO $$ BEGIN LOCK TABLE instance IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(3); END $$
                """));
        Eventually.that(() -> "not locked", () -> !stores.query(LOCKED).isEmpty());
        assertThatThrownBy(() -> OwnerNode.get(one(pools))).isNotInstanceOf(AssertionError.class);
        lock.join();
        Eventually.that(() -> "no connection", () -> {
            var answer = one(pools).otherwise(0);
            return OwnerNode.get(answer) == 1;
        });
        assertThat(stores.query(LOCKED)).isEmpty();
        OwnerNode.get(pools.close());
        OwnerNode.get(vertx.close());
    }

    private static Future<Integer> one(Pools pools) {
        return pools.write()
                .query("SELECT 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }
}
