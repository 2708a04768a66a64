package vn.hanoi.datahub.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.EventType.Bound;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.Shipped;
import vn.hanoi.datahub.schemas.topic.Topics;

/** docs/event-types/ has a page for each event type: made from catalogue and schemas, and checked to be of today. */
class EventTypesPageTest {

    private static final Path PAGES = Path.of("../docs/event-types");
    private static final Path MADE = Path.of("target/event-types");

    private final Catalogue catalogue = Shipped.CATALOGUE;

    @Test
    void pagesAreTheCatalogues() throws IOException {
        Map<String, String> made = new TreeMap<>();
        catalogue.types().forEach(type -> made.put(type.name() + ".md", page(type)));
        made.put("README.md", index());
        Files.createDirectories(MADE);
        for (Map.Entry<String, String> page : made.entrySet()) {
            Files.writeString(MADE.resolve(page.getKey()), page.getValue());
        }

        Map<String, String> there = new TreeMap<>();
        if (Files.isDirectory(PAGES)) {
            try (Stream<Path> pages = Files.list(PAGES)) {
                for (Path page : pages.toList()) {
                    there.put(page.getFileName().toString(), Files.readString(page));
                }
            }
        }
        assertThat(there)
                .as("docs/event-types is out of date: rm -r docs/event-types; cp -r schemas/target/event-types docs/")
                .isEqualTo(made);
    }

    private String index() {
        return "# Event types\n\nMade from `schemas/src/main/resources`; do not edit. How to send them: [connecting](../CONNECTING.md).\n\n"
                + "| type | Tiếng Việt | English | one event is |\n|---|---|---|---|\n"
                + catalogue.types().stream()
                        .map(type -> "| [`%s`](%s.md) | %s | %s | %s |\n"
                                .formatted(
                                        type.name(),
                                        type.name(),
                                        type.title().vi(),
                                        type.title().en(),
                                        schema(type).getDoc()))
                        .collect(Collectors.joining());
    }

    private Schema schema(EventType type) {
        return catalogue.schema(type);
    }

    private String page(EventType type) {
        return """
                # `%s`

                **%s** — %s. %s

                - CloudEvents `type`: `%s%s`; topic `%s`
                - `subject`: %s
                - counted once by: %s
                - area: %s%s
                - published by: %s
                - feeds: %s%s

                | field | holds | must be there | bounds | meaning |
                |---|---|---|---|---|
                %s
                The header row of a CSV file:

                ```
                %s,time
                ```

                [All event types](README.md) · [Connecting](../CONNECTING.md)
                """.formatted(
                type.name(),
                type.title().vi(),
                type.title().en(),
                schema(type).getDoc(),
                EventType.PREFIX,
                type.name(),
                Topics.of(type, schema(type)).name(),
                type.subject() == null
                        ? "the agency's own business key" + one(type)
                        : "`" + type.subject() + "`; made of the fields where a file or message leaves it out",
                type.identity() == Identity.SUBJECT
                        ? "subject; a later `time` replaces what was there"
                        : "subject and `time`; each time is an observation of its own",
                type.areaField() == null ? "none: it counts for the whole city" : "`" + type.areaField() + "`",
                type.periodField() == null ? "" : "; period: `" + type.periodField() + "`",
                publishers(type),
                indicators(type),
                catalogue
                        .schedule(type.name())
                        .map(schedule -> "\n- reports: one for each %s of the regime `%s`, by its deadline"
                                .formatted(
                                        schedule.kind().word(),
                                        schedule.regime().id()))
                        .orElse(""),
                type.shape().fields().stream().map(field -> row(type, field)).collect(Collectors.joining()),
                type.shape().fields().stream().map(Shape.Field::name).collect(Collectors.joining(",")));
    }

    private static String one(EventType type) {
        return type.subjectOf().isEmpty()
                ? ""
                : ", one for each "
                        + type.subjectOf().stream()
                                .map(field -> "`" + field.name() + "`")
                                .collect(Collectors.joining(", "));
    }

    private String publishers(EventType type) {
        List<Agency> agencies = catalogue.agencies().stream()
                .filter(agency -> agency.types().contains(type.name()))
                .toList();
        long local = agencies.stream().filter(agency -> agency.area() != null).count();
        String named = agencies.stream()
                .filter(agency -> agency.area() == null)
                .map(agency -> "`" + agency.code() + "` " + agency.name().vi())
                .collect(Collectors.joining(", "));
        return named + (local == 0 ? "" : (named.isEmpty() ? "" : ", and ") + local + " communes for themselves");
    }

    private String indicators(EventType type) {
        String all = catalogue.definitions().stream()
                .filter(definition -> definition.counting().eventTypes().contains(type.name()))
                .map(IndicatorDefinition::id)
                .filter(id -> !id.startsWith("hub."))
                .distinct()
                .sorted()
                .map(id -> "`" + id + "`")
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "no indicator yet" : all;
    }

    private String row(EventType type, Shape.Field field) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        field.name(),
                        switch (field.kind()) {
                            case TEXT -> "text";
                            case SYMBOL -> String.join(", ", field.symbols());
                            case BOOLEAN -> "true or false";
                            case INTEGER -> "whole number";
                            case NUMBER -> "number";
                            case TIMESTAMP -> "timestamp with offset";
                            case DATE -> "date";
                        },
                        field.optional() ? "" : "yes",
                        type.bounds().stream()
                                .filter(bound -> bound.field().name().equals(field.name()))
                                .map(EventTypesPageTest::text)
                                .collect(Collectors.joining("; ")),
                        String.valueOf(schema(type).getField(field.name()).doc()));
    }

    private static String text(Bound bound) {
        String upTo = Double.isInfinite(bound.max()) ? "" : " to " + number(bound.max());
        String others = new TreeMap<>(bound.maxima())
                .entrySet().stream()
                        .map(maximum -> ", " + maximum.getKey() + " to " + number(maximum.getValue()))
                        .collect(Collectors.joining());
        String noReading = bound.noReading().isEmpty()
                ? ""
                : "; no reading: "
                        + bound.noReading().stream()
                                .map(EventTypesPageTest::number)
                                .collect(Collectors.joining(", "));
        return "from " + number(bound.min()) + upTo + others + noReading;
    }

    private static String number(double number) {
        return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
