package vn.hanoi.datahub.ingest.admission;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.RecordFacts;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * Decides whether to admit an event. The decision depends only on the submission, the agency that sends it, the
 * quarantines in force, and the time. The policy calls no other service and writes nothing.
 *
 * <pre>
 *   attributes ─▶ type known and the agency's own ─▶ data matches its schema ─▶ no personal data ─▶ within bounds
 *              ─▶ time ─▶ area known, in force and the agency's own ─▶ not quarantined
 * </pre>
 */
public final class AdmissionPolicy {

    private static final int CODE_LENGTH = 5;
    private static final Pattern LOST_ZEROS = Pattern.compile("\\d{1,4}");

    private final Catalogue catalogue;
    private final Duration clockTolerance;
    private final ActiveQuarantines quarantines;
    private final Map<String, DataReader> readers = new HashMap<>();
    private final Map<String, Shape.Kind[]> kinds = new HashMap<>();
    private final CountedCodes codes;

    /**
     * @param clockTolerance how far the time of an event may be ahead of the hub's clock
     * @param quarantines the quarantines in force
     */
    public AdmissionPolicy(Catalogue catalogue, Duration clockTolerance, ActiveQuarantines quarantines) {
        this.quarantines = quarantines;
        this.catalogue = catalogue;
        this.codes = new CountedCodes(catalogue);
        this.clockTolerance = clockTolerance;
        for (EventType type : catalogue.types()) {
            readers.put(type.name(), new DataReader(type, catalogue.schema(type)));
            kinds.put(type.name(), RecordFacts.kinds(type.shape()));
        }
    }

    public Admission admit(Submission submission, Agency agency, Instant now) {
        Mistakes mistakes = new Mistakes();
        submission.problems().forEach(mistakes::add);
        AttributeNames.check(submission.attributes(), mistakes);
        mistakes.check(() -> version(submission));
        String id = mistakes.read(() -> attribute(submission, "id"));
        String source = mistakes.read(() -> attribute(submission, "source"));
        String subject = mistakes.read(() -> attribute(submission, "subject"));
        EventType type = mistakes.read(() -> type(attribute(submission, "type")));
        if (source != null && type != null) {
            mistakes.check(() -> ownType(agency, source, type, now));
        }
        Operation operation = mistakes.read(() -> operation(submission));
        Instant time = mistakes.read(() -> time(submission));
        GenericRecord data = type == null ? null : data(submission, type, operation, mistakes);
        Facts facts = type == null || data == null
                ? null
                : new RecordFacts(data, Objects.requireNonNull(kinds.get(type.name())));
        checkText(source, "/source", mistakes);
        checkText(subject, "/subject", mistakes);
        checkText(id, "/id", mistakes);
        if (type != null && facts != null) {
            check(type, facts, mistakes);
            ReportPeriod.check(type, facts, catalogue.areas().city().validFrom(), mistakes);
            FutureFacts.check(type, facts, now, clockTolerance, mistakes);
        }
        if (time != null) {
            mistakes.check(() -> checkTime(time, now));
        }
        if (source != null && time != null && operation != Operation.RETRACT) {
            mistakes.check(() -> checkTenure(source, CityTime.dayOf(time), type, facts));
        }
        if (type != null && facts != null && time != null) {
            mistakes.check(() -> ownArea(agency, type, facts, CityTime.dayOf(time)));
        }
        Long dataVersion = mistakes.read(() -> dataVersion(submission));
        if (!mistakes.isEmpty()) {
            return mistakes.refused();
        }
        Event event = new Event(
                Objects.requireNonNull(type).name(),
                Objects.requireNonNull(source),
                Objects.requireNonNull(subject),
                Objects.requireNonNull(id),
                Objects.requireNonNull(time),
                Objects.requireNonNull(dataVersion),
                Objects.requireNonNull(operation),
                facts);
        return quarantines
                .find(event)
                .<Admission>map(hold ->
                        new Admission.Refused(RefusalReason.QUARANTINED, Detail.of("quarantined", hold.why()), null))
                .orElseGet(() -> new Admission.Admitted(event, type, data, codes.unknown(type, facts)));
    }

    private static void version(Submission submission) {
        if (!submission.find("specversion").orElse("").equals("1.0")) {
            throw malformed(Detail.of("specversion"), "/specversion");
        }
    }

