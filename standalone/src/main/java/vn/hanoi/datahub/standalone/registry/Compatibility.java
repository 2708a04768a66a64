package vn.hanoi.datahub.standalone.registry;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** Which new schema a subject may have, by Avro's own checker. */
enum Compatibility {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE;

    static Optional<Compatibility> find(String name) {
        for (Compatibility level : values()) {
            if (level.name().equals(name)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /**
     * What makes the schema incompatible, or empty.
     *
     * @param former oldest first
     */
    Optional<String> violation(Schema schema, List<Schema> former) {
        if (this == NONE || former.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Schema> newestFirst = new java.util.ArrayList<>(former);
            Collections.reverse(newestFirst);
            validator().validate(schema, newestFirst);
            return Optional.empty();
        } catch (SchemaValidationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private SchemaValidator validator() {
        SchemaValidatorBuilder builder = new SchemaValidatorBuilder();
        SchemaValidatorBuilder strategy = switch (this) {
            case BACKWARD, BACKWARD_TRANSITIVE -> builder.canReadStrategy();
            case FORWARD, FORWARD_TRANSITIVE -> builder.canBeReadStrategy();
            default -> builder.mutualReadStrategy();
        };
        return name().endsWith("TRANSITIVE") ? strategy.validateAll() : strategy.validateLatest();
    }
}
