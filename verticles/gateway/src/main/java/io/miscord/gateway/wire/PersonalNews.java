package io.miscord.gateway.wire;

import io.miscord.contract.Event;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which events of a person's own stream are told as notifications by wires that have nothing else. Pure. */
final class PersonalNews {
    private static final Set<String> NAMES = Set.of(
            Event.nameOf(PersonEvent.ServerJoined.class),
            Event.nameOf(PersonEvent.ServerLeft.class),
            Event.nameOf(PersonEvent.DmCreated.class));

    private PersonalNews() {}

    /** The event's data, if it is one to tell of. */
    static Optional<Map<String, Object>> of(StreamEvent event) {
        return NAMES.contains(event.name()) ? Optional.of(Json.data(event.frame())) : Optional.empty();
    }
}
