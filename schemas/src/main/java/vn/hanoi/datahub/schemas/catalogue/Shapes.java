package vn.hanoi.datahub.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.Shape.Kind;

/** Converts an event's Avro schema to the shape that the domain uses. */
final class Shapes {

    private Shapes() {}

    /** @param deadlines the names of the fields that are deadlines */
    static Shape of(Schema schema, Set<String> deadlines) {
        List<Shape.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Schema type = valueType(field.schema());
            fields.add(new Shape.Field(
                    field.name(),
                    field.pos(),
                    kind(type),
                    field.schema().getType() == Schema.Type.UNION,
                    type.getType() == Schema.Type.ENUM ? type.getEnumSymbols() : List.of(),
                    deadlines.contains(field.name())));
        }
        return new Shape(fields);
    }

    /** Returns the type of a field's value, whether or not the field is optional. */
    static Schema valueType(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
    }

    private static Kind kind(Schema type) {
        if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return Kind.TIMESTAMP;
        } else if (type.getLogicalType() instanceof LogicalTypes.Date) {
            return Kind.DATE;
        }
        return switch (type.getType()) {
            case STRING -> Kind.TEXT;
            case ENUM -> Kind.SYMBOL;
            case BOOLEAN -> Kind.BOOLEAN;
            case INT, LONG -> Kind.INTEGER;
            case DOUBLE -> Kind.NUMBER;
            default -> throw new IllegalArgumentException("an event field cannot be " + type);
        };
    }
}
