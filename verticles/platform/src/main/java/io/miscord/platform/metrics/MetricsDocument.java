package io.miscord.platform.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code GET /metrics} answers to who does not ask for Prometheus text: the figures of one node, and the sum of
 * the cluster. Latencies are seconds from the server's receipt of a message to the write to a socket.
 *
 * @param node the node's own process
 * @param mainWebsocket the sockets of {@code /ws/main}
 * @param voiceWebsocket the sockets of voice
 * @param breakers the state of each breaker, by its dependency
 * @param security what was refused
 * @param cluster all nodes together
 */
public record MetricsDocument(
        Node node,
        @JsonProperty("main_websocket") MainSockets mainWebsocket,
        @JsonProperty("voice_websocket") VoiceSockets voiceWebsocket,
        Map<String, String> breakers,
        Security security,
        Cluster cluster) {
    /** Breakers are listed by name. */
    public MetricsDocument {
        breakers = Collections.unmodifiableMap(new TreeMap<>(breakers));
    }

    /**
     * The node's own process.
     *
     * @param id the node's id
     * @param uptimeSeconds since its start
     * @param cpu share of the machine's processors, 0 to 1
     * @param memoryBytes memory that it has in RAM
     * @param eventLoopLagMs how late its event loops were, at worst, in the last seconds
     */
    public record Node(
            String id,
            @JsonProperty("uptime_s") long uptimeSeconds,
            double cpu,
            @JsonProperty("memory_bytes") long memoryBytes,
            @JsonProperty("event_loop_lag_ms") double eventLoopLagMs) {}

    /**
     * The sockets of {@code /ws/main}; latencies in seconds, all counts since the start.
     *
     * @param totalConnections sockets now
     * @param activeChannels channels that somebody here has
     * @param messagesSent events written to sockets
     * @param averageLatency mean of all since the start
     * @param p99Latency of the last minutes
     * @param peakConnections the most sockets at once
     * @param connectionErrors sockets that broke or were refused
     * @param resumes sockets that came back and went on where they were
     * @param slowConsumers sockets closed because they did not read
     * @param batches frames that carried more than one event
     * @param repairs gaps in streams that were filled from PostgreSQL, and measured
     * @param p99Repair of the last minutes, from when a gap was noticed until it was filled
     * @param p99RepairAge of the last minutes, from when PostgreSQL stored what was lost until its gap was filled
     */
    public record MainSockets(
            @JsonProperty("total_connections") int totalConnections,
            @JsonProperty("active_channels") int activeChannels,
            @JsonProperty("messages_sent") long messagesSent,
            @JsonProperty("average_latency") double averageLatency,
            @JsonProperty("p99_latency") double p99Latency,
            @JsonProperty("peak_connections") int peakConnections,
            @JsonProperty("connection_errors") long connectionErrors,
            long resumes,
            @JsonProperty("slow_consumers") long slowConsumers,
            long batches,
            long repairs,
            @JsonProperty("p99_repair") double p99Repair,
            @JsonProperty("p99_repair_age") double p99RepairAge) {}

    /**
     * The sockets of voice.
     *
     * @param totalConnections sockets now
     * @param activeChannels channels with somebody in them
     * @param offers WebRTC offers passed on
     * @param answers WebRTC answers passed on
     * @param candidates ICE candidates passed on
     */
    public record VoiceSockets(
            @JsonProperty("total_connections") int totalConnections,
            @JsonProperty("active_channels") int activeChannels,
            @JsonProperty("webrtc_offers") long offers,
            @JsonProperty("webrtc_answers") long answers,
            @JsonProperty("ice_candidates") long candidates) {}

    /**
     * What was refused since the start.
     *
     * @param authFailures wrong passwords and tokens
     * @param rateLimited requests and frames over a limit
     * @param rejectedOrigins pages of other web sites
     */
    public record Security(
            @JsonProperty("auth_failures") long authFailures,
            @JsonProperty("rate_limited") long rateLimited,
            @JsonProperty("rejected_origins") long rejectedOrigins) {}

    /**
     * All nodes together, as this node knows them.
     *
     * @param nodes how many there are
     * @param connections how many sockets they hold
     */
    public record Cluster(int nodes, int connections) {}
}
