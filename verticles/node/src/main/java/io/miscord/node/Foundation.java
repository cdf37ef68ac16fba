package io.miscord.node;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.Secret;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.Redis;
import io.miscord.platform.embedded.EmbeddedServerException;
import io.miscord.platform.embedded.EmbeddedServers;
import io.miscord.platform.embedded.Endpoint;
import io.miscord.platform.files.Secrets;
import io.miscord.platform.security.ClusterCertificates;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node stands on before it is one: its secrets, its cluster's authority, and where its stores are: configured,
 * in a join token, or else embedded in the data directory. Blocking; for the start of a node and for worker threads.
 */
final class Foundation implements AutoCloseable {
    private static final int POSTGRES_PORT = 5432;
    /** Commands of this node that Redis may owe an answer to; more are refused at once. */
    private static final int REDIS_IN_FLIGHT = 1_024;

    private final Config config;
    private final @Nullable JoinToken token;
    private final Secrets secrets;
    private final ClusterCertificates certificates;
    private final @Nullable EmbeddedServers embedded;
    private final Store database;
    private final Store redis;

    private Foundation(Config config, @Nullable JoinToken token, Secrets secrets, ClusterCertificates certificates) {
        this.config = config;
        this.token = token;
        this.secrets = secrets;
        this.certificates = certificates;
        var wanted = EnumSet.noneOf(EmbeddedServers.Kind.class);
        if (config.database().url().isEmpty() && token == null) {
            wanted.add(EmbeddedServers.Kind.POSTGRES);
        }
        if (config.redis().url().isEmpty() && token == null) {
            wanted.add(EmbeddedServers.Kind.REDIS);
        }
        this.embedded =
                wanted.isEmpty() ? null : EmbeddedServers.open(config.node().data(), config.embedded(), wanted);
        this.database = database(wanted.contains(EmbeddedServers.Kind.POSTGRES));
        this.redis = redis(wanted.contains(EmbeddedServers.Kind.REDIS));
    }

    /** Reads or makes the secrets and starts or finds the stores; {@link StartException} when that cannot be. */
    static Foundation lay(Config config) {
        try {
            Files.createDirectories(config.node().data());
            var token = config.cluster().token().isEmpty()
                    ? null
                    : JoinToken.parse(config.cluster().token());
            var secrets = new Secrets(config.node().data());
            return new Foundation(config, token, secrets, authority(config, token));
        } catch (IOException e) {
            throw new StartException("node.data: " + config.node().data() + " cannot be used", e);
        } catch (EmbeddedServerException | IllegalStateException e) {
            throw new StartException("The node cannot start", e);
        }
    }

    /** Where PostgreSQL is; {@link StartException} when {@code database.url} is not an address. */
    Endpoint postgres() {
        try {
            var url = URI.create(database.url());
            if (url.getHost() != null && url.getPath().length() > 1) {
                int port = url.getPort() < 0 ? POSTGRES_PORT : url.getPort();
                var name = url.getPath().substring(1);
                return new Endpoint(url.getHost(), port, database.user(), database.password(), name);
            }
        } catch (IllegalArgumentException e) {
            // Not even a URL: told below like one that lacks something.
        }
        throw new StartException("database.url: " + database.url() + " is not postgresql://host:port/name");
    }

    /** A client of Redis, wherever that is; nothing is connected before its first command. */
    Redis redis(Vertx vertx) {
        var settings = config.redis();
        var guard = Breaker.Settings.of(config.breaker(), settings.commandTimeout(), REDIS_IN_FLIGHT);
        return new Redis(vertx, redis.url(), redis.user(), redis.password(), settings, guard, Redis.PREFIX);
    }

    /** The folder that files are stored in. */
    Path files() {
        var set = config.storage().path();
        return set.toString().isEmpty() ? config.node().data().resolve("storage") : set;
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    /** Starts again what died of the embedded servers. */
    void watch() {
        if (embedded != null) {
            embedded.watch();
        }
    }

    ClusterCertificates certificates() {
        return certificates;
    }

    Secret authSecret() {
        return chosen(config.auth().secret(), token == null ? null : token.authSecret(), "auth");
    }

    Secret clusterSecret() {
        return chosen(config.cluster().secret(), token == null ? null : token.clusterSecret(), "cluster");
    }

    /** Cluster addresses to try first: configured ones and those of the token. */
    List<String> joinAddresses() {
        var addresses = new ArrayList<>(config.cluster().join());
        if (token != null) {
            addresses.addAll(token.members());
        }
        return addresses;
    }

    /** What another machine needs to join these nodes. */
    JoinToken token(List<String> members) {
        return new JoinToken(
                members,
                clusterSecret().reveal(),
                authSecret().reveal(),
                certificates.certificate(),
                certificates.key().reveal(),
                database.url(),
                database.user(),
                database.password().reveal(),
                redis.url(),
                redis.user(),
                redis.password().reveal());
    }

    /** Leaves the embedded servers; the last node that does stops them. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private Store database(boolean isEmbedded) {
        if (isEmbedded && embedded != null) {
            var at = embedded.postgres();
            var url = "postgresql://" + at.host() + ":" + at.port() + "/" + at.database();
            return new Store(url, at.user(), at.password());
        }
        var set = config.database();
        return token != null && set.url().isEmpty()
                ? new Store(token.postgresUrl(), token.postgresUser(), Secret.of(token.postgresPassword()))
                : new Store(set.url(), set.user(), set.password());
    }

    private Store redis(boolean isEmbedded) {
        if (isEmbedded && embedded != null) {
            var at = embedded.redis();
            return new Store("redis://" + at.host() + ":" + at.port(), at.user(), at.password());
        }
        var set = config.redis();
        return token != null && set.url().isEmpty()
                ? new Store(token.redisUrl(), token.redisUser(), Secret.of(token.redisPassword()))
                : new Store(set.url(), set.user(), set.password());
    }

    private Secret chosen(Secret configured, @Nullable String fromToken, String name) {
        if (!configured.isEmpty()) {
            return configured;
        }
        return fromToken == null ? secrets.named(name) : Secret.of(fromToken);
    }

    private static ClusterCertificates authority(Config config, @Nullable JoinToken token) throws IOException {
        var random = new SecureRandom();
        var cluster = config.cluster();
        if (!cluster.caCertificate().toString().isEmpty()) {
            return ClusterCertificates.of(
                    Files.readString(cluster.caCertificate()),
                    Secret.of(Files.readString(cluster.caKey())),
                    Instant.now(),
                    random);
        }
        if (token != null) {
            return ClusterCertificates.of(token.caCertificate(), Secret.of(token.caKey()), Instant.now(), random);
        }
        Path secrets = Files.createDirectories(config.node().data().resolve("secrets"));
        return ClusterCertificates.in(secrets.resolve("cluster-ca"), Instant.now(), random);
    }

    /** Where a store really is, and the account there. */
    private record Store(String url, String user, Secret password) {}
}
