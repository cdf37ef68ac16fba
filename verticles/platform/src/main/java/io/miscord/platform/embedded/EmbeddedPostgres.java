package io.miscord.platform.embedded;

import io.miscord.platform.config.Config;
import io.miscord.platform.files.Secrets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** PostgreSQL 18 in {@code DIR/postgres}: durable, on loopback alone, with a password. */
final class EmbeddedPostgres implements EmbeddedServer {
    /** The account and the database that nodes use: its own master there, but not the server's. */
    static final String NAME = "miscord";

    private static final String VERSION = "18";
    private static final Duration INIT = Duration.ofMinutes(2);
    private static final int CONNECT_MS = 500;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final Pattern REFUSED = Pattern.compile("(?m)^.*(ERROR|FATAL|PANIC):.*$");

    private final Path directory;
    private final Path home;
    private final Secrets secrets;
    private final Config.Embedded settings;

    EmbeddedPostgres(Path data, Path home, Secrets secrets, Config.Embedded settings) {
        this.directory = data.resolve("postgres");
        this.home = home;
        this.secrets = secrets;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path program() {
        return home.resolve("bin").resolve("postgres");
    }

    @Override
    public Path pidFile() {
        return directory.resolve("postmaster.pid");
    }

    Endpoint endpoint(int port) {
        return new Endpoint(ServerProcess.HOST, port, NAME, secrets.named("postgres"), NAME);
    }

    @Override
    public void prepare(ServerAccount account, int port) {
        try {
            if (!Files.exists(directory)) {
                initialise(account);
            }
            String version = Files.readString(directory.resolve("PG_VERSION")).strip();
            if (!version.equals(VERSION)) {
                throw new EmbeddedServerException("%s was made by PostgreSQL %s, and this is %s: dump it with that, and"
                                .formatted(directory, version, VERSION)
                        + " restore it here");
            }
            account.own(directory);
            // The lock says that nobody is there, so this is left of a killed one. PostgreSQL itself would believe a
            // zombie, or a stranger with the same process id.
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot prepare " + directory + ": " + e, e);
        }
    }

    /** Makes the cluster, the account and the database beside their place, and moves them there when all is done. */
    private void initialise(ServerAccount account) throws IOException {
        Path draft = directory.resolveSibling("postgres.new");
        ServerAccount.delete(draft);
        Files.createDirectory(draft);
        account.own(draft);
        Command init = Command.run(
                INIT,
                account.command(
                        home.resolve("bin").resolve("initdb").toString(),
                        "--pgdata=" + draft,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8"));
        if (!init.ok()) {
            throw new EmbeddedServerException("PostgreSQL's data cannot be made:\n" + init.output());
        }
        // Nobody was let in by "trust": the server has not run, and from its first start this is its whole rule.
        Files.writeString(
                draft.resolve("pg_hba.conf"), "host all all %s/32 scram-sha-256\n".formatted(ServerProcess.HOST));
        Command sql = Command.run(
                INIT,
                account.command(program().toString(), "--single", "-D", draft.toString(), "postgres"),
                accounts());
        if (!sql.ok() || REFUSED.matcher(sql.output()).find()) {
            throw new EmbeddedServerException("PostgreSQL's account and database cannot be made:\n"
                    + sql.output().replaceAll("PASSWORD '[^']*'", "PASSWORD '…'"));
        }
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One statement a line, as the single-user mode wants them. Secrets are letters, digits, - and _. */
    private String accounts() {
        return """
                ALTER ROLE postgres PASSWORD '%s'
                CREATE ROLE %s LOGIN CREATEDB PASSWORD '%s'
                CREATE DATABASE %s OWNER %s
                """.formatted(
                        secrets.named("postgres-superuser").reveal(),
                        NAME,
                        secrets.named("postgres").reveal(),
                        NAME,
                        NAME);
    }

    @Override
    public List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(program().toString(), "-D", directory.toString()));
        settings(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Map<String, String> settings(int port) {
        return Map.ofEntries(
                Map.entry("port", Integer.toString(port)),
                Map.entry("listen_addresses", ServerProcess.HOST),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", Integer.toString(settings.maxConnections())),
                Map.entry("shared_buffers", settings.sharedBuffers().bytes() / 1024 + "kB"),
                // What is acknowledged is on the disk: the promise of the whole product.
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("wal_compression", "on"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("checkpoint_timeout", "15min"),
                Map.entry("random_page_cost", "1.1"),
                Map.entry("idle_in_transaction_session_timeout", "60s"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_checkpoints", "off"),
                // Neither statements nor values of rows belong into a log.
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_error_verbosity", "terse"));
    }

    /** PostgreSQL writes into its pid file how far it is. */
    @Override
    public OptionalInt answering() {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).strip().equals("ready")) {
                return OptionalInt.empty();
            }
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ServerProcess.ADDRESS, port), CONNECT_MS);
                return OptionalInt.of(port);
            }
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** "Fast": ends the sessions of clients, then itself. */
    @Override
    public String stopSignal() {
        return "INT";
    }
}
