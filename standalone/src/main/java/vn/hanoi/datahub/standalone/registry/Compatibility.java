package vn.hanoi.datahub.standalone.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** The rules for the next schema of a subject, checked by Avro's own checker. */
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
     * Returns what makes the schema incompatible, or empty.
     *
     * @param former earlier schemas, oldest first
     */
    Optional<String> violation(Schema schema, List<Schema> former) {
        if (this == NONE || former.isEmpty()) {
            return Optional.empty();
        }
        List<Schema> looked = name().endsWith("TRANSITIVE") ? former : former.subList(former.size() - 1, former.size());
        boolean isToRead = !name().startsWith("FORWARD");
        boolean isToBeRead = !name().startsWith("BACKWARD");
        String violations = looked.stream()
                .flatMap(other -> Stream.concat(
                        isToRead ? violations(schema, other) : Stream.empty(),
                        isToBeRead ? violations(other, schema) : Stream.empty()))
                .distinct()
                .collect(Collectors.joining("; "));
        return violations.isEmpty() ? Optional.empty() : Optional.of(violations);
    }

    /** Returns what the reader cannot read of the writer's data, with its location; a removed symbol counts, too. */
    private static Stream<String> violations(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> found.getLocation() + " " + found.getType() + ": " + found.getMessage());
    }
}
