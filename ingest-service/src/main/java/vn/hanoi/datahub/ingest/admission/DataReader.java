package vn.hanoi.datahub.ingest.admission;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * Reads an event's JSON {@code data} as the Avro record of its type. Required fields must be present, each value must
 * be of its field's kind, and unknown fields are refused.
 */
final class DataReader {

    private final EventType type;
    private final Schema schema;
    private final Shape.Field[] fields;
    private final Schema[] enums;
    private final boolean[] pseudonyms;

    DataReader(EventType type, Schema schema) {
        this.type = type;
        this.schema = schema;
        this.fields = type.shape().fields().toArray(Shape.Field[]::new);
        this.enums = new Schema[fields.length];
        this.pseudonyms = new boolean[fields.length];
        for (Shape.Field field : fields) {
            pseudonyms[field.position()] =
                    "pseudonym".equals(schema.getFields().get(field.position()).getProp("form"));
            if (field.kind() == Shape.Kind.SYMBOL) {
                Schema declared = schema.getFields().get(field.position()).schema();
                enums[field.position()] =
                        declared.isUnion() ? declared.getTypes().get(1) : declared;
            }
        }
    }

    /**
     * Returns the record, or null if the data is not a JSON object. An invalid field is added to the mistakes and left
     * empty in the record.
     *
     * @param isRetraction whether the event needs no data; but what it has is complete
     */
    @Nullable
    GenericRecord read(JsonNode data, boolean isRetraction, Mistakes mistakes) {
        if (!data.isObject()) {
            mistakes.add(new RefusalException(RefusalReason.SCHEMA_VIOLATION, Detail.of("data.object"), "/data"));
            return null;
        }
        GenericRecord record = new GenericData.Record(schema);
        int known = 0;
        for (Shape.Field field : fields) {
            JsonNode value = data.get(field.name());
            if (value != null) {
                known++;
            }
            try {
                if (value != null && !value.isNull()) {
                    record.put(field.position(), convert(field, value));
                } else if (!field.optional()) {
                    throw violation(field, isRetraction ? "missing-in-retraction" : "missing", type.name());
                }
            } catch (RefusalException e) {
                mistakes.add(e);
            }
        }
        if (known != data.size()) {
            refuseUnknown(data, mistakes);
        }
        return record;
    }

    private void refuseUnknown(JsonNode data, Mistakes mistakes) {
        for (Map.Entry<String, JsonNode> property : data.properties()) {
            if (type.shape().find(property.getKey()).isEmpty()) {
                mistakes.add(new RefusalException(
                        RefusalReason.UNKNOWN_FIELD,
                        Detail.of("field.unknown", type.name(), property.getKey()),
                        "/data/" + WellFormed.excerpt(property.getKey())));
            }
        }
    }

    private Object convert(Shape.Field field, JsonNode value) {
        return switch (field.kind()) {
            case TEXT -> text(field, value);
            case SYMBOL -> symbol(field, value);
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    throw violation(field, "boolean", shortly(value));
                }
                yield value.booleanValue();
            }
            case INTEGER -> integer(field, value);
            case NUMBER -> number(field, value);
            case TIMESTAMP -> timestamp(field, value).toEpochMilli();
            case DATE -> (int) date(field, value).toEpochDay();
        };
    }

    private String text(Shape.Field field, JsonNode value) {
        if (!value.isString()) {
            throw violation(field, "text", shortly(value));
        }
        String text = WellFormed.normalised(value.stringValue());
        if (pseudonyms[field.position()] && !Pseudonym.is(text)) {
            throw violation(field, "pseudonym");
        }
        if (text.isEmpty() || text.length() > WellFormed.LONGEST_TEXT || !WellFormed.is(text)) {
            throw violation(field, "text-form", WellFormed.LONGEST_TEXT);
        }
        return text;
    }

    private Object symbol(Shape.Field field, JsonNode value) {
        String symbol = value.isString() ? WellFormed.normalised(value.stringValue()) : "";
        if (!field.symbols().contains(symbol)) {
            LookAlike.in(symbol).ifPresent(found -> {
                throw violation(field, "look-alike", shortly(value), found.position(), found.character());
            });
            throw Nearest.to(symbol, field.symbols())
                    .map(meant -> violation(field, "symbol-near", shortly(value), meant))
                    .orElseGet(() -> violation(field, "symbol", String.join(", ", field.symbols()), shortly(value)));
        }
        return new GenericData.EnumSymbol(enums[field.position()], symbol);
    }

    private Object integer(Shape.Field field, JsonNode value) {
        boolean isInt = Schema.Type.INT
                == plain(schema.getFields().get(field.position()).schema()).getType();
        BigDecimal number = value.isNumber() ? value.decimalValue() : null;
        if (number == null
                || !Double.isFinite(number.doubleValue())
                || number.stripTrailingZeros().scale() > 0) {
            throw violation(field, "integer", shortly(value));
        }
        try {
            return isInt ? (Object) number.intValueExact() : (Object) number.longValueExact();
        } catch (ArithmeticException e) {
            throw new RefusalException(
                    RefusalReason.OUT_OF_RANGE, Detail.of("field.integer-size", field.name()), pointer(field));
        }
    }

    private static double number(Shape.Field field, JsonNode value) {
        BigDecimal written = value.isNumber() ? value.decimalValue() : null;
        double number = written == null ? Double.NaN : written.doubleValue();
        if (written == null || !Double.isFinite(number)) {
            throw violation(field, "number", shortly(value));
        } else if (DoubleDigits.areLost(written)) {
            throw violation(field, "precision", written);
        }
        return number;
    }

    private static Schema plain(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    private static Instant timestamp(Shape.Field field, JsonNode value) {
        try {
            return Rfc3339.parse(value.asString(""));
        } catch (DateTimeException e) {
            throw violation(
                    field, Rfc3339.namesNoDay(value.asString("")) ? "no-such-day" : "timestamp", shortly(value));
        }
    }

    /** Returns a date; for a timestamp, the city's date at that moment. */
    private static LocalDate date(Shape.Field field, JsonNode value) {
        String text = value.asString("");
        try {
            return CityTime.dayOf(Rfc3339.parse(text.length() > 10 ? text : text + "T00:00:00+07:00"));
        } catch (DateTimeException e) {
            throw violation(field, Rfc3339.namesNoDay(text) ? "no-such-day" : "date", shortly(value));
        }
    }

    private static RefusalException violation(Shape.Field field, String what, Object... more) {
        Object[] args =
                Stream.concat(Stream.of(field.name()), Arrays.stream(more)).toArray();
        return new RefusalException(RefusalReason.SCHEMA_VIOLATION, Detail.of("field." + what, args), pointer(field));
    }

    static String pointer(Shape.Field field) {
        return "/data/" + field.name();
    }

    private static String shortly(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
