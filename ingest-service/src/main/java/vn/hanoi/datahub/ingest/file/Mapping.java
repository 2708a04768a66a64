package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.io.StringReader;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.ContentId;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * Specifies how the rows of a file become events.
 *
 * <pre>
 *   system: us-embassy                optional: the system within the agency
 *   lookup: {csv: "…", key: REPORT_ID, column: report_id}
 *                                     optional: a second table, joined by a column, with its own separator and numbers
 *   data:                             if omitted, each column is the field of the same name
 *     value: {column: pm25_ugm3}      a column of the row; optional: decimal, dates,
 *                                     factor (each number is multiplied by it),
 *                                     ceiling (a reading of this or more is refused),
 *                                     ppb: {molarMass: 48.00, celsius: 25, hectopascal: 1013.25}
 *                                     (parts per billion are converted to µg/m³)
 *     freeFlowKmh: {lookup: NDT_IN_KMH}
 *     parameter: PM25                 a constant; numbers have a decimal point
 *   time: {column: timestamp, zone: Asia/Ho_Chi_Minh}
 *                                     if omitted, the column time; the zone applies to text without an offset;
 *                                     optional: hour (a second column with the hour), dates,
 *                                     label: start and minutes: 60 (the text gives the start of the interval)
 *   subject: "{station}/{parameter}"  fields of data, or columns of the row;
 *                                     if omitted, the column subject, or what the event type derives from its fields
 *   id: "{station}-{time}"            if omitted, the column id, or a hash of the event's content
 *   decimal: comma                    optional: comma or point, if the cells do not show it
 *   dates: month-first                optional: day-first or month-first, if the cells do not show it
 *   emptyWhen: ["-", "N/A"]           optional: cells with one of these texts are empty
 *   skipWhenEmpty: [pm25_ugm3]        optional: rows without these values are ignored and counted as skipped
 * </pre>
 */
public final class Mapping {

    private static final JsonMapper JSON = new JsonMapper();

    /** Columns that are attributes of the event rather than fields. */
    private static final List<String> ATTRIBUTES =
            List.of("subject", "time", "id", "operation", "dataversion", "system");

    private static final int LONGEST_TEMPLATE = 1_000;
    private static final int MOST_COLUMNS = 100;

    /**
     * What the mapping specifies for all cells.
     *
     * @param zone time zone of times without an offset
     * @param decimals null to use what the cells show
     * @param dates null to use what the cells show
     */
    record Form(
            ZoneId zone,
            @Nullable Decimals decimals,
            @Nullable DateOrder dates) {}

    private final EventType type;
    private final @Nullable String system;
    private final Map<String, FieldRule> data = new LinkedHashMap<>();
    private final boolean byName;
    private final TimeRule time;
    private final Form form;
    private final @Nullable String subject;
    private final @Nullable String id;
    private final List<String> emptyWhen;
    private final List<String> skipWhenEmpty;

    private Mapping(EventType type, Yaml yaml) {
        yaml.only(
                "system", "lookup", "data", "time", "subject", "id", "decimal", "dates", "emptyWhen", "skipWhenEmpty");
        this.type = type;
        system = yaml.find("system").map(Yaml::text).orElse(null);
        Lookup lookup = yaml.find("lookup").map(Lookup::read).orElse(null);
        byName = yaml.find("data").isEmpty();
        yaml.find("data")
                .ifPresent(fields -> fields.map().forEach((field, value) -> {
                    Shape.Field known = type.shape()
                            .find(field)
                            .orElseThrow(() -> value.error(type.name() + " has no field '" + field + "'"));
                    data.put(
                            field,
                            value.isMap()
                                    ? FieldRule.read(value, lookup, known.kind())
                                    : FieldRule.constant(field, value.text()));
                }));
        if (byName) {
            type.shape().fields().forEach(field -> data.put(field.name(), FieldRule.column(field.name())));
        }
        time = yaml.find("time").map(TimeRule::read).orElse(TimeRule.COLUMN_TIME);
        form = new Form(
                time.zone(),
                yaml.find("decimal").map(FieldRule::decimals).orElse(null),
                yaml.find("dates").map(FieldRule::dates).orElse(null));
        subject = yaml.find("subject").map(Mapping::template).orElse(null);
        id = yaml.find("id").map(Mapping::template).orElse(null);
        emptyWhen = yaml.find("emptyWhen").map(Mapping::columns).orElse(List.of());
        skipWhenEmpty = yaml.find("skipWhenEmpty").map(Mapping::columns).orElse(List.of());
    }

