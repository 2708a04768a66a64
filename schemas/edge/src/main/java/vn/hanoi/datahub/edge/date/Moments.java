package vn.hanoi.datahub.edge.date;

import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads the moments of JSON bodies as those of parameters. The library's own reader takes a number for seconds since
 * 1970, and any year.
 */
public final class Moments extends ValueDeserializer<Instant> {

    private Moments() {}

    public static JacksonModule module() {
        return new SimpleModule().addDeserializer(Instant.class, new Moments());
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
        return Dates.find(text)
                .orElseGet(() -> (Instant) context.handleWeirdStringValue(Instant.class, text, "not a moment"));
    }
}
