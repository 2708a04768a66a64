package vn.hanoi.datahub.standalone.push;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * How the rows of a file become events.
 *
 * <pre>
 *   agency: H26.NNMT                  whose events they are
 *   system: us-embassy                optional: the system within the agency
 *   lookup: {file: links.csv, key: REPORT_ID, column: report_id}     optional: a table beside the pushed file, joined by a column
 *   data:
 *     value: {column: pm25_ugm3}      a column of the row
 *     freeFlowKmh: {lookup: NDT_IN_KMH}
 *     parameter: PM25                 a constant
 *   time: {column: timestamp, zone: Asia/Ho_Chi_Minh}     the zone counts where the text has no offset
 *   subject: "{station}/{parameter}"  fields of data, or columns of the row
 *   id: "{station}-{time}"
 *   skipWhenEmpty: [pm25_ugm3]        rows without it are skipped and reported
 * </pre>
 */
public final class Mapping {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final JsonMapper JSON = new JsonMapper();

    private interface Source {
        @Nullable
        String of(NamedCsvRecord row);
    }

    private final EventType type;
    private final String source;
    private final String agency;
    private final Map<String, Source> data = new LinkedHashMap<>();
    private final String timeColumn;
    private final ZoneId zone;
    private final String subject;
    private final String id;
    private final List<String> skipWhenEmpty;

    private Mapping(EventType type, Yaml yaml, Path folder) {
        yaml.only("agency", "system", "lookup", "data", "time", "subject", "id", "skipWhenEmpty");
        this.type = type;
        agency = yaml.get("agency").text();
        source = "urn:hanoi:agency:" + agency
                + yaml.find("system").map(system -> ":" + system.text()).orElse("");
        Lookup lookup =
                yaml.find("lookup").map(table -> Lookup.read(table, folder)).orElse(null);
        yaml.get("data").map().forEach((field, value) -> {
            if (type.shape().find(field).isEmpty()) {
                throw value.error(type.name() + " has no field '" + field + "'");
            }
            data.put(field, source(value, lookup));
        });
        Yaml time = yaml.get("time").only("column", "zone");
        timeColumn = time.get("column").text();
        zone = ZoneId.of(time.get("zone").text());
        subject = yaml.get("subject").text();
        id = yaml.get("id").text();
        skipWhenEmpty = yaml.find("skipWhenEmpty")
                .map(list -> list.list().stream().map(Yaml::text).toList())
                .orElse(List.of());
    }

    /**
     * @param folder where the pushed file lies, and a lookup's table beside it
     */
    public static Mapping read(Path file, EventType type, Path folder) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Mapping(type, Yaml.read(file.toString(), reader), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the mapping cannot be read: " + file, e);
        }
    }

    private static Source source(Yaml value, @Nullable Lookup lookup) {
        if (!value.isMap()) {
            String constant = value.text();
            return row -> constant;
        }
        value.only("column", "lookup");
        Optional<Yaml> column = value.find("column");
        if (column.isPresent()) {
            String name = column.get().text();
            return row -> row.findField(name)
                    .orElseThrow(() -> new IllegalArgumentException("the file has no column '" + name + "'"));
        }
        if (lookup == null) {
            throw value.error("'lookup' needs the table named at the top");
        }
        String name = value.get("lookup").text();
        return row -> lookup.find(row, name);
    }

    public String agency() {
        return agency;
    }

    /** The event of a row; empty when the row says nothing. */
    public Optional<ObjectNode> event(NamedCsvRecord row) {
        if (skipWhenEmpty.stream().anyMatch(column -> row.getField(column).isEmpty())) {
            return Optional.empty();
        }
        ObjectNode facts = JSON.createObjectNode();
        data.forEach((field, from) -> put(facts, field, from.of(row)));
        String time = time(row.getField(timeColumn));
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", EventType.PREFIX + type.name())
                .put("source", source)
                .put("subject", filled(subject, facts, row, time))
                .put("id", filled(id, facts, row, time))
                .put("time", time);
        event.set("data", facts);
        return Optional.of(event);
    }

    /** Text as the field's kind where it reads as one; else as it is, for the front door to refuse with a reason. */
    private void put(ObjectNode facts, String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        Shape.Kind kind = type.shape().find(field).orElseThrow().kind();
        try {
            switch (kind) {
                case INTEGER -> facts.put(field, Long.parseLong(text));
                case NUMBER -> facts.put(field, Double.parseDouble(text));
                case BOOLEAN -> facts.put(field, Boolean.parseBoolean(text));
                default -> facts.put(field, text);
            }
        } catch (NumberFormatException e) {
            facts.put(field, text);
        }
    }

    private String time(String text) {
        try {
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toString()
                    : LocalDateTime.parse(text.replace(' ', 'T'))
                            .atZone(zone)
                            .toOffsetDateTime()
                            .toString();
        } catch (java.time.DateTimeException e) {
            return text;
        }
    }

    private static String filled(String template, ObjectNode facts, NamedCsvRecord row, String time) {
        Matcher place = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String name = place.group(1);
            String value = name.equals("time")
                    ? time
                    : facts.has(name)
                            ? facts.get(name).asString()
                            : row.findField(name).orElse("");
            place.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return place.appendTail(filled).toString();
    }

    /** A second table, held in memory by its key. */
    private record Lookup(String column, Map<String, NamedCsvRecord> rows) {

        static Lookup read(Yaml yaml, Path folder) {
            yaml.only("file", "key", "column");
            Path file = folder.resolve(yaml.get("file").text());
            Map<String, NamedCsvRecord> rows = new HashMap<>();
            try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
                csv.forEach(row -> rows.put(row.getField(yaml.get("key").text()), row));
            } catch (IOException e) {
                throw yaml.error("the table cannot be read: " + file);
            }
            return new Lookup(yaml.get("column").text(), rows);
        }

        @Nullable
        String find(NamedCsvRecord row, String name) {
            NamedCsvRecord found = rows.get(row.getField(column));
            return found == null ? null : found.getField(name);
        }
    }
}
