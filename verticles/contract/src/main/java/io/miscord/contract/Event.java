package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A fact that people are told. Its wire name stands in {@link JsonTypeName} on its record, its wire data are the
 * record's components; nothing in it depends on who reads it.
 */
public sealed interface Event permits DurableEvent, EphemeralEvent {
    /** The wire name, such as {@code message:new}. */
    default String event() {
        return nameOf(getClass());
    }

    /** The wire name of events of this kind. */
    static String nameOf(Class<? extends Event> type) {
        return type.getAnnotation(JsonTypeName.class).value();
    }
}
