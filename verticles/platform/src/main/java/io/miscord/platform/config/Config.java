package io.miscord.platform.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every setting of a node, read once at the start by {@link ConfigLoader} and handed on by constructors as the
 * narrowest record that will do.
 *
 * <p>The defaults and bounds stand here; {@code conf/miscord.yaml} repeats them with a sentence each, and a test keeps
 * the two equal. Text, paths and secrets that are empty are not set. Immutable.
 *
 * @param workers threads for work that computes for long: password hashing, scaling images
 */
public record Config(
        Node node,
        Http http,
        Gateway gateway,
        Registration registration,
        Auth auth,
        Limits limits,
        @Setting(value = "4", min = "1", max = "64") int workers,
        Database database,
        Redis redis,
        Embedded embedded,
        Cluster cluster,
        Breaker breaker,
        Files storage,
        Tasks tasks,
        Audit audit,
        Notifications notifications,
        Push push,
        Previews previews,
        Voice voice,
        Monitoring monitoring,
        Logging logging,
        Chaos chaos) {

    /** The defaults. */
    public static Config defaults() {
        return of(Map.of());
    }

    /**
     * The defaults with these settings, by key, as {@code "http.port" -> "0"}.
     *
     * @throws ConfigException naming every wrong one
     */
    public static Config of(Map<String, String> settings) {
        return ConfigLoader.of(settings);
    }

    /** One of the parts that a node may run: HTTP, sockets, everything in PostgreSQL, voice rooms. */
    public enum Verticle {
        API,
        GATEWAY,
        PERSISTENCE,
        VOICE
    }

    /**
     * What this node runs, and where it keeps its files.
     *
     * @param data embedded servers' files, uploads, logs, and secrets made at the first start
     * @param verticles what runs here; at least one
     * @param stopTimeout how long stopping may take before the process ends itself
     */
    public record Node(
            @Setting("data") Path data,
            @Setting("api,gateway,persistence,voice") List<Verticle> verticles,
            @Setting(value = "20s", min = "1s", max = "10m") Duration stopTimeout) {}

    /**
     * The node's one HTTP port.
     *
     * @param host the address it listens on
     * @param port the port; 0 chooses a free one
     * @param publicUrl how people reach the instance, for links that are sent out; taken from each request if empty
     * @param corsOrigins other web sites whose pages may call the API and open sockets
     * @param trustedProxies whose {@code X-Forwarded-*} headers are believed
     * @param bodyLimit the largest request body outside uploads; more is 413
     * @param bodyTimeout how long a request body outside uploads may take to come; then 408
     * @param bodyMemory bytes that bodies over 16 KB take at most while they come; more is 503
     * @param bodyMemoryPerAddress those of one address; more is 429
     * @param headerLimit the largest request line and headers together; more is 431
     */
    public record Http(
            @Setting(value = "127.0.0.1", pattern = "\\S+", accepts = Setting.HOST)
            String host,

            @Setting(value = "8000", min = "0", max = "65535")
            int port,

            @Setting(
                    value = "",
                    pattern = "https?://" + Setting.URL_HOST + "(/\\S*)?",
                    accepts = "http://… or https://…")
            String publicUrl,

            @Setting(
                    value = "",
                    pattern = "https?://" + Setting.URL_HOST,
                    accepts = "origins, as https://chat.example.org")
            List<String> corsOrigins,

            @Setting(value = "", pattern = Setting.NETWORK, accepts = Setting.NETWORKS)
            List<String> trustedProxies,

            @Setting(value = "1MB", min = "1KB", max = "64MB")
            DataSize bodyLimit,

            @Setting(value = "30s", min = "100ms", max = "10m")
            Duration bodyTimeout,

            @Setting(value = "64MB", min = "1KB", max = "16GB")
            DataSize bodyMemory,

            @Setting(value = "8MB", min = "1KB", max = "16GB")
            DataSize bodyMemoryPerAddress,

            @Setting(value = "16KB", min = "4KB", max = "256KB")
            DataSize headerLimit) {}

    /**
     * The sockets.
     *
     * @param maxConnections sockets this node accepts; above it 503 with {@code Retry-After}
     * @param batchSize frames after which a batch is flushed at once
     * @param flushInterval how long a frame waits for company at most
     * @param heartbeatInterval silence after which the server sends a ping; 2.5 of them without life end a socket
     * @param idleTimeout silence that ends a socket of the previous generation
     * @param authenticateTimeout how long a socket may stay unauthenticated
     * @param maxFrame the largest frame a client may send
     * @param outbound what may wait to be read by a client
     * @param eventRetention how far back a resume may reach
     * @param framesPerSecond frames a socket may send in the long run
     * @param frameBurst frames it may send at once
     * @param accepts how many sockets this node takes in
     * @param drainTime over how long a leaving node sends its sockets away at most
     */
    public record Gateway(
            @Setting(value = "1000", min = "0", max = "1000000")
            int maxConnections,

            @Setting(value = "50", min = "1", max = "1000") int batchSize,

            @Setting(value = "50ms", min = "0ms", max = "100ms")
            Duration flushInterval,

            @Setting(value = "15s", min = "100ms", max = "5m")
            Duration heartbeatInterval,

            @Setting(value = "300s", min = "1s", max = "1d") Duration idleTimeout,

            @Setting(value = "10s", min = "100ms", max = "5m")
            Duration authenticateTimeout,

            @Setting(value = "64KB", min = "4KB", max = "1MB")
            DataSize maxFrame,

            Outbound outbound,
            @Setting(value = "72h", min = "1m", max = "90d") Duration eventRetention,
            @Setting(value = "50", min = "1", max = "10000") int framesPerSecond,

            @Setting(value = "100", min = "1", max = "100000")
            int frameBurst,

            Accepts accepts,

            @Setting(value = "5s", min = "0ms", max = "10m") Duration drainTime) {}

    /** Who may make an account; the first may always be made, and is the operator's. */
    public record Registration(@Setting("open") Mode mode) {
        /** Anybody, whoever holds an invite, or nobody. */
        public enum Mode {
            OPEN,
            INVITE,
            CLOSED
        }
    }

    /**
     * Passwords and tokens.
     *
     * @param secret signs access tokens, the same on every node; made in the data directory if empty
     * @param accessTokenTtl how long an access token is valid
     * @param refreshTokenTtl how long a session lives without being used
     * @param bcryptCost the work of a password hash, as a power of two; under 10 is for tests, and warned about
     */
    public record Auth(
            @Setting(value = "", pattern = ".{32,}", accepts = "32 characters or more")
            Secret secret,

            @Setting(value = "15m", min = "1s", max = "1d") Duration accessTokenTtl,

            @Setting(value = "30d", min = "1m", max = "365d")
            Duration refreshTokenTtl,

            @Setting(value = "12", min = "4", max = "16") int bcryptCost) {}

    /**
     * PostgreSQL. All but the address and the account holds for the embedded one too.
     *
     * @param url where it is; empty for the embedded one
     * @param user the account there
     * @param password its password
     * @param poolSize connections of this node to read by, and as many to write by; three more have tasks of their own
     * @param queueSize statements that may wait for a connection; more are refused at once
     * @param connectTimeout how long making a connection may take
     * @param acquireTimeout how long a statement may wait for a connection
     * @param queryTimeout how long an answer is waited for
     * @param statementTimeout how long the server works on a statement before it cancels it
     * @param sendTimeout how long storing a message may take in all, from its arrival to the answer
     * @param lockTimeout how long a statement waits for a row that another holds
     * @param idleTimeout after how long an unused connection is closed
     * @param maxLifetime after how long any connection is replaced
     */
    public record Database(
            @Setting(value = "", pattern = Setting.POSTGRES, accepts = Setting.POSTGRES_WORDS)
            String url,

            @Setting("miscord") String user,
            @Setting("") Secret password,
            @Setting(value = "8", min = "1", max = "500") int poolSize,

            @Setting(value = "100", min = "1", max = "10000")
            int queueSize,

            @Setting(value = "1s", min = "10ms", max = "1m") Duration connectTimeout,
            @Setting(value = "2s", min = "10ms", max = "1m") Duration acquireTimeout,

            @Setting(value = "3s", min = "10ms", max = "10m")
            Duration queryTimeout,

            @Setting(value = "2s", min = "10ms", max = "10m")
            Duration statementTimeout,

            @Setting(value = "1500ms", min = "10ms", max = "10m")
            Duration sendTimeout,

            @Setting(value = "1s", min = "10ms", max = "10m")
            Duration lockTimeout,

            @Setting(value = "10m", min = "1s", max = "1d") Duration idleTimeout,
            @Setting(value = "30m", min = "1s", max = "1d") Duration maxLifetime) {}

    /**
     * Redis. All but the address and the account holds for the embedded one too.
     *
     * @param url where it is; empty for the embedded one
     * @param user the account there; empty for the default one
     * @param password its password
     * @param poolSize connections of this node
     * @param queueSize commands that may wait for a connection; more are refused at once
     * @param connectTimeout how long making a connection may take
     * @param commandTimeout how long an answer is waited for
     */
    public record Redis(
            @Setting(value = "", pattern = Setting.REDIS, accepts = Setting.REDIS_WORDS)
            String url,

            @Setting("") String user,
            @Setting("") Secret password,
            @Setting(value = "6", min = "1", max = "500") int poolSize,

            @Setting(value = "100", min = "1", max = "10000")
            int queueSize,

            @Setting(value = "1s", min = "10ms", max = "1m") Duration connectTimeout,
            @Setting(value = "1s", min = "10ms", max = "1m") Duration commandTimeout) {}

    /**
     * The PostgreSQL and Redis that a node starts itself when no other is named.
     *
     * @param binaries where the servers' programs are unpacked; a cache directory of the account if empty
     * @param sharedBuffers PostgreSQL's own cache
     * @param maxConnections connections that PostgreSQL accepts, from all nodes together
     * @param redisMemory what Redis may hold; above it the least used keys go
     * @param startTimeout how long a server may take to start, recovery after a crash included
     */
    public record Embedded(
            @Setting("") Path binaries,

            @Setting(value = "128MB", min = "1MB", max = "64GB")
            DataSize sharedBuffers,

            @Setting(value = "200", min = "10", max = "5000")
            int maxConnections,

            @Setting(value = "256MB", min = "8MB", max = "64GB")
            DataSize redisMemory,

            @Setting(value = "60s", min = "1s", max = "1h") Duration startTimeout) {}

    /**
     * How nodes find, trust and hear each other.
     *
     * @param name nodes of another name are not heard
     * @param host the address that this node listens on for other nodes
     * @param publicHost the address that they reach it at, where that is another one; as {@code host} if empty
     * @param port the port that nodes find each other by; 0 chooses a free one and remembers it
     * @param busPort the port of the event bus; 0 chooses a free one and remembers it
     * @param join cluster addresses of nodes that run already; empty for the first
     * @param token a join token, which carries the addresses and the secrets
     * @param secret what all nodes know; made in the data directory if empty
     * @param caCertificate PEM file of the authority that nodes trust; made in the data directory if empty
     * @param caKey PEM file of that authority's key, by which the node's own certificate is signed
     * @param heartbeatInterval how often nodes tell each other that they are there
     * @param heartbeatTimeout silence after which a node counts as gone
     */
    public record Cluster(
            @Setting(value = "miscord", pattern = "[A-Za-z0-9._-]{1,64}", accepts = "letters, digits, . _ and -")
            String name,

            @Setting(value = "127.0.0.1", pattern = "\\S+", accepts = Setting.HOST)
            String host,

            @Setting(value = "", pattern = "\\S+", accepts = Setting.HOST)
            String publicHost,

            @Setting(value = "0", min = "0", max = "65535") int port,
            @Setting(value = "0", min = "0", max = "65535") int busPort,

            @Setting(value = "", pattern = "(\\[[0-9a-fA-F:.]+\\]|[^\\s:]+):[0-9]{1,5}", accepts = "HOST:PORT[,…]")
            List<String> join,

            @Setting("") Secret token,

            @Setting(value = "", pattern = ".{32,}", accepts = "32 characters or more")
            Secret secret,

            @Setting("") Path caCertificate,
            @Setting("") Path caKey,
            @Setting(value = "1s", min = "1s", max = "1m") Duration heartbeatInterval,
            @Setting(value = "10s", min = "3s", max = "10m") Duration heartbeatTimeout) {}

    /**
     * When a dependency counts as broken. Each has a breaker of its own.
     *
     * @param failureThreshold failures within the window that open a breaker
     * @param failureWindow the window
     * @param recoveryTimeout how long a breaker stays open at most; a probe of PostgreSQL and Redis closes it sooner
     */
    public record Breaker(
            @Setting(value = "10", min = "1", max = "100000")
            int failureThreshold,

            @Setting(value = "60s", min = "100ms", max = "1h")
            Duration failureWindow,

            @Setting(value = "120s", min = "100ms", max = "1h")
            Duration recoveryTimeout) {}

    /** The least weight that is logged, and how often the line of figures is written. */
    public record Logging(
            @Setting("info") Level level,
            @Setting(value = "60s", min = "1s", max = "1h") Duration performanceInterval) {
        /** The weight of a log line. */
        public enum Level {
            ERROR,
            WARN,
            INFO,
            DEBUG,
            TRACE
        }
    }
}
