package io.miscord.node;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import io.miscord.platform.config.Config;
import io.miscord.platform.metrics.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** This node as a member of the cluster: Vert.x on Hazelcast, its bus under mutual TLS. */
final class ClusterMember {
    private static final int JOIN_SECONDS = 60;
    private static final int PING_MS = 2_000;
    private static final int CONNECT_MS = 2_000;
    /** Hazelcast's member attribute in which the cluster manager keeps Vert.x's id of a node. */
    private static final String NODE_ID = "__vertx.nodeId";

    private final Vertx vertx;
    private final HazelcastClusterManager manager;
    private final AddressBook.Entry address;
    private final boolean alone;

    private ClusterMember(Vertx vertx, HazelcastClusterManager manager, AddressBook.Entry address, boolean alone) {
        this.vertx = vertx;
        this.manager = manager;
        this.address = address;
        this.alone = alone;
    }

    /** Joins, or begins, the cluster. Blocking, bounded. */
    static ClusterMember join(Config config, Foundation foundation, Meters meters) {
        var book = new AddressBook(config.node().data());
        var cluster = config.cluster();
        var publicHost = cluster.publicHost().isEmpty() ? cluster.host() : cluster.publicHost();
        var own = book.claim(config.http().port(), cluster.host(), publicHost, cluster.port(), cluster.busPort());
        var members = new LinkedHashSet<>(foundation.joinAddresses());
        book.all().stream().map(AddressBook.Entry::clusterAddress).forEach(members::add);
        members.add(own.clusterAddress());
        var manager = manager(own, List.copyOf(members), cluster, foundation);
        var bus = new EventBusOptions()
                .setHost(cluster.host())
                .setPort(own.busPort())
                .setClusterPublicHost(own.host())
                .setClusterPublicPort(own.busPort())
                .setClusterPingInterval(PING_MS)
                .setClusterPingReplyInterval(PING_MS)
                .setConnectTimeout(CONNECT_MS);
        foundation
                .certificates()
                .issue("node-" + config.http().port(), List.of(own.host()), Instant.now())
                .secure(bus);
        try {
            var vertx = Vertx.builder()
                    .with(new VertxOptions().setPreferNativeTransport(true).setEventBusOptions(bus))
                    .withMetrics(meters.vertxMetrics())
                    .withClusterManager(manager)
                    .buildClustered()
                    .await(JOIN_SECONDS, TimeUnit.SECONDS);
            boolean alone =
                    !foundation.joinAddresses().isEmpty() && manager.getNodes().size() == 1;
            return new ClusterMember(vertx, manager, own, alone);
        } catch (TimeoutException e) {
            throw new StartException("The cluster could not be joined within " + JOIN_SECONDS + " s. Tried " + members
                    + "; check cluster.host, cluster.join and that these nodes run.");
        } catch (Exception e) { // what failed, even if that is checked
            throw new StartException("The cluster could not be joined", e);
        }
    }

    private static HazelcastClusterManager manager(
            AddressBook.Entry own, List<String> members, Config.Cluster cluster, Foundation foundation) {
        return new HazelcastClusterManager(HazelcastSettings.of(
                own,
                cluster.host(),
                members,
                cluster.name(),
                foundation.clusterSecret(),
                cluster.heartbeatInterval(),
                cluster.heartbeatTimeout()));
    }

    Vertx vertx() {
        return vertx;
    }

    String id() {
        return manager.getNodeId();
    }

    AddressBook.Entry address() {
        return address;
    }

    /** Whether it was told whom to join, and found nobody when it came: it has begun a cluster of its own. */
    boolean isAloneThoughNotMeantToBe() {
        return alone;
    }

    /** How many nodes there are, as Hazelcast sees them. */
    int size() {
        return manager.getNodes().size();
    }

    /** Tells, the moment Hazelcast knows it, that a node is gone. */
    void onGone(Consumer<String> taker) {
        manager.getHazelcastInstance().getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {}

            @Override
            public void memberRemoved(MembershipEvent event) {
                var id = event.getMember().getAttribute(NODE_ID);
                if (id != null) {
                    taker.accept(id);
                }
            }
        });
    }
}
