package vn.hanoi.datahub.domain.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of an event type's {@code data}, in schema order. Immutable. */
public final class Shape {

    /** Data type of a field. */
    public enum Kind {
        TEXT,
        SYMBOL,
        BOOLEAN,
        INTEGER,
        NUMBER,
        TIMESTAMP,
        DATE;

        public boolean isNumber() {
            return this == INTEGER || this == NUMBER;
        }

        /** Returns whether the field contains a date or a timestamp. */
        public boolean isTime() {
            return this == TIMESTAMP || this == DATE;
        }
    }

    /**
     * One field.
     *
     * @param symbols the values that an enum field may have; empty for every other kind
     * @param deadline whether it is the moment by which something has to be done
     */
    public record Field(
            String name, int position, Kind kind, boolean optional, List<String> symbols, boolean deadline) {
        public Field {
            symbols = List.copyOf(symbols);
        }
    }

    private final Map<String, Field> byName = new HashMap<>();
    private final List<Field> fields;

    public Shape(List<Field> fields) {
        this.fields = List.copyOf(fields);
        fields.forEach(field -> byName.put(field.name(), field));
    }

    public Optional<Field> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<Field> fields() {
        return fields;
    }
}
