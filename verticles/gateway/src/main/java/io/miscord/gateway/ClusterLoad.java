package io.miscord.gateway;

import io.miscord.contract.MonitorFrame.Load;
import io.miscord.contract.MonitorFrame.MetricsUpdate;
import io.miscord.contract.MonitorFrame.NodeLoad;
import io.miscord.contract.NodeFigures;
import io.miscord.contract.NodeStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What watchers are told of the load, made of what the nodes last said of themselves. Pure. */
final class ClusterLoad {
    /** Of a node of an older release, which tells none. */
    private static final NodeFigures UNTOLD = new NodeFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    private ClusterLoad() {}

    /**
     * The figures.
     *
     * @param self the node that is asked
     * @param details whether each node is told of in detail
     */
    static MetricsUpdate of(Collection<NodeStatus> nodes, String self, boolean details) {
        var here = nodes.stream().filter(node -> node.node().equals(self)).toList();
        return new MetricsUpdate(
                sum(nodes),
                sum(here),
                details
                        ? nodes.stream()
                                .sorted(Comparator.comparing(NodeStatus::node))
                                .map(ClusterLoad::detail)
                                .toList()
                        : null);
    }

    private static Load sum(Collection<NodeStatus> nodes) {
        return new Load(
                nodes.stream().allMatch(ClusterLoad::isWell) ? "up" : "degraded",
                nodes.size(),
                nodes.stream().mapToInt(NodeStatus::connections).sum(),
                nodes.stream().mapToLong(node -> figures(node).messages()).sum(),
                rounded(total(nodes, NodeFigures::messagesPerSecond)),
                nodes.stream().mapToLong(node -> figures(node).deliveries()).sum(),
                rounded(total(nodes, NodeFigures::deliveriesPerSecond)),
                worst(nodes, NodeFigures::latencyP50),
                worst(nodes, NodeFigures::latencyP99),
                rounded(worst(nodes, NodeFigures::eventLoopLagMs)));
    }

    private static NodeLoad detail(NodeStatus node) {
        var figures = figures(node);
        return new NodeLoad(
                node.node(),
                node.verticles(),
                node.leaving(),
                figures.uptimeSeconds(),
                sum(List.of(node)),
                figures.watchers(),
                figures.cpu(),
                figures.memoryBytes(),
                figures.breakers());
    }

    private static boolean isWell(NodeStatus node) {
        return figures(node).breakers().values().stream().allMatch("closed"::equals);
    }

    private static double total(Collection<NodeStatus> nodes, ToDoubleFunction<NodeFigures> figure) {
        return nodes.stream().map(ClusterLoad::figures).mapToDouble(figure).sum();
    }

    private static double worst(Collection<NodeStatus> nodes, ToDoubleFunction<NodeFigures> figure) {
        return nodes.stream()
                .map(ClusterLoad::figures)
                .mapToDouble(figure)
                .max()
                .orElse(0);
    }

    private static NodeFigures figures(NodeStatus node) {
        return Optional.ofNullable(node.figures()).orElse(UNTOLD);
    }

    /** More places say nothing, and make the frame long. */
    private static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }
}
