package vn.hanoi.datahub.worldtests.scenario;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.worldtests.scenario.Phrase.Filled;
import vn.hanoi.datahub.worldtests.scenario.Words.Kind;
import vn.hanoi.datahub.worldtests.scenario.Words.Meaning;

/** {@code 2025-08-10 09:00 H26.X00004 dossier d1 resolved, due 2025-08-20} as the event an agency sends. */
final class EventLines {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) (\\S+) (retracts )?(\\S+) ([^\\s,:]+):?,? ?(.*)");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withResolverStyle(ResolverStyle.STRICT);

    /** A day without an hour means the end of the office's day. */
    private static final String END_OF_OFFICE_HOURS = " 17:00";

    /** Where an agency is that is not a commune's. */
    private static final String NOWHERE = "";

    /** Fields of this sign are not of the data but of the event itself. */
    private static final String OF_THE_EVENT = "@";

    private final Catalogue catalogue;
    private final Words words;
    private final Units units;

    EventLines(Catalogue catalogue, Words words) {
        this.catalogue = catalogue;
        this.words = words;
        this.units = new Units(catalogue.areas());
    }

    static Instant moment(Line line, String text) {
        String minute = text.contains(" ") ? text : text + END_OF_OFFICE_HOURS;
        try {
            return LocalDateTime.parse(minute, MOMENT).atZone(CityTime.ZONE).toInstant();
        } catch (DateTimeParseException e) {
            throw line.notUnderstood("there is no moment '" + text + "'");
        }
    }

    /**
     * The CloudEvent.
     *
     * @param id unless the line names one
     */
    ObjectNode event(Line line, String id) {
        Matcher parts = LINE.matcher(line.text());
        if (!parts.matches()) {
            throw line.notUnderstood("not an event: day, hour, agency, what, its name, and what is so");
        }
        Said said = new Said(line, moment(line, parts.group(1)), agency(line, parts.group(2)), parts.group(5));
        Kind kind = words.events().get(parts.group(4));
        if (kind == null) {
            throw line.notUnderstood("there is no kind of events called '" + parts.group(4) + "', only "
                    + words.events().keySet());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean isRetraction = parts.group(3) != null;
        if (!isRetraction) {
            kind.unlessSaid().forEach((field, value) -> fields.put(field, said.value(value, List.of())));
        }
        for (String clause :
                parts.group(6).isEmpty() ? new String[0] : parts.group(6).split(", ")) {
            said.take(kind, clause, fields);
        }
        if (NOWHERE.equals(fields.get("area"))) {
            throw line.notUnderstood(
                    "where? " + said.agency().code() + " has no commune of its own, so 'in …' has to be said");
        }
        if (isRetraction) {
            fields.put(OF_THE_EVENT + "operation", "retract");
        }
        return event(kind, said, id, fields);
    }

    private Agency agency(Line line, String code) {
        return catalogue.findAgency(code).orElseThrow(() -> line.notUnderstood("there is no agency '" + code + "'"));
    }

    private static ObjectNode event(Kind kind, Said said, String id, Map<String, Object> fields) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", EventType.PREFIX + kind.type())
                .put("source", "urn:hanoi:agency:" + said.agency().code())
                .put("subject", said.subject())
                .put("id", id)
                .put("time", said.time().toString());
        ObjectNode data = JSON.createObjectNode();
        fields.forEach((field, value) -> {
            if (field.startsWith(OF_THE_EVENT)) {
                event.putPOJO(field.substring(1), value);
            } else {
                data.putPOJO(field, value);
            }
        });
        if (!data.isEmpty()) {
            event.set("data", data);
        }
        // Read once more, so that numbers, texts and booleans are nodes as they come out of a request.
        return (ObjectNode) JSON.readTree(JSON.writeValueAsString(event));
    }

    /** What one line says. */
    private final class Said {
        private final Line line;
        private final Instant time;
        private final Agency agency;
        private final String subject;
        private final Set<String> told = new HashSet<>();

        Said(Line line, Instant time, Agency agency, String subject) {
            this.line = line;
            this.time = time;
            this.agency = agency;
            this.subject = subject;
        }

        Instant time() {
            return time;
        }

        Agency agency() {
            return agency;
        }

        String subject() {
            return subject;
        }

        void take(Kind kind, String clause, Map<String, Object> fields) {
            List<Meaning> fitting = kind.meanings().stream()
                    .filter(meaning -> meaning.phrase().match(clause).isPresent())
                    .toList();
            if (fitting.size() != 1) {
                throw line.notUnderstood((fitting.isEmpty() ? "nothing" : "more than one thing") + " is meant by '"
                        + clause + "' here; a " + kind.type() + " can be told by "
                        + kind.meanings().stream()
                                .map(meaning -> meaning.phrase().toString())
                                .toList());
            }
            Meaning meaning = fitting.get(0);
            List<Filled> filled = meaning.phrase().match(clause).orElseThrow();
            meaning.fields().forEach((field, value) -> {
                if (!told.add(field)) {
                    throw line.notUnderstood("'" + clause + "' says something of " + field + " once more");
                }
                fields.put(field, value(value, filled));
            });
        }

        /**
         * A word as it stands, and what stands for {@code {1}}, {@code {time}} and the like; a number or a yes where it
         * is one.
         */
        private Object value(String value, List<Filled> filled) {
            return switch (value) {
                case "true", "false" -> Boolean.valueOf(value);
                case "{time}" -> text(time);
                case "{own commune}" -> ownCommune();
                default -> value.matches("\\{\\d}") ? gap(filled, value) : written(value, filled);
            };
        }

        private String ownCommune() {
            return agency.area() == null ? NOWHERE : agency.area();
        }

        private Object written(String value, List<Filled> filled) {
            String text = value.replace("{name}", subject);
            for (int i = 1; i <= filled.size(); i++) {
                text = text.replace("{" + i + "}", filled.get(i - 1).text());
            }
            return text.matches("-?\\d+") ? (Object) Long.valueOf(text) : text;
        }

        private Object gap(List<Filled> gaps, String number) {
            Filled filled = gaps.get(number.charAt(1) - '1');
            return switch (filled.kind()) {
                case "moment" -> text(moment(line, filled.text()));
                case "number" -> JSON.readTree(filled.text());
                case "unit" -> units.codeOn(line, filled.text(), CityTime.dayOf(time));
                case "indicator" ->
                    words.findIndicator(filled.text())
                            .filter(filled.text()::equals)
                            .map(name -> words.indicators().get(name).indicator())
                            .orElseThrow(
                                    () -> line.notUnderstood("there is no indicator called '" + filled.text() + "'"));
                default -> filled.text();
            };
        }

        private static String text(Instant moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(CityTime.ZONE));
        }
    }
}