    /**
     * Reads a mapping.
     *
     * @param yaml the mapping; empty if the columns are the fields
     * @throws CatalogueException with the line of the error
     */
    public static Mapping read(String yaml, EventType type) {
        String composed = Normalizer.normalize(yaml, Normalizer.Form.NFC); // like the header
        return new Mapping(type, Yaml.read("mapping", new StringReader(composed.isBlank() ? "{}" : composed)));
    }

    /**
     * Reads a template. It is filled for each row, so its length is limited: the result of a longer one would not fit
     * into an attribute, and would only take time.
     */
    private static String template(Yaml yaml) {
        String template = yaml.text();
        if (template.length() > LONGEST_TEMPLATE) {
            throw yaml.error("a template may have at most " + LONGEST_TEMPLATE + " characters");
        }
        String rest = EventType.FIELD_IN_TEMPLATE.matcher(template).replaceAll("");
        if (rest.equals(template) || rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            throw yaml.error(
                    "a template must name columns or fields in braces, as in '{station}/{parameter}'; otherwise all rows would share one identity");
        }
        return template;
    }

    private static List<String> columns(Yaml yaml) {
        List<Yaml> columns = yaml.list();
        if (columns.size() > MOST_COLUMNS) {
            throw yaml.error("at most " + MOST_COLUMNS + " names are allowed here");
        }
        return columns.stream().map(Yaml::text).toList();
    }

    /** Returns the names of the columns that it reads. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(byName ? ATTRIBUTES : List.of());
        data.values().forEach(rule -> columns.add(rule.column()));
        columns.addAll(time.columns());
        columns.addAll(skipWhenEmpty);
        Stream.of(subject, id)
                .filter(Objects::nonNull)
                .forEach(template -> EventType.filled(template, name -> {
                    columns.add(name);
                    return "";
                }));
        return columns;
    }

    /**
     * Reads a file to its end, so that errors in it and the formats of its columns are known before its first row is
     * published.
     *
     * @throws UnreadableFileException as for {@link #check}, and when the file is broken
     */
    public Survey survey(Table table) throws IOException {
        check(table.header());
        Conventions.Asked asked = new Conventions.Asked(new HashSet<>(), new HashSet<>(), new HashMap<>());
        data.forEach((field, rule) -> {
            Shape.Kind kind = kind(field);
            if (rule.isOfFile() && rule.decimals() == null && kind.isNumber()) {
                asked.numbers().add(rule.column());
                if (rule.isWhole(kind)) {
                    asked.wholes().add(rule.column());
                }
            } else if (rule.isOfFile() && kind.isTime()) {
                asked.times().put(rule.column(), rule.dates() != null || form.dates() != null);
            }
        });
        asked.times().put(time.column(), time.rule().dates() != null || form.dates() != null);
        Conventions.Counted counted = Conventions.of(table, asked, this::without);
        List<Detail> notes = new ArrayList<>(table.notes());
        if (counted.rows() == 0) {
            notes.add(Detail.of("note.no-rows"));
        }
        counted.conventions().assumed().forEach(column -> notes.add(Detail.of("note.day-first", column)));
        return new Survey(counted.conventions(), counted.rows(), notes);
    }

    /**
     * The result of reading a file for the first time.
     *
     * @param notes what the sender should know about how the file is read
     */
    public record Survey(Conventions conventions, long rows, List<Detail> notes) {}

    private Shape.Kind kind(String field) {
        return type.shape().find(field).orElseThrow().kind();
    }

    /**
     * Checks the file's header against the mapping, before any row is read.
     *
     * @throws UnreadableFileException when a column is missing, when a template names neither a column nor a field, or,
     *     if columns are fields, when a column is not a field
     */
    void check(List<String> header) {
        Map<String, FieldRule> fromColumns = new LinkedHashMap<>(data);
        fromColumns.values().removeIf(rule -> rule.column().isEmpty());
        TreeSet<String> known = new TreeSet<>(ATTRIBUTES);
        fromColumns.values().forEach(rule -> known.add(rule.column()));
        known.addAll(time.columns());
        Set<String> needed = needed();
        Header names = new Header(header, type.name());
        names.checkTitle(needed);
        if (byName) {
            names.checkKnown(known);
        }
        names.checkNeeded(needed, byName);
        checkTemplate("subject", subject, header);
        checkTemplate("id", id, header);
    }

