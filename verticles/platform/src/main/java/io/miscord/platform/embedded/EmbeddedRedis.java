package io.miscord.platform.embedded;

import io.miscord.platform.config.Config;
import io.miscord.platform.files.Ports;
import io.miscord.platform.files.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Redis in {@code DIR/redis}: on loopback alone, with a password, its memory bounded. */
final class EmbeddedRedis implements EmbeddedServer {
    private static final int ANSWER_MS = 500;

    private final Path directory;
    private final Path program;
    private final Secrets secrets;
    private final Ports ports;
    private final Config.Embedded settings;

    EmbeddedRedis(Path data, Path program, Secrets secrets, Ports ports, Config.Embedded settings) {
        this.directory = data.resolve("redis");
        this.program = program;
        this.secrets = secrets;
        this.ports = ports;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path program() {
        return program;
    }

    @Override
    public Path pidFile() {
        return directory.resolve("redis.pid");
    }

    Endpoint endpoint(int port) {
        return new Endpoint(ServerProcess.HOST, port, "", secrets.named("redis"), "0");
    }

    @Override
    public void prepare(ServerAccount account, int port) {
        try {
            Files.createDirectories(directory);
            account.own(directory);
            Files.deleteIfExists(pidFile());
            Path conf = conf();
            Files.deleteIfExists(conf);
            Files.createFile(conf);
            account.own(conf);
            Files.writeString(conf, text(port));
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot prepare " + directory + ": " + e, e);
        }
    }

    private String text(int port) {
        return """
                # Written at each start.
                bind %s
                port %d
                requirepass %s
                dir "%s"
                pidfile "%s"
                daemonize no
                appendonly yes
                appendfsync everysec
                save ""
                maxclients 1000
                maxmemory %d
                maxmemory-policy allkeys-lru
                """.formatted(
                        ServerProcess.HOST,
                        port,
                        secrets.named("redis").reveal(),
                        quoted(directory),
                        quoted(pidFile()),
                        settings.redisMemory().bytes());
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private Path conf() {
        return directory.resolve("redis.conf");
    }

    @Override
    public List<String> command(int port) {
        return List.of(program.toString(), conf().toString());
    }

    /** Whoever accepts our password and answers a ping is ours, and has loaded its data. */
    @Override
    public OptionalInt answering() {
        OptionalInt port = ports.remembered(name());
        if (port.isEmpty()) {
            return port;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ServerProcess.ADDRESS, port.getAsInt()), ANSWER_MS);
            socket.setSoTimeout(ANSWER_MS);
            String ask = "AUTH " + secrets.named("redis").reveal() + "\r\nPING\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean ours = "+OK".equals(answers.readLine()) && "+PONG".equals(answers.readLine());
            return ours ? port : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }
}
