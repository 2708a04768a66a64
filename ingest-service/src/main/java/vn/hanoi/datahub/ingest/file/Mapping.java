package vn.hanoi.datahub.ingest.file;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.ingest.admission.ContentId;
import vn.hanoi.datahub.ingest.admission.Detail;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * How the rows of a file become events.
 *
 * <pre>
 *   system: us-embassy                optional: the system within the agency
 *   lookup: {csv: "…", key: REPORT_ID, column: report_id}     optional: a second table, joined by a column
 *   data:                             left out: every column is the field of its name
 *     value: {column: pm25_ugm3}      a column of the row
 *     freeFlowKmh: {lookup: NDT_IN_KMH}
 *     parameter: PM25                 a constant
 *   time: {column: timestamp, zone: Asia/Ho_Chi_Minh}     left out: the column time; the zone counts where the text has no offset
 *   subject: "{station}/{parameter}"  fields of data, or columns of the row; left out: the column subject, or what the event type makes of its fields
 *   id: "{station}-{time}"            left out: the column id, or a hash of all the event says
 *   decimal: comma                    optional: comma or point, where the file does not show it
 *   skipWhenEmpty: [pm25_ugm3]        optional: rows without it are passed over and counted as skipped
 * </pre>
 */
public final class Mapping {

    private static final JsonMapper JSON = new JsonMapper();

    /** Columns that are attributes of the event, where a file says everything itself. */
    private static final List<String> ATTRIBUTES =
            List.of("subject", "time", "id", "operation", "dataversion", "system");

    private static final int LONGEST_TEMPLATE = 1_000;
    private static final int MOST_COLUMNS = 100;

    private interface Source {
        String of(Row row);
    }

    private final EventType type;
    private final @Nullable String system;
    private final Map<String, Source> data = new LinkedHashMap<>();
    private final Map<String, String> columns = new HashMap<>();
    private final boolean byName;
    private final String timeColumn;
    private final ZoneId zone;
    private final @Nullable String subject;
    private final @Nullable String id;
    private final @Nullable Decimals decimals;
    private final List<String> skipWhenEmpty;

    private Mapping(EventType type, Yaml yaml) {
        yaml.only("system", "lookup", "data", "time", "subject", "id", "decimal", "skipWhenEmpty");
        this.type = type;
        system = yaml.find("system").map(Yaml::text).orElse(null);
        Lookup lookup = yaml.find("lookup").map(Lookup::read).orElse(null);
        byName = yaml.find("data").isEmpty();
        yaml.find("data")
                .ifPresent(fields -> fields.map().forEach((field, value) -> {
                    if (type.shape().find(field).isEmpty()) {
                        throw value.error(type.name() + " has no field '" + field + "'");
                    }
                    data.put(field, source(field, value, lookup));
                }));
        if (byName) {
            type.shape().fields().forEach(field -> fromColumn(field.name(), field.name()));
        }
        Optional<Yaml> time = yaml.find("time");
        time.ifPresent(at -> at.only("column", "zone"));
        timeColumn = time.map(at -> at.get("column").text()).orElse("time");
        zone = time.flatMap(at -> at.find("zone")).map(Mapping::zone).orElse(CityTime.ZONE);
        subject = yaml.find("subject").map(Mapping::template).orElse(null);
        id = yaml.find("id").map(Mapping::template).orElse(null);
        decimals = yaml.find("decimal").map(Mapping::decimals).orElse(null);
        skipWhenEmpty = yaml.find("skipWhenEmpty").map(Mapping::columns).orElse(List.of());
    }

    /**
     * @param yaml the mapping; empty where the columns are the fields
     * @throws CatalogueException with the line of what is wrong
     */
    public static Mapping read(String yaml, EventType type) {
        return new Mapping(type, Yaml.read("mapping", new StringReader(yaml.isBlank() ? "{}" : yaml)));
    }

    /** Filled for each row: what is longer than this fills no attribute, and only takes time. */
    private static String template(Yaml yaml) {
        String template = yaml.text();
        if (template.length() > LONGEST_TEMPLATE) {
            throw yaml.error("a template has at most " + LONGEST_TEMPLATE + " characters");
        }
        return template;
    }

    private static List<String> columns(Yaml yaml) {
        List<Yaml> columns = yaml.list();
        if (columns.size() > MOST_COLUMNS) {
            throw yaml.error("at most " + MOST_COLUMNS + " columns are named here");
        }
        return columns.stream().map(Yaml::text).toList();
    }

    private static ZoneId zone(Yaml yaml) {
        try {
            return ZoneId.of(yaml.text());
        } catch (DateTimeException e) {
            throw yaml.error("there is no time zone '" + yaml.text() + "'");
        }
    }

    private static Decimals decimals(Yaml yaml) {
        return switch (yaml.text()) {
            case "comma" -> Decimals.COMMA;
            case "point" -> Decimals.POINT;
            default -> throw yaml.error("decimal is comma or point");
        };
    }

    private Source source(String field, Yaml value, @Nullable Lookup lookup) {
        if (!value.isMap()) {
            String constant = value.text();
            return row -> constant;
        }
        value.only("column", "lookup");
        Optional<Yaml> column = value.find("column");
        if (column.isPresent()) {
            return fromColumn(field, column.get().text());
        }
        if (lookup == null) {
            throw value.error("'lookup' needs the table named at the top");
        }
        String name = value.get("lookup").text();
        columns.put(field, lookup.column());
        return row -> lookup.find(row, name);
    }

    private Source fromColumn(String field, String column) {
        columns.put(field, column);
        Source source = row -> row.cell(column);
        data.put(field, source);
        return source;
    }

