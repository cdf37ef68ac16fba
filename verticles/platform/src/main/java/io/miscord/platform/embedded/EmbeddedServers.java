package io.miscord.platform.embedded;

import io.miscord.platform.config.Config;
import io.miscord.platform.files.Ports;
import io.miscord.platform.files.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL and Redis of a data directory, shared by all nodes that use it.
 *
 * <p>The first node starts them, a later one finds them running, the last to close stops them. They belong to nobody's
 * session, so they outlive a node that is killed, and the next one adopts them. All methods block (a first start takes
 * seconds) and are for start-up code and worker threads; each instance is one node's and for one thread at a time.
 */
public final class EmbeddedServers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);
    /** Unpacking and making the first data, on a slow machine. */
    private static final Duration FIRST_START = Duration.ofSeconds(60);

    private static final Duration LEAVING = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final NodeLocks locks;
    private final List<ServerProcess> all;
    private final List<ServerProcess> wanted;
    private final @Nullable Endpoint postgres;
    private final @Nullable Endpoint redis;

    /** One of the servers. */
    public enum Kind {
        /** PostgreSQL 18. */
        POSTGRES,
        /** Redis 6.2. */
        REDIS
    }

    /**
     * Starts what is wanted, or finds it running, and waits until it answers.
     *
     * @param data the data directory; made if it is not there
     * @param settings sizes and times
     * @param kinds which servers this node needs
     * @throws EmbeddedServerException saying what is wrong and what helps
     */
    public static EmbeddedServers open(Path data, Config.Embedded settings, Set<Kind> kinds) {
        Path directory = make(data.toAbsolutePath().normalize());
        NodeLocks locks = new NodeLocks(directory.resolve("run"));
        Duration wait = settings.startTimeout().multipliedBy(2).plus(FIRST_START);
        return locks.inTurn(wait, () -> opened(directory, settings, Set.copyOf(kinds), locks))
                .orElseThrow(() -> new EmbeddedServerException(
                        "another node has been starting servers in %s for %ds".formatted(directory, wait.toSeconds())));
    }

    /** Starts both servers: see {@link #open(Path, Config.Embedded, Set)}. */
    public static EmbeddedServers open(Path data, Config.Embedded settings) {
        return open(data, settings, Set.of(Kind.values()));
    }

    private static EmbeddedServers opened(Path data, Config.Embedded settings, Set<Kind> kinds, NodeLocks locks) {
        locks.enter();
        try {
            return new EmbeddedServers(data, settings, kinds, locks);
        } catch (RuntimeException e) {
            locks.leave();
            throw e;
        }
    }

    private EmbeddedServers(Path data, Config.Embedded settings, Set<Kind> kinds, NodeLocks locks) {
        this.locks = locks;
        Binaries binaries = new Binaries(cache(data, settings));
        Secrets secrets = new Secrets(data);
        Ports ports = new Ports(data, new SecureRandom());
        var pg = new EmbeddedPostgres(data, binaries.postgres(), secrets, settings);
        var rd = new EmbeddedRedis(data, binaries.redis(), secrets, ports, settings);
        ServerAccount account = ServerAccount.choose(data.resolve("run"), pg.program());
        var pgProcess = new ServerProcess(pg, account, ports, data, settings.startTimeout());
        var rdProcess = new ServerProcess(rd, account, ports, data, settings.startTimeout());
        all = List.of(pgProcess, rdProcess);
        wanted = new ArrayList<>();
        if (kinds.contains(Kind.POSTGRES)) {
            wanted.add(pgProcess);
        }
        if (kinds.contains(Kind.REDIS)) {
            wanted.add(rdProcess);
        }
        boolean alone = locks.alone();
        try {
            wanted.forEach(server -> server.begin(alone));
            postgres = kinds.contains(Kind.POSTGRES) ? pg.endpoint(pgProcess.finish(alone)) : null;
            redis = kinds.contains(Kind.REDIS) ? rd.endpoint(rdProcess.finish(alone)) : null;
        } catch (RuntimeException e) {
            if (alone) {
                all.forEach(ServerProcess::stop);
            }
            throw e;
        }
    }

    /**
     * Where PostgreSQL is: an account and a database {@code miscord}. The account may make databases.
     *
     * @throws IllegalStateException if it was not wanted
     */
    public Endpoint postgres() {
        return opened(postgres);
    }

    /**
     * Where Redis is.
     *
     * @throws IllegalStateException if it was not wanted
     */
    public Endpoint redis() {
        return opened(redis);
    }

    /**
     * Starts again whatever has died, on the same port. To be called each second or so; looks at a few files unless
     * something is wrong, and leaves the work to another node that is at it already.
     *
     * @return the names of the servers that were started again
     * @throws EmbeddedServerException if one cannot be started; the next call tries again
     */
    public List<String> watch() {
        wanted.forEach(ServerProcess::trimLog);
        if (wanted.stream().allMatch(ServerProcess::alive)) {
            return List.of();
        }
        return locks.inTurn(GLANCE, this::revived).orElse(List.of());
    }

    private List<String> revived() {
        List<ServerProcess> dead =
                wanted.stream().filter(server -> !server.alive()).toList();
        for (ServerProcess server : dead) {
            LOG.error("an embedded server has died and is started again server={}", server.name());
            server.begin(false);
        }
        dead.forEach(server -> server.finish(false));
        return dead.stream().map(ServerProcess::name).toList();
    }

    /** Leaves the directory, and stops the servers if no other node uses it. */
    @Override
    public void close() {
        Optional<Boolean> left = locks.inTurn(LEAVING, () -> {
            boolean last = locks.alone();
            if (last) {
                all.forEach(ServerProcess::stop);
            }
            locks.leave();
            return last;
        });
        if (left.isEmpty()) {
            // Whoever is starting will be the last to leave, and stop them.
            locks.leave();
        }
    }

    private static Endpoint opened(@Nullable Endpoint endpoint) {
        if (endpoint == null) {
            throw new IllegalStateException("this server was not wanted of EmbeddedServers.open");
        }
        return endpoint;
    }

    /** The folders, which the servers' account must be able to pass, but nobody to list. */
    private static Path make(Path data) {
        var passable = PosixFilePermissions.fromString("rwx--x--x");
        try {
            if (!Files.isDirectory(data)) {
                Files.createDirectories(data);
                Files.setPosixFilePermissions(data, passable);
            }
            Path run = Files.createDirectories(data.resolve("run"));
            Files.setPosixFilePermissions(run, passable);
            Files.createDirectories(data.resolve("logs"));
            return data.toRealPath();
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot use %s as the data directory: %s".formatted(data, e), e);
        }
    }

    /** A folder of the account that outlives data directories; beside the data if there is none. */
    private static Path cache(Path data, Config.Embedded settings) {
        if (!settings.binaries().toString().isEmpty()) {
            return settings.binaries().toAbsolutePath();
        }
        String xdg = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        // Root's home is closed to the servers' account.
        Path parent = ServerAccount.isRoot()
                ? Path.of("/var/cache")
                : xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        Path cache = parent.resolve("miscord");
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache) ? cache : data.resolve("binaries");
        } catch (IOException e) {
            return data.resolve("binaries");
        }
    }
}
