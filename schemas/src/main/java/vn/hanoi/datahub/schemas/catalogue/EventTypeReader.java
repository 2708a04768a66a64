package vn.hanoi.datahub.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Shape;

/** Reads event types from the catalogue, with the schema of each. */
final class EventTypeReader {

    private final Map<String, Schema> schemas = new HashMap<>();

    /** Returns the schemas of the types that were read, by the name of the type. */
    Map<String, Schema> schemas() {
        return schemas;
    }

    EventType read(Yaml yaml) {
        yaml.only(
                "name",
                "title",
                "identity",
                "subject",
                "subjectOf",
                "area",
                "period",
                "deadlines",
                "bounds",
                "reporting");
        String name = yaml.get("name").text();
        Schema schema = schema(yaml.get("name"), name);
        schemas.put(name, schema);
        Shape shape = shape(schema, yaml);
        List<EventType.Bound> bounds = new ArrayList<>();
        yaml.find("bounds")
                .ifPresent(map -> map.map().forEach((field, bound) -> bounds.add(bound(shape, field, bound))));
        return new EventType(
                name,
                IndicatorReader.text(yaml.get("title")),
                identity(yaml.get("identity")),
                yaml.find("subject").map(Yaml::text).orElse(null),
                subjectOf(shape, yaml),
                yaml.find("area").map(field -> named(shape, field, "area")).orElse(null),
                yaml.find("period").map(field -> named(shape, field, "period")).orElse(null),
                bounds,
                shape);
    }

    private static Shape shape(Schema schema, Yaml type) {
        List<Yaml> deadlines = type.find("deadlines").map(Yaml::distinct).orElse(List.of());
        Shape shape = Shapes.of(schema, deadlines.stream().map(Yaml::text).collect(Collectors.toSet()));
        for (Yaml deadline : deadlines) {
            timestamp(shape, deadline);
        }
        return shape;
    }

    /** A schema has no types of areas and periods: its field of that name is the one that contains them. */
    private static String named(Shape shape, Yaml field, String name) {
        if (!field(shape, field, field.text()).name().equals(name)) {
            throw field.error("the field '" + field.text() + "' contains no " + name + "; '" + name + "' does");
        }
        return name;
    }

    /** A template names the fields that the subject is made of; without one, they are listed. */
    private static List<Shape.Field> subjectOf(Shape shape, Yaml type) {
        Optional<Yaml> template = type.find("subject");
        if (template.isEmpty()) {
            return type.find("subjectOf").map(Yaml::distinct).orElse(List.of()).stream()
                    .map(name -> field(shape, name, name.text()))
                    .toList();
        }
        type.find("subjectOf").ifPresent(list -> {
            throw list.error("the fields are in the template 'subject' already");
        });
        return EventType.FIELD_IN_TEMPLATE
                .matcher(template.get().text())
                .results()
                .map(place -> field(shape, template.get(), place.group(1)))
                .toList();
    }

    private static Shape.Field timestamp(Shape shape, Yaml name) {
        Shape.Field field = field(shape, name, name.text());
        if (field.kind() != Shape.Kind.TIMESTAMP) {
            throw name.error(name.text() + " is no timestamp");
        }
        return field;
    }

    private static Identity identity(Yaml yaml) {
        return switch (yaml.text()) {
            case "subject" -> Identity.SUBJECT;
            case "subject+time" -> Identity.SUBJECT_AND_TIME;
            default -> throw yaml.error("identity must be subject or subject+time");
        };
    }

    /**
     * Reads {@code {min: 0, max: 1500, by: parameter, CO: 200000, noReading: [9999]}}: a maximum, others that depend on
     * the symbol in an enum field, and what loggers write where there is no reading.
     */
    private static EventType.Bound bound(Shape shape, String name, Yaml yaml) {
        Shape.Field bounded = field(shape, yaml, name);
        if (!bounded.kind().isNumber()) {
            throw yaml.error(name + " is not a number");
        }
        Optional<Shape.Field> by = yaml.find("by").map(field -> field(shape, field, field.text()));
        Map<String, Double> maxima = new HashMap<>();
        yaml.map().forEach((key, value) -> {
            if (!Set.of("min", "max", "by", "noReading").contains(key)) {
                if (by.isEmpty() || !by.get().symbols().contains(key)) {
                    throw value.error("'" + key + "' is neither min, max nor a symbol of the field named by 'by'");
                }
                maxima.put(key, value.number());
            }
        });
        double min = yaml.find("min").map(Yaml::number).orElse(Double.NEGATIVE_INFINITY);
        double max = yaml.find("max").map(Yaml::number).orElse(Double.POSITIVE_INFINITY);
        if (Double.isInfinite(min) && Double.isInfinite(max) && maxima.isEmpty()) {
            throw yaml.error("bounds are written {min: 0}, {max: 100} or {min: 0, max: 100}");
        }
        if (max < min || maxima.values().stream().anyMatch(highest -> highest < min)) {
            throw yaml.error("a maximum of " + name + " is below its minimum");
        }
        return new EventType.Bound(
                bounded,
                min,
                max,
                by.orElse(null),
                maxima,
                yaml.find("noReading").map(Yaml::list).orElse(List.of()).stream()
                        .map(Yaml::number)
                        .toList());
    }

    private static Shape.Field field(Shape shape, Yaml place, String name) {
        return shape.find(name).orElseThrow(() -> place.error("the schema has no field '" + name + "'"));
    }

    private static Schema schema(Yaml place, String name) {
        try (InputStream avsc = EventTypeReader.class.getResourceAsStream("/avro/events/" + name + ".avsc")) {
            if (avsc == null) {
                throw place.error("there is no schema avro/events/" + name + ".avsc");
            }
            return new Schema.Parser().parse(avsc);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
