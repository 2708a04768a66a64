package vn.hanoi.datahub.ingest.admission;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.RecordFacts;

/**
 * Decides whether an event comes in: a function of the submission, the agency that sends it, the quarantines in force, and the time. It asks nobody and writes nothing.
 *
 * <pre>
 *   attributes ─▶ type known, the agency's own ─▶ data as its schema says ─▶ bounds ─▶ personal data ─▶ time ─▶ area known, in force, the agency's own ─▶ not held back
 * </pre>
 */
public final class Door {

    private final Catalogue catalogue;
    private final Duration clockTolerance;
    private final Holds holds;
    private final Map<String, DataReader> readers = new HashMap<>();
    private final Map<String, Shape.Kind[]> kinds = new HashMap<>();

    /**
     * @param clockTolerance how far ahead of the hub's clock an event may lie
     * @param holds what an operator holds back
     */
    public Door(Catalogue catalogue, Duration clockTolerance, Holds holds) {
        this.holds = holds;
        this.catalogue = catalogue;
        this.clockTolerance = clockTolerance;
        for (EventType type : catalogue.types()) {
            readers.put(type.name(), new DataReader(type, catalogue.schema(type)));
            kinds.put(type.name(), RecordFacts.kinds(type.shape()));
        }
    }

    public Admission admit(Submission submission, Agency agency, Instant now) {
        try {
            return decide(submission, agency, now);
        } catch (RefusalException refusal) {
            return refusal.toRefused();
        }
    }

    private Admission decide(Submission submission, Agency agency, Instant now) {
        if (!submission.find("specversion").orElse("").equals("1.0")) {
            throw malformed(Detail.of("specversion"), "/specversion");
        }
        String id = attribute(submission, "id");
        String source = attribute(submission, "source");
        String subject = attribute(submission, "subject");
        EventType type = type(attribute(submission, "type"));
        ownType(agency, source, type);
        Operation operation = operation(submission);
        Instant time = time(submission);
        GenericRecord data = data(submission, type, operation);
        Facts facts = data == null ? null : new RecordFacts(data, Objects.requireNonNull(kinds.get(type.name())));
        refusePersonalData(source, "/source");
        refusePersonalData(subject, "/subject");
        refusePersonalData(id, "/id");
        if (facts != null) {
            check(type, facts);
        }
        if (time.isAfter(now.plus(clockTolerance))) {
            throw new RefusalException(RefusalReason.FUTURE_TIME, Detail.of("time.future", time, now), "/time");
        }
        if (catalogue.areas().find(AreaRegister.CITY, CityTime.dayOf(time)).isEmpty()) {
            throw new RefusalException(
                    RefusalReason.AREA_NOT_IN_FORCE,
                    Detail.of("time.before-register", catalogue.areas().city().validFrom()),
                    "/time");
        }
        if (facts != null) {
            ownArea(agency, type, facts, CityTime.dayOf(time));
        }
        Event event = new Event(type.name(), source, subject, id, time, dataVersion(submission), operation, facts);
        holds.find(event).ifPresent(hold -> {
            throw new RefusalException(RefusalReason.QUARANTINED, Detail.of("quarantined", hold.why()), null);
        });
        return new Admission.Admitted(event, type, data);
    }

    private static String attribute(Submission submission, String name) {
        String value = submission.find(name).orElse("");
        if (value.isEmpty()) {
            throw malformed(Detail.of("attribute.missing", name), "/" + name);
        }
        if (value.length() > WellFormed.LONGEST_ATTRIBUTE || !WellFormed.is(value)) {
            throw malformed(Detail.of("attribute.form", name, WellFormed.LONGEST_ATTRIBUTE), "/" + name);
        }
        return value;
    }

    private EventType type(String name) {
        return (name.startsWith(EventType.PREFIX)
                        ? catalogue.findType(name.substring(EventType.PREFIX.length()))
                        : java.util.Optional.<EventType>empty())
                .orElseThrow(() ->
                        new RefusalException(RefusalReason.UNKNOWN_TYPE, Detail.of("type.unknown", name), "/type"));
    }

