package io.miscord.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.platform.config.Config;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {
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
