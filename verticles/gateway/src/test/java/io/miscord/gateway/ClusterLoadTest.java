package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.MonitorFrame.Load;
import io.miscord.contract.MonitorFrame.NodeLoad;
import io.miscord.contract.NodeFigures;
import io.miscord.contract.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterLoadTest {
    private static final NodeFigures ONE = new NodeFigures(
            100, 2, 1_000, 10.5, 50_000, 525.255, 0.004, 0.020, 3, 0.5, 1_000_000, Map.of("redis", "closed"));
    private static final NodeFigures TWO = new NodeFigures(
            50,
            0,
            500,
            9.5,
            20_000,
            100,
            0.002,
            0.050,
            1,
            0.1,
            2_000_000,
            Map.of("postgres", "closed", "redis", "closed"));

    @Test
    void the_cluster_is_the_sum_of_its_nodes_and_the_worst_of_what_has_no_sum() {
        var told = ClusterLoad.of(List.of(status("a", 7, ONE), status("b", 5, TWO)), "b", false);
        assertThat(told.cluster()).isEqualTo(new Load("up", 2, 12, 1_500, 20, 70_000, 625.26, 0.004, 0.050, 3));
        assertThat(told.node()).isEqualTo(new Load("up", 1, 5, 500, 9.5, 20_000, 100, 0.002, 0.050, 1));
        assertThat(told.nodes()).as("for operators alone").isNull();
    }

    @Test
    void operators_are_told_of_each_node_in_order() {
        var told = ClusterLoad.of(List.of(status("b", 5, TWO), status("a", 7, ONE)), "b", true);
        assertThat(told.nodes()).extracting(NodeLoad::id).containsExactly("a", "b");
        assertThat(told.nodes().getFirst())
                .extracting(NodeLoad::memoryBytes, NodeLoad::cpu, NodeLoad::watchers, NodeLoad::uptimeSeconds)
                .containsExactly(1_000_000L, 0.5, 2, 100L);
        assertThat(told.nodes().getLast().breakers()).containsOnlyKeys("postgres", "redis");
        assertThat(told.nodes().getLast().load().connections()).isEqualTo(5);
    }

    @Test
    void a_breaker_that_is_not_closed_makes_its_node_and_the_cluster_degraded() {
        var broken = new NodeFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of("redis", "half_open"));
        var told = ClusterLoad.of(List.of(status("a", 0, broken), status("b", 0, TWO)), "b", true);
        assertThat(told.cluster().status()).isEqualTo("degraded");
        assertThat(told.node().status()).isEqualTo("up");
        assertThat(told.nodes().getFirst().load().status()).isEqualTo("degraded");
    }

    @Test
    void a_node_of_an_older_release_counts_with_its_sockets() {
        var told = ClusterLoad.of(List.of(status("a", 7, null), status("b", 5, TWO)), "b", true);
        assertThat(told.cluster().connections()).isEqualTo(12);
        assertThat(told.cluster().messages()).isEqualTo(500);
    }

    @Test
    void before_a_node_has_heard_itself_there_is_nothing_to_tell_of_it() {
        assertThat(ClusterLoad.of(List.of(), "b", true).node().nodes()).isZero();
    }

    private static NodeStatus status(String node, int connections, @Nullable NodeFigures figures) {
        return new NodeStatus(node, Instant.EPOCH, Set.of("gateway"), connections, false, figures);
    }
}
