package vn.hanoi.datahub.schemas.codec;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Shape;

/** An Avro record, read as facts of the domain. */
public final class RecordFacts implements Facts {

    private final GenericRecord record;
    private final Shape.Kind[] kinds;

    /** @param kinds the kind of each field, by position */
    public RecordFacts(GenericRecord record, Shape.Kind[] kinds) {
        this.record = record;
        this.kinds = kinds;
    }

    /** Returns the kinds of a shape's fields, by position; computed once per type. */
    public static Shape.Kind[] kinds(Shape shape) {
        return shape.fields().stream().map(Shape.Field::kind).toArray(Shape.Kind[]::new);
    }

    @Override
    public @Nullable Object at(int position) {
        Object value = record.get(position);
        if (value == null) {
            return null;
        }
        return switch (kinds[position]) {
            case TEXT, SYMBOL -> value.toString();
            case BOOLEAN, NUMBER -> value;
            case INTEGER -> ((Number) value).longValue();
            case TIMESTAMP -> Instant.ofEpochMilli((Long) value);
            case DATE -> LocalDate.ofEpochDay((Integer) value);
        };
    }
}
