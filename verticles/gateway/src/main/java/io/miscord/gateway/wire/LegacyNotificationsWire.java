package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.LegacyFrame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.json.Json;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /ws/legacy/notifications}: what happens to the person, in flat frames. A client may only ping. */
public record LegacyNotificationsWire(InstantSource clock) implements Wire {
    @Override
    public Reach reach() {
        return new Reach.Person();
    }

    @Override
    public Said read(String text) throws Unreadable {
        return FlatText.read(text, (type, frame) -> Optional.empty());
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        return null;
    }

    @Override
    public Optional<Frame> frame(StreamEvent event) {
        return PersonalNews.of(event)
                .map(news -> Json.frame(new LegacyFrame.Notification(event.name(), news, clock.instant())));
    }

    @Override
    public Optional<Frame> frame(EphemeralEvent event) {
        return Optional.empty();
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        return FlatText.frame(said, clock);
    }
}