    private void checkTime(Instant time, Instant now) {
        if (time.isAfter(now.plus(clockTolerance))) {
            throw new RefusalException(RefusalReason.FUTURE_TIME, Detail.of("time.future", time, now), "/time");
        }
        if (catalogue.areas().find(AreaRegister.CITY, CityTime.dayOf(time)).isEmpty()) {
            throw new RefusalException(
                    RefusalReason.AREA_NOT_IN_FORCE,
                    Detail.of("time.before-register", catalogue.areas().city().validFrom()),
                    "/time");
        }
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
                        : Optional.<EventType>empty())
                .orElseThrow(() -> new RefusalException(
                        RefusalReason.UNKNOWN_TYPE, unknownType(catalogue, name, EventType.PREFIX), "/type"));
    }

    /**
     * Returns why there is no event type of a name, with the nearest one.
     *
     * @param prefix what names of types begin with where this one stands
     */
    public static Detail unknownType(Catalogue catalogue, String name, String prefix) {
        String bare = name.toLowerCase(Locale.ROOT).startsWith(EventType.PREFIX)
                ? name.substring(EventType.PREFIX.length())
                : name;
        List<String> types = catalogue.types().stream().map(EventType::name).toList();
        return Nearest.to(bare, types)
                .map(near -> Detail.of("type.unknown-near", name, prefix + near))
                .orElseGet(() -> Detail.of("type.unknown", name));
    }

    private void ownType(Agency agency, String source, EventType type, Instant now) {
        String speaker = Event.agencyOf(source);
        if (speaker == null) {
            throw malformed(Detail.of("source.form"), "/source");
        }
        if (!speaker.equals(agency.code())
                && !catalogue.answersFor(agency.code(), CityTime.dayOf(now)).contains(speaker)) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_TYPE, Detail.of("source.foreign", agency.code(), speaker), "/source");
        }
        if (!agency.types().contains(type.name())) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_TYPE, Detail.of("type.foreign", agency.code(), type.name()), "/type");
        }
    }

    /**
     * Refuses events about a time at which the agency that the source names did not exist. Before its first day, its
     * predecessor was responsible: told by both, the same would count twice. After its last day, only what began by
     * then is told in its name: the successor closes a case that it took over in the former agency's name.
     */
    private void checkTenure(String source, LocalDate day, @Nullable EventType type, @Nullable Facts facts) {
        Agency speaker = Optional.ofNullable(Event.agencyOf(source))
                .flatMap(catalogue::findAgency)
                .orElse(null);
        if (speaker != null && speaker.isYetToBegin(day)) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_TYPE,
                    Detail.of(
                            "source.not-yet",
                            speaker.code(),
                            Objects.requireNonNull(speaker.tenure().from()),
                            listed(catalogue.predecessors(speaker.code()).stream()
                                    .filter(code -> catalogue
                                            .findAgency(code)
                                            .filter(former -> former.isInForce(day))
                                            .isPresent())
                                    .toList())),
                    "/source");
        }
        if (speaker != null
                && speaker.hasEnded(day)
                && (type == null
                        || facts == null
                        || !beganBy(Objects.requireNonNull(speaker.tenure().to()), type, facts))) {
            throw new RefusalException(
                    RefusalReason.NOT_YOUR_TYPE,
                    Detail.of(
                            "source.ended",
                            speaker.code(),
                            Objects.requireNonNull(speaker.tenure().to()),
                            listed(speaker.tenure().successors())),
                    "/source");
        }
    }

    private static String listed(List<String> codes) {
        return codes.isEmpty() ? "-" : String.join(", ", codes);
    }

    /** Returns whether data name a time up to a day: when something was received, opened or due. */
    private static boolean beganBy(LocalDate last, EventType type, Facts facts) {
        return type.shape().fields().stream()
                .map(field -> facts.at(field.position()))
                .anyMatch(value -> value instanceof LocalDate day && !day.isAfter(last)
                        || value instanceof Instant moment
                                && !CityTime.dayOf(moment).isAfter(last));
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
            throw malformed(
                    Rfc3339.namesNoDay(time) ? Detail.of("time.no-such-day", time) : Detail.of("time.form"), "/time");
        }
    }

    private static long dataVersion(Submission submission) {
        String version = submission.find("dataversion").orElse("0");
        try {
            if (version.chars().anyMatch(each -> each > '9')) {
                throw new NumberFormatException("digits of another script");
            }
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw malformed(Detail.of("dataversion", version), "/dataversion");
        }
    }

    private @Nullable GenericRecord data(
            Submission submission, EventType type, @Nullable Operation operation, Mistakes mistakes) {
        JsonNode data = submission.data();
        if (data != null && !data.isNull()) {
            return Objects.requireNonNull(readers.get(type.name()))
                    .read(data, operation == Operation.RETRACT, mistakes);
        }
        if (operation != Operation.RETRACT) {
            mistakes.add(new RefusalException(RefusalReason.SCHEMA_VIOLATION, Detail.of("data.missing"), "/data"));
        }
        return null;
    }

    private static void check(EventType type, Facts facts, Mistakes mistakes) {
        for (Shape.Field field : type.shape().fields()) {
            if (field.kind() == Shape.Kind.TEXT && facts.at(field.position()) instanceof String text) {
                checkText(text, DataReader.pointer(field), mistakes);
                if (field.name().equals(type.periodField()) && !ReportPeriod.is(text)) {
                    mistakes.add(new RefusalException(
                            RefusalReason.SCHEMA_VIOLATION,
                            Detail.of("field.period", field.name(), text),
                            DataReader.pointer(field)));
                }
            }
        }
        for (EventType.Violation violation : type.violations(facts)) {
            mistakes.add(new RefusalException(
                    RefusalReason.OUT_OF_RANGE,
                    Detail.of(
                            "limit." + violation.limit().word(),
                            violation.field().name(),
                            violation.given(),
                            violation.low(),
                            violation.high()),
                    DataReader.pointer(violation.field())));
        }
    }

    /**
     * Refuses text with personal data, invisible characters or look-alikes, and what names nothing. If accepted, each
     * such text would become a category or a subject of its own.
     */
    private static void checkText(@Nullable String text, String pointer, Mistakes mistakes) {
        if (text == null) {
            return;
        }
        PersonalData.in(text)
                .ifPresent(kind -> mistakes.add(
                        new RefusalException(RefusalReason.PERSONAL_DATA, Detail.of("personal." + kind), pointer)));
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (WellFormed.hasInvisible(text)) {
            mistakes.add(malformed(Detail.of("text.invisible", name), pointer));
        } else if (WellFormed.namesNothing(text)) {
            mistakes.add(malformed(Detail.of("text.placeholder", name, text), pointer));
        } else if (!name.equals("id") && LostLetters.areIn(text)) {
            mistakes.add(malformed(Detail.of("text.damaged", name, text), pointer));
        }
        LookAlike.in(text)
                .ifPresent(found -> mistakes.add(malformed(
                        Detail.of("text.look-alike", name, text, found.position(), found.character()), pointer)));
    }

    private void ownArea(Agency agency, EventType type, Facts facts, LocalDate day) {
        String name = type.areaField();
        if (name == null) {
            return;
        }
        Shape.Field field = type.shape().find(name).orElseThrow();
        if (!(facts.at(field.position()) instanceof String code)) {
            return; // missing or not text, which has already been reported
        }
        AreaRegister areas = catalogue.areas();
        if (!areas.isKnown(code)) {
            throw new RefusalException(
                    RefusalReason.UNKNOWN_AREA,
                    meant(code, day)
                            .map(area -> Detail.of("area.did-you-mean", code, area.code(), area.fullName()))
                            .orElseGet(() -> Detail.of("area.unknown", code)),
                    DataReader.pointer(field));
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

    /**
     * Returns the area that was probably meant: by a code whose leading zeros a spreadsheet has dropped, or by a name
     * in place of the code.
     */
    private Optional<Area> meant(String text, LocalDate day) {
        AreaRegister areas = catalogue.areas();
        if (LOST_ZEROS.matcher(text).matches()) {
            return areas.find("0".repeat(CODE_LENGTH - text.length()) + text, day);
        }
        List<Area> named = areas.list(day).stream()
                .filter(area -> text.equalsIgnoreCase(area.name()) || text.equalsIgnoreCase(area.fullName()))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private static RefusalException malformed(Detail detail, String field) {
        return new RefusalException(RefusalReason.MALFORMED, detail, field);
    }
}
