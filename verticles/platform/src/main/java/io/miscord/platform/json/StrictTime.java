package io.miscord.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A time is text: Jackson would make one of any number, too. */
final class StrictTime extends StdDeserializer<Instant> {
    @Serial
    private static final long serialVersionUID = 1L;

    StrictTime() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (!in.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, in);
        }
        try {
            return Instant.parse(in.getText());
        } catch (DateTimeParseException e) {
            throw context.weirdStringException(in.getText(), Instant.class, "not a time");
        }
    }
}
