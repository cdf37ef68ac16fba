package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node says on {@code /ws}, the socket of those who watch: the type's name stands on its record, its data are
 * the components. What is null is left out, unless it says something.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface MonitorFrame {
    /** The frame as it is sent. */
    record Envelope(String type, MonitorFrame data, Instant timestamp) {}

    /** The wire name, such as {@code metrics_update}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /**
     * The client is connected, or its subscription has changed.
     *
     * @param userId who they are; null for whoever has not signed in
     * @param events what they get of their own accord
     */
    @JsonTypeName("connection_status")
    record ConnectionStatus(
            String status,
            @JsonProperty("user_id") @JsonInclude @Nullable UserId userId,
            Set<String> events) implements MonitorFrame {}

    /** The tasks that the client may see, newest first, at most 100. */
    @JsonTypeName("sync_status")
    record SyncStatus(List<SyncUpdate> tasks) implements MonitorFrame {
        public SyncStatus {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A task: in {@code sync_status}, and by itself whenever it has moved on, at most twice a second.
     *
     * @param progress 0 to 100
     * @param error one sentence for a person when it failed
     */
    @JsonTypeName("sync_update")
    record SyncUpdate(
            @JsonProperty("task_id") TaskId taskId,
            TaskKind kind,
            TaskStatus status,
            int progress,
            @JsonProperty("processed_items") long processedItems,
            @JsonProperty("total_items") long totalItems,
            @JsonProperty("channel_id") @Nullable ChannelId channelId,
            @JsonProperty("created_at") Instant createdAt,
            @Nullable String error)
            implements MonitorFrame {
        /** As much of a task as those who watch are told. */
        public static SyncUpdate of(Task task) {
            return new SyncUpdate(
                    task.id(),
                    task.kind(),
                    task.status(),
                    task.progress(),
                    task.processedItems(),
                    task.totalItems(),
                    task.channelId(),
                    task.createdAt(),
                    task.error());
        }
    }

    /**
     * The figures of this second.
     *
     * @param cluster all nodes together: sums, and the worst of what cannot be summed
     * @param node the node that the socket is at
     * @param nodes each node in detail; for operators alone
     */
    @JsonTypeName("metrics_update")
    record MetricsUpdate(Load cluster, Load node, @Nullable List<NodeLoad> nodes) implements MonitorFrame {}

    /** Something happened to this person: the name that it has on {@code /ws/main}, and its data. */
    @JsonTypeName("notification")
    record Notification(String event, Map<String, Object> data) implements MonitorFrame {}

    /** The answer to a ping. */
    @JsonTypeName("pong")
    record Pong() implements MonitorFrame {}

    /** A frame of the client was refused; it never ends the socket. */
    @JsonTypeName("error")
    record Refused(
            String code,
            String message,
            @JsonProperty("retry_after") @Nullable Integer retryAfter) implements MonitorFrame {}

    /**
     * Load and health, for everybody who may watch.
     *
     * @param status {@code up}, or {@code degraded} while a dependency is not well
     * @param nodes how many nodes these figures are of
     * @param connections sockets of clients, those that watch excepted
     * @param messages messages stored since the nodes' starts
     * @param deliveries events written to sockets since the nodes' starts
     * @param latencyP50 seconds from a message's receipt to the writes to its sockets, median of the last minutes
     * @param latencyP99 the same, 99th percentile
     * @param eventLoopLagMs how late event loops were, at worst, in the last seconds
     */
    record Load(
            String status,
            int nodes,
            int connections,
            long messages,
            @JsonProperty("messages_per_second") double messagesPerSecond,
            long deliveries,
            @JsonProperty("deliveries_per_second") double deliveriesPerSecond,
            @JsonProperty("latency_p50") double latencyP50,
            @JsonProperty("latency_p99") double latencyP99,
            @JsonProperty("event_loop_lag_ms") double eventLoopLagMs) {}

    /**
     * A node, for operators.
     *
     * @param verticles what it runs
     * @param leaving true once it has begun to stop
     * @param watchers monitoring sockets it holds
     * @param cpu share of the machine's processors, 0 to 1
     * @param memoryBytes memory that it has in RAM
     * @param breakers {@code closed}, {@code half_open} or {@code open}, by dependency
     */
    record NodeLoad(
            String id,
            Set<String> verticles,
            boolean leaving,
            @JsonProperty("uptime_s") long uptimeSeconds,
            Load load,
            int watchers,
            double cpu,
            @JsonProperty("memory_bytes") long memoryBytes,
            Map<String, String> breakers) {}
}
