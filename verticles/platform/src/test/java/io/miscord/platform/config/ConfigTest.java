package io.miscord.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigTest {
    private static final Path ROOT = Path.of(System.getProperty("miscord.root", "../.."));

    @TempDir
    private Path home;

    static Stream<Key> keys() {
        return new Tree().keys().values().stream();
    }

    @Test
    void the_defaults_are_those_of_the_specification() {
        Config config = Config.defaults();

        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8000);
        assertThat(config.gateway().maxConnections()).isEqualTo(1000);
        assertThat(config.gateway().flushInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.gateway().maxFrame()).isEqualTo(new DataSize(65_536));
        assertThat(config.gateway().eventRetention()).isEqualTo(Duration.ofDays(3));
        assertThat(config.registration().mode()).isEqualTo(Config.Registration.Mode.OPEN);
        assertThat(config.breaker().failureThreshold()).isEqualTo(10);
        assertThat(config.node().verticles()).containsExactly(Config.Verticle.values());
        assertThat(config.workers()).isEqualTo(4);
        assertThat(config.database().url()).isEmpty();
        assertThat(config.auth().secret().isEmpty()).isTrue();
    }

    @Test
    void the_shipped_file_says_exactly_the_defaults() throws IOException {
        Path shipped = ROOT.resolve("conf/miscord.yaml");
        String lines = Files.readString(shipped)
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .map(line -> line + "\n")
                .reduce("", String::concat);

        String defaults = ConfigLoader.print(Config.defaults()).replaceAll("data: \".*|data: /.*", "data: data");

        assertThat(lines).isEqualTo(defaults);
    }

    @Test
    void every_key_of_the_shipped_file_has_its_sentence() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("conf/miscord.yaml"));
        Predicate<String> key = Pattern.compile("(  )*[a-zA-Z]+: \\S.*").asMatchPredicate();

        for (int i = 1; i < lines.size(); i++) {
            if (key.test(lines.get(i))) {
                assertThat(lines.get(i - 1).strip())
                        .as(lines.get(i))
                        .startsWith("# ")
                        .endsWith(".");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_key_can_be_set_by_a_file(Key key) throws IOException {
        write("conf/miscord.yaml", key.path() + ": " + yaml(key) + "\n");

        assertThat(value(key, load(Examples.partner(key)))).isEqualTo(expected(key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_key_can_be_set_by_the_environment(Key key) {
        assertThat(value(key, load(Examples.with(key, Examples.other(key))))).isEqualTo(expected(key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_key_can_be_set_on_the_command_line(Key key) {
        assertThat(value(key, load(Examples.partner(key), "--set", key.path() + "=" + Examples.other(key))))
                .isEqualTo(expected(key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_key_refuses_nonsense_or_takes_any_text(Key key) {
        var anyText = key.type() == Path.class
                || (key.setting().pattern().isEmpty() && (key.type() == String.class || key.secret()));
        String nonsense = "no such ~ value";

        if (anyText) {
            load(Examples.with(key, nonsense));
        } else {
            assertThatThrownBy(() -> load(Examples.with(key, nonsense)))
                    .hasMessageContaining(key.path())
                    .hasMessageContaining("accepted: ");
        }
    }

    @Test
    void later_sources_win() throws IOException {
        write("conf/miscord.yaml", "http: {port: 1, bodyLimit: 2KB}\ngateway: {batchSize: 7}\n");
        Path further = write("further.yaml", "http:\n  port: 2\n");

        assertThat(load(Map.of()).http().port()).isEqualTo(1);
        assertThat(load(Map.of(), "--config", further.toString()).http().port()).isEqualTo(2);
        var environment = Map.of("MISCORD_HTTP_PORT", "3");
        assertThat(load(environment, "--config", further.toString()).http().port())
                .isEqualTo(3);
        var all = load(environment, "--config=" + further, "--port", "4");
        assertThat(all.http().port()).isEqualTo(4);
        assertThat(all.http().bodyLimit()).isEqualTo(new DataSize(2048));
        assertThat(all.gateway().batchSize()).isEqualTo(7);
    }

    @Test
    void all_mistakes_are_told_at_once() throws IOException {
        write("conf/miscord.yaml", "http:\n  port: 70000\n  colour: red\ngateway: 5\n");

        var refused = refused(
                Map.of("MISCORD_GATEWAY_MAX_CONECTIONS", "5", "MISCORD_AUTH_SECRET", "hunter2"),
                "--prot",
                "--set",
                "gateway.flushInterval=1s",
                "--verticles",
                "api,kitchen");

        assertThat(refused.mistakes())
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder(
                        "http.port",
                        "http.colour",
                        "gateway",
                        "MISCORD_GATEWAY_MAX_CONECTIONS",
                        "auth.secret",
                        "--prot",
                        "gateway.flushInterval",
                        "node.verticles");
        assertThat(refused)
                .hasMessageContaining("http.port = 70000: accepted: a whole number from 0 to 65535")
                .hasMessageContaining("Did you mean MISCORD_GATEWAY_MAX_CONNECTIONS?")
                .hasMessageContaining("Did you mean --port?")
                .hasMessageContaining("accepted: one or more of api, gateway, persistence, voice")
                .hasMessageContaining("a time with its unit (ms, s, m, h, d) from 0ms to 100ms")
                .hasMessageContaining(home.resolve("conf/miscord.yaml").toString())
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void an_unknown_key_of_a_file_is_refused_with_the_one_that_was_meant() throws IOException {
        write("conf/miscord.yaml", "gatway:\n  maxConnection: 5\n");

        assertThat(refused(Map.of()))
                .hasMessageContaining(
                        "gatway.maxConnection: there is no such key." + " Did you mean gateway.maxConnections?");
    }

    @Test
    void a_file_that_is_no_yaml_or_not_there_is_told_with_its_line() throws IOException {
        Path broken = write("broken.yaml", "http:\n  port: [1\n");
        Path twice = write("twice.yaml", "workers: 1\nworkers: 2\n");
        Path list = write("list.yaml", "- a\n");

        var refused = refused(
                Map.of(),
                "--config",
                broken.toString(),
                "--config",
                twice.toString(),
                "--config",
                list.toString(),
                "--config",
                "missing.yaml");

        assertThat(refused.mistakes())
                .extracting(Mistake::source)
                .containsExactly(
                        broken.toString(),
                        twice.toString(),
                        list.toString(),
                        home.resolve("missing.yaml").toString());
        assertThat(refused).hasMessageContaining("line ");
    }

    @Test
    void an_empty_file_and_a_key_without_value_change_nothing() throws IOException {
        write("conf/miscord.yaml", "\n# nothing\n");
        assertThat(load(Map.of()).http()).isEqualTo(Config.defaults().http());
        write("conf/miscord.yaml", "http:\n  port:\ngateway:\n");
        assertThat(load(Map.of()).http()).isEqualTo(Config.defaults().http());
    }

    @Test
    void secrets_come_from_files_and_are_masked_wherever_they_are_printed() throws IOException {
        Path file = write("password", "correct horse\n");

        Config config = load(Map.of("MISCORD_DATABASE_PASSWORD_FILE", file.toString()));

        assertThat(config.database().password().reveal()).isEqualTo("correct horse");
        assertThat(config.toString()).doesNotContain("correct");
        assertThat(ConfigLoader.print(config)).doesNotContain("correct").contains("  password: \"••••\"");
        assertThat(refused(Map.of("MISCORD_REDIS_PASSWORD_FILE", "/nowhere"))).hasMessageContaining("/nowhere");
        assertThat(refused(Map.of(
                        "MISCORD_DATABASE_PASSWORD_FILE", file.toString(), "MISCORD_DATABASE_PASSWORD", "battery")))
                .hasMessageContaining("not both")
                .hasMessageNotContaining("battery");
        assertThat(refused(Map.of("MISCORD_HTTP_PORT_FILE", file.toString()))).hasMessageContaining("no such key");
    }

    @Test
    void an_address_of_a_store_carries_no_password() {
        assertThat(refused(Map.of("MISCORD_DATABASE_URL", "postgresql://me:pw@db/miscord")))
                .hasMessageContaining("user and password being keys of their own");
        assertThat(load(Map.of("MISCORD_DATABASE_URL", "postgresql://db:5432/miscord?sslmode=require"))
                        .database()
                        .url())
                .isEqualTo("postgresql://db:5432/miscord?sslmode=require");
    }

    @Test
    void the_historic_variables_still_work_and_ours_win() {
        var historic = Map.of("CORS_ORIGINS", "https://a.example, https://b.example", "MAX_WEBSOCKET_CONNECTIONS", "7");
        var both = Map.of("MAX_WEBSOCKET_CONNECTIONS", "7", "MISCORD_GATEWAY_MAX_CONNECTIONS", "8");

        assertThat(load(historic).http().corsOrigins()).containsExactly("https://a.example", "https://b.example");
        assertThat(load(historic).gateway().maxConnections()).isEqualTo(7);
        assertThat(load(both).gateway().maxConnections()).isEqualTo(8);
    }

    @Test
    void what_kubernetes_and_our_scripts_set_is_no_mistake() {
        load(Map.of(
                "MISCORD_SERVICE_HOST",
                "10.0.0.1",
                "MISCORD_PORT_8000_TCP_ADDR",
                "10.0.0.1",
                "MISCORD_PORT",
                "tcp://10.0.0.1:8000",
                "MISCORD_SEED",
                "42",
                "MISCORD_TURN_PORT",
                "3478",
                "PATH",
                "/bin"));
    }

    @Test
    void an_option_joins_by_address_or_by_token() {
        var address = load(Map.of(), "--join", "127.0.0.1:5701,[::1]:5702").cluster();
        var token = load(Map.of(), "--join", "bWlzY29yZA").cluster();

        assertThat(address.join()).containsExactly("127.0.0.1:5701", "[::1]:5702");
        assertThat(address.token().isEmpty()).isTrue();
        assertThat(token.token().reveal()).isEqualTo("bWlzY29yZA");
        assertThat(token.join()).isEmpty();
    }

    @Test
    void relative_paths_belong_to_where_they_were_written() throws IOException {
        assertThat(load(Map.of()).node().data()).isEqualTo(home.resolve("data"));
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        var sources = new ConfigLoader.Sources(home, elsewhere, Map.of(), List.of("--data", "here/../there"));
        assertThat(ConfigLoader.load(sources).config().node().data()).isEqualTo(elsewhere.resolve("there"));
    }

    @Test
    void settings_must_agree_with_each_other() {
        assertThat(refused(
                                Map.of(),
                                "--set",
                                "gateway.frameBurst=10",
                                "--set",
                                "gateway.heartbeatInterval=60s",
                                "--set",
                                "gateway.idleTimeout=60s",
                                "--set",
                                "cluster.caKey=key.pem")
                        .mistakes())
                .extracting(Mistake::key)
                .containsExactly("gateway.idleTimeout", "gateway.frameBurst", "cluster.caKey");
    }

    @Test
    void a_cheap_password_hash_is_warned_about() {
        assertThat(loaded(Map.of("MISCORD_AUTH_BCRYPT_COST", "4")).warnings())
                .singleElement()
                .asString()
                .contains("auth.bcryptCost = 4");
        assertThat(loaded(Map.of()).warnings()).isEmpty();
    }

    @Test
    void faults_on_purpose_are_warned_about() {
        assertThat(loaded(Map.of("MISCORD_CHAOS_DROP_HINTS", "5")).warnings())
                .singleElement()
                .asString()
                .contains("chaos.dropHints = 5", "on purpose");
    }

    @Test
    void what_is_printed_can_be_read_again() throws IOException {
        Config config = load(
                Map.of(),
                "--set",
                "http.corsOrigins=https://a.example:1,https://b.example",
                "--set",
                "database.user=a \"strange\": user",
                "--set",
                "workers=9");
        write("conf/miscord.yaml", ConfigLoader.print(config));

        assertThat(load(Map.of())).isEqualTo(config);
    }

    @Test
    void help_is_given_whatever_else_is_wrong() {
        assertThat(loaded(Map.of(), "--port", "x", "--help").help()).isTrue();
        assertThat(ConfigLoader.help()).contains("--verticles");
        assertThat(loaded(Map.of(), "--print-config").printConfig()).isTrue();
    }

    private Config load(Map<String, String> environment, String... arguments) {
        return loaded(environment, arguments).config();
    }

    private ConfigLoader.Loaded loaded(Map<String, String> environment, String... arguments) {
        return ConfigLoader.load(new ConfigLoader.Sources(home, home, environment, List.of(arguments)));
    }

    private ConfigException refused(Map<String, String> environment, String... arguments) {
        return catchThrowableOfType(ConfigException.class, () -> load(environment, arguments));
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Object value(Key key, Config config) {
        return new Tree().flatten(config).get(key.path());
    }

    private Object expected(Key key) {
        Object parsed = Values.parse(key, Examples.other(key));
        return parsed instanceof Path path ? home.resolve(path) : parsed;
    }

    private static String yaml(Key key) {
        return key.list() ? "[" + Examples.other(key) + "]" : "\"" + Examples.other(key) + "\"";
    }
}
