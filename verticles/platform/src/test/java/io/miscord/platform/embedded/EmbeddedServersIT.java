package io.miscord.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.files.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
    private static final int NOBODY = 65_534;

    /** Unpacked once for all tests, where the servers' account can reach it. */
    @TempDir
    private static Path binaries;

    private static Config.Embedded settings;
    private static Stores stores;

    @TempDir
    private Path temporary;

    private Path data;
    private final List<NodeJvm> nodes = new ArrayList<>();

    @BeforeAll
    static void prepare() throws IOException {
        Files.setPosixFilePermissions(binaries, PosixFilePermissions.fromString("rwxr-xr-x"));
        settings = Config.of(Map.of("embedded.binaries", binaries.toString())).embedded();
        stores = new Stores();
    }

    @AfterAll
    static void finish() throws Exception {
        stores.close();
    }

    @BeforeEach
    void makeReachable() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = temporary.resolve("data");
    }

    @AfterEach
    void nothingRemains() throws Exception {
        for (NodeJvm node : nodes) {
            node.kill9();
        }
        if (!Processes.serversIn(data).isEmpty()) {
            EmbeddedServers.open(data, settings).close();
        }
        assertThat(Processes.serversIn(data)).as("processes left").isEmpty();
    }

    @Test
    void they_start_keep_what_is_written_and_are_gone_after_the_close() throws Exception {
        int port;
        try (var servers = EmbeddedServers.open(data, settings)) {
            port = servers.postgres().port();
            stores.write(servers.postgres(), "first");
            assertThat(stores.redis(servers.redis(), api -> api.set(List.of("key", "value"))))
                    .isEqualTo("OK");
        }
        assertThat(Processes.serversIn(data)).isEmpty();

        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(servers.postgres().port()).isEqualTo(port);
            assertThat(stores.rows(servers.postgres())).containsExactly("first");
            assertThat(stores.redis(servers.redis(), api -> api.get("key"))).isEqualTo("value");
        }
    }

    @Test
    void postgres_is_durable_closed_to_strangers_and_no_superuser_is_handed_out() throws Exception {
        try (var servers = EmbeddedServers.open(data, settings)) {
            Endpoint endpoint = servers.postgres();
            assertThat(stores.query(endpoint, "SHOW fsync")).containsExactly("on");
            assertThat(stores.query(endpoint, "SHOW synchronous_commit")).containsExactly("on");
            assertThat(stores.query(endpoint, "SHOW listen_addresses")).containsExactly("127.0.0.1");
            assertThat(stores.query(endpoint, "SHOW server_version"))
                    .first()
                    .asString()
                    .startsWith("18");
            assertThat(stores.query(endpoint, "SELECT current_setting('is_superuser')"))
                    .containsExactly("off");
            assertThat(stores.query(
                            endpoint,
                            "SELECT datcollate || datlocprovider::text FROM pg_database WHERE datname = 'miscord'"))
                    .containsExactly("C.UTF-8b");
            var stranger = new Endpoint(endpoint.host(), endpoint.port(), "postgres", Secret.of("guess"), "postgres");
            assertThatThrownBy(() -> stores.query(stranger, "SELECT 1"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void redis_wants_its_password_and_is_bounded() throws Exception {
        try (var servers = EmbeddedServers.open(data, settings)) {
            Endpoint endpoint = servers.redis();
            assertThat(stores.redis(endpoint, api -> api.config(List.of("GET", "maxmemory"))))
                    .contains("268435456");
            assertThat(stores.redis(endpoint, api -> api.config(List.of("GET", "appendfsync"))))
                    .contains("everysec");
            var stranger = new Endpoint(endpoint.host(), endpoint.port(), "", Secret.of("guess"), "0");
            assertThatThrownBy(() -> stores.redis(stranger, api -> api.ping(List.of())))
                    .hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void passwords_are_in_no_command_line_and_in_no_file_that_others_may_read() throws Exception {
        try (var servers = EmbeddedServers.open(data, settings)) {
            List<String> passwords = List.of(
                    servers.postgres().password().reveal(),
                    servers.redis().password().reveal());
            for (long pid : Processes.serversIn(data)) {
                String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
                assertThat(passwords).noneMatch(line::contains);
            }
            assertThat(open(data.resolve("secrets"))).isEmpty();
            assertThat(open(data.resolve("redis"))).isEmpty();
            assertThat(open(data.resolve("postgres"))).isEmpty();
        }
    }

    @Test
    void they_outlive_a_node_that_is_killed_and_the_next_adopts_them() throws Exception {
        NodeJvm killed = start();
        List<Long> running = Processes.serversIn(data);
        killed.kill9();
        // The two themselves: what PostgreSQL had started for the killed node's connections may end with them.
        assertThat(List.of(main("postgres"), main("redis"))).isSubsetOf(running).allMatch(Processes::lives);

        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(servers.postgres().port()).isEqualTo(killed.postgresPort());
            assertThat(main("postgres")).isIn(running);
            assertThat(main("redis")).isIn(running);
        }
        assertThat(Processes.serversIn(data))
                .as("the adopted are stopped by the last")
                .isEmpty();
    }

    @Test
    void the_last_of_several_nodes_stops_them_wherever_the_others_run() throws Exception {
        try (var here = EmbeddedServers.open(data, settings)) {
            NodeJvm elsewhere = start();
            var alsoHere = EmbeddedServers.open(data, settings);
            assertThat(elsewhere.postgresPort()).isEqualTo(here.postgres().port());
            long postgres = main("postgres");

            alsoHere.close();
            assertThat(elsewhere.says("close")).isEqualTo("closed");
            assertThat(main("postgres")).isEqualTo(postgres);
            assertThat(stores.rows(here.postgres())).isEmpty();
        }
        assertThat(Processes.serversIn(data)).isEmpty();
    }

    @Test
    void a_killed_node_does_not_count_as_one_that_still_uses_them() throws Exception {
        NodeJvm killed = start();
        NodeJvm last = start();
        killed.kill9();

        assertThat(last.says("close")).isEqualTo("closed");

        assertThat(Processes.serversIn(data)).isEmpty();
    }

    @Test
    void nodes_that_start_at_once_share_one_pair_of_servers() throws Exception {
        NodeJvm first = launch();
        NodeJvm second = launch();
        first.awaitReady();
        second.awaitReady();

        assertThat(second.postgresPort()).isEqualTo(first.postgresPort());
        assertThat(second.redisPort()).isEqualTo(first.redisPort());
    }

    @Test
    void what_dies_is_started_again_where_it_was_and_has_lost_nothing() throws Exception {
        try (var servers = EmbeddedServers.open(data, settings)) {
            stores.write(servers.postgres(), "acknowledged");
            assertThat(servers.watch()).isEmpty();
            Processes.kill("KILL", main("postgres"));
            Processes.kill("KILL", main("redis"));
            eventually(() -> !Processes.lives(main("postgres")) && !Processes.lives(main("redis")));

            assertThat(servers.watch()).containsExactly("postgres", "redis");

            assertThat(stores.rows(servers.postgres())).containsExactly("acknowledged");
            assertThat(stores.redis(servers.redis(), api -> api.ping(List.of())))
                    .isEqualTo("PONG");
            assertThat(servers.watch()).isEmpty();
        }
    }

    @Test
    void one_of_two_survivors_starts_it_again() throws Exception {
        NodeJvm other = start();
        try (var servers = EmbeddedServers.open(data, settings)) {
            Processes.kill("KILL", main("redis"));
            eventually(() -> !Processes.lives(main("redis")));

            String said = other.says("watch");

            assertThat(said).isEqualTo("watched [redis]");
            assertThat(servers.watch()).isEmpty();
            assertThat(stores.redis(servers.redis(), api -> api.ping(List.of())))
                    .isEqualTo("PONG");
        }
    }

    @Test
    void node_and_servers_killed_together_start_again_with_all_that_was_acknowledged() throws Exception {
        NodeJvm node = start();
        var endpoint = new Endpoint(
                "127.0.0.1", node.postgresPort(), "miscord", new Secrets(data).named("postgres"), "miscord");
        stores.write(endpoint, "acknowledged");
        long postgres = main("postgres");
        node.kill9();
        Processes.kill("KILL", postgres);
        Processes.kill("KILL", main("redis"));

        // At once: the dead postmaster may still be a zombie, its pid file is there, and its children are leaving.
        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(stores.rows(servers.postgres())).containsExactly("acknowledged");
        }
    }

    @Test
    void a_hanging_server_left_by_a_killed_node_is_replaced() throws Exception {
        NodeJvm node = start();
        Processes.kill("STOP", main("redis"));
        node.kill9();
        var impatient = Config.of(Map.of("embedded.binaries", binaries.toString(), "embedded.startTimeout", "2s"))
                .embedded();

        try (var servers = EmbeddedServers.open(data, impatient)) {
            assertThat(stores.redis(servers.redis(), api -> api.ping(List.of())))
                    .isEqualTo("PONG");
        }
    }

    @Test
    void a_port_that_was_taken_meanwhile_is_exchanged() throws Exception {
        int port;
        try (var servers = EmbeddedServers.open(data, settings)) {
            port = servers.redis().port();
        }
        try (var stranger = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
                var servers = EmbeddedServers.open(data, settings)) {
            assertThat(stranger.isBound()).isTrue();
            assertThat(servers.redis().port()).isNotEqualTo(port);
        }
    }

    @Test
    void one_of_the_two_is_enough_when_the_other_is_external() throws Exception {
        try (var servers = EmbeddedServers.open(data, settings, Set.of(EmbeddedServers.Kind.REDIS))) {
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(servers.watch()).isEmpty();
            assertThatThrownBy(servers::postgres).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_first_start_that_was_killed_leaves_nothing_in_the_way() throws Exception {
        Files.createDirectories(data.resolve("postgres.new/base"));
        Files.writeString(data.resolve("postgres.new/PG_VERSION"), "18");

        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(stores.query(servers.postgres(), "SELECT 1")).containsExactly("1");
        }
        assertThat(data.resolve("postgres.new")).doesNotExist();
    }

    @Test
    void a_server_that_cannot_start_says_why() throws Exception {
        EmbeddedServers.open(data, settings).close();
        Files.writeString(data.resolve("postgres/pg_hba.conf"), "nonsense\n");

        assertThatThrownBy(() -> EmbeddedServers.open(data, settings))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("postgres ended at once")
                .hasMessageContaining("pg_hba.conf");
        assertThat(Processes.serversIn(data))
                .as("the other one was stopped again")
                .isEmpty();
        Files.writeString(data.resolve("postgres/pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }

    @Test
    void a_folder_below_one_that_is_closed_to_others_does() throws Exception {
        assumeTrue(ServerAccount.isRoot(), "only root's servers run as somebody else");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));

        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(stores.query(servers.postgres(), "SELECT 1")).containsExactly("1");
        }
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(stores.query(servers.postgres(), "SELECT 1"))
                    .as("owned anew")
                    .containsExactly("1");
        }
    }

    @Test
    void a_folder_that_was_there_and_is_closed_does() throws Exception {
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        try (var servers = EmbeddedServers.open(data, settings)) {
            assertThat(stores.query(servers.postgres(), "SELECT 1")).containsExactly("1");
        }
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_node_that_is_not_root_runs_them_as_itself() throws Exception {
        assumeTrue(ServerAccount.isRoot(), "this test must become somebody else");
        Path cache = Files.createDirectory(temporary.resolve("cache"));
        for (Path each : List.of(temporary, cache)) {
            Files.setAttribute(each, "unix:uid", NOBODY);
        }
        String nobody = Integer.toString(NOBODY);
        var node = new NodeJvm(
                List.of("setpriv", "--reuid=" + nobody, "--regid=" + nobody, "--clear-groups"),
                NodeJvm.copiedClassPath(temporary.resolve("class-path")),
                data,
                cache);
        nodes.add(node);
        node.awaitReady();

        for (long pid : Processes.serversIn(data)) {
            assertThat(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid")).isEqualTo(NOBODY);
        }
        assertThat(node.says("close")).isEqualTo("closed");
        assertThat(Processes.serversIn(data)).isEmpty();
        Files.setAttribute(temporary, "unix:uid", 0);
    }

    private NodeJvm start() throws IOException {
        return launch().awaitReady();
    }

    private NodeJvm launch() throws IOException {
        NodeJvm node = new NodeJvm(List.of(), System.getProperty("java.class.path"), data, binaries);
        nodes.add(node);
        return node;
    }

    private long main(String server) {
        Path file = data.resolve(server).resolve(server.equals("redis") ? "redis.pid" : "postmaster.pid");
        try {
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> open(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var closed = PosixFilePermissions.fromString("rwx------");
            return Files.getPosixFilePermissions(folder).equals(closed) ? List.of() : files.toList();
        }
    }

    private static void eventually(BooleanSupplier condition) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            assertThat(deadline.over()).as("within 30 s").isFalse();
            deadline.pause();
        }
    }
}
