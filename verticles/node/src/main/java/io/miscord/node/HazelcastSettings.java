package io.miscord.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import io.miscord.platform.config.Secret;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How Hazelcast is set up. Its open edition has neither TLS nor authentication, so it binds to one private address, its
 * cluster name is derived from the secret, and it deserialises nothing but what the cluster manager needs.
 */
final class HazelcastSettings {
    /** Few maps with few entries: a small number makes joining quick. Every node must have the same. */
    private static final String PARTITIONS = "31";

    private HazelcastSettings() {}

    static Config of(
            AddressBook.Entry own,
            String host,
            List<String> members,
            String name,
            Secret secret,
            Duration heartbeatInterval,
            Duration heartbeatTimeout) {
        var config = ConfigUtil.loadConfig();
        config.setClusterName(name + "-" + fingerprint(secret));
        config.setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.partition.count", PARTITIONS)
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.heartbeat.interval.seconds", seconds(heartbeatInterval))
                .setProperty("hazelcast.max.no.heartbeat.seconds", seconds(heartbeatTimeout))
                .setProperty("hazelcast.merge.first.run.delay.seconds", "15")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "10")
                .setProperty("hazelcast.operation.call.timeout.millis", "10000")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "10")
                .setProperty("hazelcast.partial.member.disconnection.resolution.heartbeat.count", "3");
        var network = config.getNetworkConfig();
        network.setPort(own.clusterPort()).setPortAutoIncrement(false).setPublicAddress(own.clusterAddress());
        network.getInterfaces().setEnabled(true).addInterface(host);
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        var tcp = join.getTcpIpConfig().setEnabled(true);
        tcp.setMembers(members);
        var filter = new JavaSerializationFilterConfig();
        filter.getWhitelist().addPrefixes("io.vertx.spi.cluster.hazelcast.");
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter);
        return config;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    private static String fingerprint(Secret secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("cluster name".getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
