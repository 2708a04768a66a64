package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * Records when each period of a periodic feed was first reported. It reads the log alone and decides nothing:
 * duplicates and events that are sent again change the number of events and the last moment, never the first.
 *
 * <p>Its state is bounded: agencies and types of the catalogue, and periods that ended at most thirteen months before
 * the report. An entry is removed thirteen months after its period's end.
 */
final class ReportedPeriodProcessor implements PerTask.Step<byte[], byte[]> {

    static final String STORE = "reported-periods";
    static final String POSITIONS = STORE + "-positions";
    static final String COMMIT = STORE + "-commit";

    private final Catalogue catalogue;
    private final EventReader reader;
    private final ProcessorContext<String, ReportedPeriod> context;
    private final DatedEntries<ReportedPeriod> reported;

    ReportedPeriodProcessor(Catalogue catalogue, EventReader reader, ProcessorContext<String, ReportedPeriod> context) {
        this.catalogue = catalogue;
        this.reader = reader;
        this.context = context;
        this.reported = new DatedEntries<>(context, STORE, POSITIONS, COMMIT);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        EventType type = reader.typeOf(at.topic());
        Optional<ReportSchedule> schedule = catalogue.schedule(type.name());
        if (schedule.isEmpty() || !reported.isNew(at)) {
            return;
        }
        Instant acceptedAt = Instant.ofEpochMilli(record.timestamp());
        report(type, at.topic(), record)
                .ifPresent(event -> period(schedule.get(), type, event)
                        .filter(period -> isKept(period, acceptedAt))
                        .ifPresent(
                                period -> count(Objects.requireNonNull(event.agency()), type, period, at, acceptedAt)));
    }

    /**
     * Returns the event, if it is a report of an agency; empty for retractions and for what is no event. The data are
     * read only where they name the period.
     */
    private Optional<Event> report(EventType type, String topic, Record<byte[], byte[]> record) {
        try {
            Event event = type.periodField() == null
                    ? EventHeaders.event(record.headers(), null)
                    : reader.read(topic, record.headers(), record.value());
            boolean isReport = event.operation() == Operation.UPSERT
                    && record.value() != null
                    && event.type().equals(type.name())
                    && catalogue
                            .findAgency(Objects.requireNonNull(event.agency()))
                            .isPresent()
                    && EventType.isInCalendar(event.time());
            return isReport ? Optional.of(event) : Optional.empty();
        } catch (IllegalArgumentException notAnEvent) {
            return Optional.empty(); // the log is open to other writers
        }
    }

    /** Returns the period that an event reports: by the data's field where the type has one, else by its time. */
    private static Optional<ReportingPeriod> period(ReportSchedule schedule, EventType type, Event event) {
        String field = type.periodField();
        Facts facts = event.data();
        if (field == null || facts == null) {
            return Optional.of(schedule.containing(CityTime.dayOf(event.time())));
        }
        return schedule.named(
                String.valueOf(facts.at(type.shape().find(field).orElseThrow().position())));
    }

    private static boolean isKept(ReportingPeriod period, Instant acceptedAt) {
        return !period.endInstant().plus(Topic.THIRTEEN_MONTHS).isBefore(acceptedAt)
                && !CityTime.startOf(period.from()).isAfter(acceptedAt);
    }

    private void count(String agency, EventType type, ReportingPeriod period, RecordMetadata at, Instant acceptedAt) {
        LocalDate lastDay = period.to().minusDays(1);
        String key = String.join("/", lastDay.toString(), agency, type.name(), period.text(), "" + at.partition());
        ReportedPeriod known = reported.change(
                key,
                () -> new ReportedPeriod(
                        agency, type.name(), period.text(), lastDay, at.partition(), 0L, acceptedAt, acceptedAt));
        known.setEvents(known.getEvents() + 1);
        known.setFirstAt(known.getFirstAt().isAfter(acceptedAt) ? acceptedAt : known.getFirstAt());
        known.setLastAt(known.getLastAt().isBefore(acceptedAt) ? acceptedAt : known.getLastAt());
    }
}