    /** Returns the columns without which a file cannot be read. */
    private Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>(skipWhenEmpty);
        needed.addAll(time.columns());
        data.forEach((field, rule) -> {
            boolean isOptional =
                    byName && type.shape().find(field).orElseThrow().optional();
            if (!rule.column().isEmpty() && !isOptional) {
                needed.add(rule.column());
            }
        });
        if (subject == null && type.subject() == null) {
            needed.add("subject");
        }
        return needed;
    }

    /**
     * Checks the names in a template: a misspelt name would leave the same part of every identity empty, so that
     * different subjects would become one.
     */
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

    /** Returns the column that an event's field was read from, or the field's own name if there is none. */
    public String column(String field) {
        FieldRule rule = data.get(field);
        return field.equals("time")
                ? time.column()
                : rule == null || rule.column().isEmpty() ? field : rule.column();
    }

    /** Returns why a row is not read as an event, such as a note below the table; null if it is. */
    public @Nullable Detail problem(Row row) {
        if (row.problem() != null || row.cells().size() != 1 || isSkipped(without(row))) {
            return row.problem();
        }
        String only = row.cells().values().iterator().next().text();
        return needed().size() > 1 && only.codePoints().anyMatch(Character::isLetter)
                ? Detail.of("row.note", only)
                : null;
    }

    private boolean isSkipped(Row row) {
        return skipWhenEmpty.stream().anyMatch(column -> row.cell(column).isEmpty());
    }

    /**
     * Returns the event of a row, including what could not be read; empty if the row is to be skipped.
     *
     * @param agency code of the agency that sent the file
     * @param conventions the conventions of the file's columns
     */
    public Optional<Submission> event(Row whole, String agency, Conventions conventions) {
        Row row = without(whole);
        if (isSkipped(row)) {
            return Optional.empty();
        }
        List<Refused> problems = new ArrayList<>(0);
        Cells cells = new Cells(conventions, form, problems);
        ObjectNode facts = JSON.createObjectNode();
        data.forEach((field, rule) -> cells.put(
                facts, type.shape().find(field).orElseThrow(), rule.from().apply(row), rule));
        Map<String, String> event = new HashMap<>();
        String moment = time.read(row, cells);
        Identity identity = new Identity(facts, row, moment, cells, problems);
        String inAgency = system == null ? cells.attribute(row, "system") : system;
        put(event, "specversion", "1.0");
        put(event, "type", EventType.PREFIX + type.name());
        put(event, "source", "urn:hanoi:agency:" + agency + (inAgency.isEmpty() ? "" : ":" + inAgency));
        put(event, "time", moment);
        put(event, "subject", identity.of("subject", subject, type.subject()));
        put(event, "operation", cells.attribute(row, "operation"));
        put(event, "dataversion", cells.attribute(row, "dataversion"));
        String own = identity.of("id", id, null);
        put(event, "id", own.isEmpty() ? "row-" + hash(event, facts) : own);
        return Optional.of(new Submission(event, facts.isEmpty() ? null : facts, problems));
    }

    private Row without(Row row) {
        if (emptyWhen.isEmpty()) {
            return row;
        }
        Map<String, Cell> cells = new LinkedHashMap<>(row.cells());
        cells.values().removeIf(cell -> emptyWhen.contains(cell.text()));
        return new Row(row.line(), cells, row.problem());
    }

    private static void put(Map<String, String> event, String attribute, String value) {
        if (!value.isEmpty()) {
            event.put(attribute, WellFormed.bounded(value, WellFormed.LONGEST_ATTRIBUTE));
        }
    }

    /**
     * Returns a refused row for its sender to correct. Its numbers and dates can be read in only one way, and
     * {@link Cell#UNKNOWN} replaces what cannot be returned as text. Sent again unchanged, it is refused for the same
     * reasons.
     */
    public Map<String, String> returned(Row row, Conventions conventions) {
        Cells cells = new Cells(conventions, form, new ArrayList<>());
        Map<String, String> returned = new LinkedHashMap<>();
        row.cells().forEach((column, cell) -> {
            Optional<Map.Entry<String, FieldRule>> field = data.entrySet().stream()
                    .filter(each -> each.getValue().isOfFile()
                            && each.getValue().column().equals(column))
                    .findFirst();
            boolean isTime = time.columns().contains(column);
            Shape.Kind kind =
                    field.map(each -> kind(each.getKey())).orElse(isTime ? Shape.Kind.TIMESTAMP : Shape.Kind.TEXT);
            FieldRule rule = field.map(Map.Entry::getValue)
                    .orElse(column.equals(time.column()) ? time.rule() : FieldRule.column(column));
            returned.put(column, row.problem() == null ? cells.returned(cell, kind, rule) : cell.text());
        });
        return returned;
    }

    private static String hash(Map<String, String> event, ObjectNode facts) {
        return ContentId.of(Stream.of("type", "source", "subject", "time", "operation", "dataversion")
                .map(attribute -> event.getOrDefault(attribute, "") + "\n")
                .collect(Collectors.joining("", "", facts.toString())));
    }
}