    private static void ownType(Agency agency, String source, EventType type) {
        String speaker = Event.agencyOf(source);
        if (speaker == null) {
            throw malformed(Detail.of("source.form"), "/source");
        }
        if (!speaker.equals(agency.code())) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_TYPE, Detail.of("source.foreign", agency.code(), speaker), "/source");
        }
        if (!agency.types().contains(type.name())) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_TYPE, Detail.of("type.foreign", agency.code(), type.name()), "/type");
        }
    }

    private static Operation operation(Submission submission) {
        String word = submission.find("operation").orElse("upsert");
        return Operation.find(word).orElseThrow(() -> malformed(Detail.of("operation", word), "/operation"));
    }

    private static Instant time(Submission submission) {
        String time = attribute(submission, "time");
        try {
            return Rfc3339.parse(time);
        } catch (DateTimeException e) {
            throw malformed(Detail.of("time.form"), "/time");
        }
    }

    private static long dataVersion(Submission submission) {
        String version = submission.find("dataversion").orElse("0");
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw malformed(Detail.of("dataversion", version), "/dataversion");
        }
    }

    private @Nullable GenericRecord data(Submission submission, EventType type, Operation operation) {
        JsonNode data = submission.data();
        if (data == null || data.isNull()) {
            if (operation == Operation.RETRACT) {
                return null;
            }
            throw new RefusalException(RefusalReason.SCHEMA_VIOLATION, Detail.of("data.missing"), "/data");
        }
        return Objects.requireNonNull(readers.get(type.name())).read(data);
    }

    private static void check(EventType type, Facts facts) {
        for (Shape.Field field : type.shape().fields()) {
            if (field.kind() == Shape.Kind.TEXT && facts.at(field.position()) instanceof String text) {
                refusePersonalData(text, DataReader.pointer(field));
                if (field.name().equals(type.periodField()) && !isReportPeriod(text)) {
                    throw new RefusalException(
                            RefusalReason.SCHEMA_VIOLATION,
                            Detail.of("field.period", field.name(), text),
                            DataReader.pointer(field));
                }
            }
        }
        type.violation(facts).ifPresent(violation -> {
            throw new RefusalException(
                    RefusalReason.OUT_OF_RANGE,
                    Detail.of(
                            "limit." + violation.limit().name().toLowerCase(Locale.ROOT),
                            violation.field().name(),
                            violation.given(),
                            violation.low(),
                            violation.high()),
                    DataReader.pointer(violation.field()));
        });
    }

    /** Reports are for a month, a quarter or a year. */
    private static boolean isReportPeriod(String text) {
        return Period.find(text)
                .filter(period -> !period.granularity().isFinerThan(Granularity.MONTH))
                .isPresent();
    }

    private static void refusePersonalData(String text, String pointer) {
        PersonalData.in(text).ifPresent(kind -> {
            throw new RefusalException(RefusalReason.PERSONAL_DATA, Detail.of("personal." + kind), pointer);
        });
    }

    private void ownArea(Agency agency, EventType type, Facts facts, LocalDate day) {
        String name = type.areaField();
        if (name == null) {
            return;
        }
        Shape.Field field = type.shape().find(name).orElseThrow();
        String code = String.valueOf(facts.at(field.position()));
        AreaRegister areas = catalogue.areas();
        if (!areas.isKnown(code)) {
            throw new RefusalException(
                    RefusalReason.UNKNOWN_AREA, Detail.of("area.unknown", code), DataReader.pointer(field));
        }
        if (areas.find(code, day).isEmpty()) {
            throw new RefusalException(
                    RefusalReason.AREA_NOT_IN_FORCE,
                    Detail.of("area.not-in-force", code, day),
                    DataReader.pointer(field));
        }
        if (agency.area() != null && !areas.isWithin(code, agency.area(), day)) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_AREA,
                    Detail.of("area.foreign", agency.code(), agency.area()),
                    DataReader.pointer(field));
        }
    }

    private static RefusalException malformed(Detail detail, String field) {
        return new RefusalException(RefusalReason.MALFORMED, detail, field);
    }
}
