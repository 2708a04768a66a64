package vn.hanoi.datahub.ingest.admission;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.period.CityTime;

/** Reads an event's JSON {@code data} as the Avro record of its type; every field must be there, of its kind, and known. */
final class DataReader {

    private final EventType type;
    private final Schema schema;
    private final Shape.Field[] fields;
    private final Schema[] enums;

    DataReader(EventType type, Schema schema) {
        this.type = type;
        this.schema = schema;
        this.fields = type.shape().fields().toArray(Shape.Field[]::new);
        this.enums = new Schema[fields.length];
        for (Shape.Field field : fields) {
            if (field.kind() == Shape.Kind.SYMBOL) {
                Schema declared = schema.getFields().get(field.position()).schema();
                enums[field.position()] =
                        declared.isUnion() ? declared.getTypes().get(1) : declared;
            }
        }
    }

    GenericRecord read(JsonNode data) {
        if (!data.isObject()) {
            throw new RefusalException(RefusalReason.SCHEMA_VIOLATION, "data is a JSON object", "/data");
        }
        GenericRecord record = new GenericData.Record(schema);
        int known = 0;
        for (Shape.Field field : fields) {
            JsonNode value = data.get(field.name());
            if (value != null) {
                known++;
            }
            if (value == null || value.isNull()) {
                if (!field.optional()) {
                    throw violation(field, "is missing; " + type.name() + " needs it");
                }
            } else {
                record.put(field.position(), convert(field, value));
            }
        }
        if (known != data.size()) {
            refuseUnknown(data);
        }
        return record;
    }

    private void refuseUnknown(JsonNode data) {
        for (Map.Entry<String, JsonNode> property : data.properties()) {
            if (type.shape().find(property.getKey()).isEmpty()) {
                throw new RefusalException(
                        RefusalReason.UNKNOWN_FIELD,
                        type.name() + " has no field '" + property.getKey()
                                + "'; unknown fields are refused, never stored",
                        "/data/" + property.getKey());
            }
        }
    }

    private Object convert(Shape.Field field, JsonNode value) {
        return switch (field.kind()) {
            case TEXT -> text(field, value);
            case SYMBOL -> symbol(field, value);
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    throw violation(field, "is true or false, not " + shortly(value));
                }
                yield value.booleanValue();
            }
            case INTEGER -> integer(field, value);
            case NUMBER -> number(field, value);
            case TIMESTAMP -> timestamp(field, value).toEpochMilli();
            case DATE -> (int) date(field, value).toEpochDay();
        };
    }

    private static String text(Shape.Field field, JsonNode value) {
        if (!value.isString()) {
            throw violation(field, "is text, not " + shortly(value));
        }
        String text = value.stringValue();
        if (text.isEmpty() || text.length() > WellFormed.LONGEST_TEXT || !WellFormed.is(text)) {
            throw violation(
                    field,
                    "has 1 to " + WellFormed.LONGEST_TEXT
                            + " characters, none of them a control character or half a pair");
        }
        return text;
    }

    private Object symbol(Shape.Field field, JsonNode value) {
        if (!value.isString() || !field.symbols().contains(value.stringValue())) {
            throw violation(field, "is one of " + String.join(", ", field.symbols()) + ", not " + shortly(value));
        }
        return new GenericData.EnumSymbol(enums[field.position()], value.stringValue());
    }

    private Object integer(Shape.Field field, JsonNode value) {
        boolean isInt = Schema.Type.INT
                == plain(schema.getFields().get(field.position()).schema()).getType();
        BigDecimal number = value.isNumber() && finite(value) ? value.decimalValue() : null;
        if (number == null || number.stripTrailingZeros().scale() > 0) {
            throw violation(field, "is a whole number, not " + shortly(value));
        }
        try {
            return isInt ? (Object) number.intValueExact() : (Object) number.longValueExact();
        } catch (ArithmeticException e) {
            throw new RefusalException(
                    RefusalReason.OUT_OF_RANGE, field.name() + " is too large a number", pointer(field));
        }
    }

    private static double number(Shape.Field field, JsonNode value) {
        if (!value.isNumber() || !finite(value)) {
            throw violation(field, "is a number, not " + shortly(value));
        }
        return value.doubleValue();
    }

    private static boolean finite(JsonNode value) {
        return Double.isFinite(value.doubleValue());
    }

    private static Schema plain(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    private static Instant timestamp(Shape.Field field, JsonNode value) {
        try {
            return Rfc3339.parse(value.asString(""));
        } catch (DateTimeException e) {
            throw violation(
                    field,
                    "is an RFC 3339 timestamp with offset such as 2025-07-01T09:00:00+07:00, not " + shortly(value));
        }
    }

    /** A date, or the date part of a timestamp. */
    private static LocalDate date(Shape.Field field, JsonNode value) {
        String text = value.asString("");
        try {
            return CityTime.dayOf(Rfc3339.parse(text.length() > 10 ? text : text + "T00:00:00+07:00"));
        } catch (DateTimeException e) {
            throw violation(field, "is a date such as 2025-07-01, not " + shortly(value));
        }
    }

    private static RefusalException violation(Shape.Field field, String what) {
        return new RefusalException(RefusalReason.SCHEMA_VIOLATION, field.name() + " " + what, pointer(field));
    }

    static String pointer(Shape.Field field) {
        return "/data/" + field.name();
    }

    private static String shortly(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
