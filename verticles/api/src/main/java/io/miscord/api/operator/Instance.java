package io.miscord.api.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.miscord.contract.InstanceFigures;
import io.miscord.contract.NodeStatus;
import io.miscord.platform.config.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node knows of its instance by itself: its disk, the nodes beside it, and how it is configured. Immutable. */
public final class Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final Vertx vertx;
    private final Path data;
    private final String version;
    private final List<Limit> limits;

    /**
     * As this node sees it.
     *
     * @param data where the node's files are
     * @param version of the node
     */
    public Instance(Vertx vertx, Path data, String version, Limits limits) {
        this.vertx = vertx;
        this.data = data;
        this.version = version;
        this.limits = Arrays.stream(Limits.class.getRecordComponents())
                .map(component -> {
                    try {
                        return new Limit(component.getName(), (int)
                                Objects.requireNonNull(component.getAccessor().invoke(limits)));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** How much of everything there may be, in the order of the configuration. */
    List<Limit> limits() {
        return limits;
    }

    /** All that there is to know at a glance. */
    Future<Overview> overview(InstanceFigures figures, Collection<NodeStatus> nodes) {
        var shown = nodes.stream()
                .sorted(Comparator.comparing(NodeStatus::node))
                .map(OverviewNode::of)
                .toList();
        return disk().map(disk -> new Overview(
                version,
                figures.people(),
                figures.suspended(),
                figures.servers(),
                figures.messages(),
                figures.databaseBytes(),
                disk,
                shown));
    }

    /** On a worker thread: a file system may be far away. */
    private Future<@Nullable DiskSpace> disk() {
        return vertx.<@Nullable DiskSpace>executeBlocking(
                        () -> {
                            var store = Files.getFileStore(data);
                            return new DiskSpace(store.getUsableSpace(), store.getTotalSpace());
                        },
                        false)
                .recover(failure -> {
                    LOG.debug("disk not read", failure);
                    return Future.succeededFuture();
                });
    }

    /** A limit, by its name in the configuration. */
    record Limit(String name, int value) {}

    /** See {@code Overview} of the contract. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Overview(
            String version,
            long people,
            long suspended,
            long servers,
            long messages,
            long databaseBytes,
            @Nullable DiskSpace disk,
            List<OverviewNode> nodes) {}

    /** A disk, in bytes. */
    record DiskSpace(long freeBytes, long totalBytes) {}

    /** A node; without figures where it tells none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OverviewNode(
            String node,
            Collection<String> verticles,
            int connections,
            boolean leaving,
            @Nullable Long uptimeSeconds,
            @Nullable Double messagesPerSecond,
            @Nullable Double cpu,
            @Nullable Long memoryBytes) {
        static OverviewNode of(NodeStatus status) {
            var figures = status.figures();
            return new OverviewNode(
                    status.node(),
                    new TreeSet<>(status.verticles()),
                    status.connections(),
                    status.leaving(),
                    figures == null ? null : figures.uptimeSeconds(),
                    figures == null ? null : figures.messagesPerSecond(),
                    figures == null ? null : figures.cpu(),
                    figures == null ? null : figures.memoryBytes());
        }
    }
}