    /**
     * Holds the file's header against the mapping, before any row is read.
     *
     * @throws UnreadableFileException for a column that is missing, a name in a template that is neither column nor field, or a column that nothing is made of where columns
     *     are fields
     */
    public void check(List<String> header) {
        TreeSet<String> known = new TreeSet<>(columns.values());
        known.addAll(ATTRIBUTES);
        known.add(timeColumn);
        if (byName) {
            for (String column : header) {
                if (!column.isEmpty() && !known.contains(column)) {
                    throw new UnreadableFileException(
                            1, Detail.of("file.unknown-column", column, type.name(), String.join(", ", known)));
                }
            }
        }
        List<String> needed = new ArrayList<>(skipWhenEmpty);
        needed.add(timeColumn);
        columns.forEach((field, column) -> {
            if (!byName || !type.shape().find(field).orElseThrow().optional()) {
                needed.add(column);
            }
        });
        if (subject == null && type.subject() == null) {
            needed.add("subject");
        }
        for (String column : needed) {
            if (!header.contains(column)) {
                throw new UnreadableFileException(1, Detail.of("file.missing-column", column, type.name()));
            }
        }
        checkTemplate("subject", subject, header);
        checkTemplate("id", id, header);
    }

    /** A name that is misspelt would leave the same part of every identity empty, and make one subject of many. */
    private void checkTemplate(String attribute, @Nullable String template, List<String> header) {
        if (template == null) {
            return;
        }
        EventType.filled(template, name -> {
            if (!name.equals("time") && !data.containsKey(name) && !header.contains(name)) {
                throw new UnreadableFileException(1, Detail.of("file.template", attribute, name));
            }
            return "";
        });
    }

    /** The column an event's field was read from; the field's own name where it was read from none. */
    public String column(String field) {
        return field.equals("time") ? timeColumn : columns.getOrDefault(field, field);
    }

    /**
     * The event of a row; empty when the row says nothing.
     *
     * @param agency code of the agency whose file it is
     * @param shown how the file writes its numbers, where the mapping does not say it
     */
    public Optional<Submission> event(Row row, String agency, Decimals shown) {
        if (skipWhenEmpty.stream().anyMatch(column -> row.cell(column).isEmpty())) {
            return Optional.empty();
        }
        Cells cells = new Cells(decimals == null ? shown : decimals, zone);
        ObjectNode facts = JSON.createObjectNode();
        for (Map.Entry<String, Source> field : data.entrySet()) {
            Shape.Field known = type.shape().find(field.getKey()).orElseThrow();
            cells.put(facts, known, field.getValue().of(row));
        }
        Map<String, String> event = new HashMap<>();
        String time = cells.timestamp(row.cell(timeColumn)).orElse(row.cell(timeColumn));
        String inAgency = system == null ? row.cell("system") : system;
        put(event, "specversion", "1.0");
        put(event, "type", EventType.PREFIX + type.name());
        put(event, "source", "urn:hanoi:agency:" + agency + (inAgency.isEmpty() ? "" : ":" + inAgency));
        put(event, "time", time);
        put(event, "subject", subject(facts, row, time));
        put(event, "operation", row.cell("operation"));
        put(event, "dataversion", row.cell("dataversion"));
        String own = id == null ? row.cell("id") : filled(id, facts, row, time);
        put(event, "id", own.isEmpty() ? "row-" + hash(event, facts) : own);
        return Optional.of(new Submission(event, facts.isEmpty() ? null : facts));
    }

    private String subject(ObjectNode facts, Row row, String time) {
        if (subject != null) {
            return filled(subject, facts, row, time);
        }
        String own = row.cell("subject");
        return own.isEmpty() && type.subject() != null ? filled(type.subject(), facts, row, time) : own;
    }

    private static void put(Map<String, String> event, String attribute, String value) {
        if (!value.isEmpty()) {
            event.put(attribute, WellFormed.bounded(value, WellFormed.LONGEST_ATTRIBUTE));
        }
    }

    private static String filled(String template, ObjectNode facts, Row row, String time) {
        return EventType.filled(
                template,
                name -> name.equals("time")
                        ? time
                        : facts.has(name) ? facts.get(name).asString("") : row.cell(name));
    }

    private static String hash(Map<String, String> event, ObjectNode facts) {
        return ContentId.of(Stream.of("type", "source", "subject", "time", "operation", "dataversion")
                .map(attribute -> event.getOrDefault(attribute, "") + "\n")
                .collect(Collectors.joining("", "", facts.toString())));
    }

    /** A second table, held in memory by its key. */
    private record Lookup(String column, Map<String, NamedCsvRecord> rows) {

        static Lookup read(Yaml yaml) {
            yaml.only("csv", "key", "column");
            Map<String, NamedCsvRecord> rows = new HashMap<>();
            String key = yaml.get("key").text();
            try {
                for (NamedCsvRecord row : CsvReader.builder()
                        .allowUnclosedQuote(false)
                        .ofNamedCsvRecord(yaml.get("csv").text())) {
                    if (rows.put(row.getField(key), row) != null) {
                        throw yaml.error("the second table has the key '" + row.getField(key) + "' twice");
                    }
                }
            } catch (CatalogueException e) {
                throw e;
            } catch (RuntimeException e) {
                throw yaml.error("the second table is no CSV with a column '" + key + "'");
            }
            return new Lookup(yaml.get("column").text(), rows);
        }

        String find(Row row, String name) {
            NamedCsvRecord found = rows.get(row.cell(column));
            return found == null ? "" : found.findField(name).orElse("");
        }
    }
}
