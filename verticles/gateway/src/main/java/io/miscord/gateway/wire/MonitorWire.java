package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.MonitorFrame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws}: what those who watch are told, as {@code {"type", "data", "timestamp"}}; their own frames are flat.
 */
public record MonitorWire(InstantSource clock) implements Wire {
    /** What a watcher may subscribe to, and has from the start. */
    public static final Set<String> EVENTS = Set.of("metrics_update", "sync_update", "notification");

    @Override
    public Reach reach() {
        return new Reach.Person();
    }

    @Override
    public Said read(String text) throws Unreadable {
        return FlatText.read(text, MonitorWire::own);
    }

    private static Optional<ClientFrame> own(String type, JsonNode frame) {
        return switch (type) {
            case "subscribe" -> Optional.of(new ClientFrame.Subscribe(events(frame.path("events"))));
            case "get_sync_status" -> Optional.of(new ClientFrame.GetSyncStatus());
            default -> Optional.empty();
        };
    }

    private static Set<String> events(JsonNode named) {
        var events = new HashSet<String>();
        for (var event : named) {
            if (!EVENTS.contains(event.asText())) {
                throw new ProblemException(Problem.invalid("events", "are of " + String.join(", ", EVENTS)));
            }
            events.add(event.asText());
        }
        if (!named.isArray()) {
            throw new ProblemException(Problem.invalid("events", "is missing, or is not a list"));
        }
        return events;
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        return null;
    }

    @Override
    public Optional<Frame> frame(StreamEvent event) {
        return PersonalNews.of(event).map(news -> frame(new MonitorFrame.Notification(event.name(), news)));
    }

    @Override
    public Optional<Frame> frame(EphemeralEvent event) {
        return Optional.empty();
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return switch (said) {
            case ServerFrame.Pong pong -> Optional.of(frame(new MonitorFrame.Pong()));
            case ServerFrame.Refusal refusal ->
                Optional.of(frame(new MonitorFrame.Refused(refusal.code(), refusal.message(), refusal.retryAfter())));
            default -> Optional.empty();
        };
    }

    /** What is said to watchers alone. */
    public Frame frame(MonitorFrame said) {
        return Json.frame(new MonitorFrame.Envelope(said.type(), said, clock.instant()));
    }
}
