package vn.hanoi.datahub.query.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Rule;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.RecordFacts;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * The newest events of the log that count in a value, found by the definition's own rules: what is told of a value can
 * be looked up where it lies. Of each subject only what is in force counts, as far as this looks back.
 */
final class CountedEvents {

    /** So many places of each partition are looked through: a question about one value must not read years. */
    private static final int DEPTH = 2_000;

    private final Catalogue catalogue;
    private final Registry registry;
    private final EventLog log;

    public CountedEvents(Catalogue catalogue, Registry registry, EventLog log) {
        this.catalogue = catalogue;
        this.registry = registry;
        this.log = log;
    }

    /** An event and where it lies. */
    public record Found(Event event, Topic<String, GenericRecord> topic, EventLog.Logged logged) {

        private static final Comparator<Found> TAKEN =
                Comparator.comparing(found -> found.logged().takenAt());

        private Found newer(Found other) {
            return place().compareTo(other.place()) >= 0 ? this : other;
        }

        private Version.Place place() {
            return new Version.Place(event.time(), event.dataVersion(), logged.offset());
        }
    }

    /** The newest that count, those taken last first. */
    public List<Found> newest(IndicatorDefinition definition, ValueKey cell, int most) {
        List<Found> counted = new ArrayList<>();
        for (String name : definition.eventTypes()) {
            catalogue
                    .findType(name)
                    .ifPresent(type -> inForce(type).stream()
                            .filter(found -> counts(found.event(), type, definition, cell))
                            .forEach(counted::add));
        }
        return counted.stream().sorted(Found.TAKEN.reversed()).limit(most).toList();
    }

    private List<Found> inForce(EventType type) {
        Topic<String, GenericRecord> topic = Topics.of(type, catalogue.schema(type));
        Deserializer<GenericRecord> data = registry.genericDeserializer(topic.value());
        Shape.Kind[] kinds = RecordFacts.kinds(type.shape());
        Map<String, Found> newest = new HashMap<>();
        for (EventLog.Logged logged : log.newest(topic, DEPTH)) {
            read(topic, data, kinds, logged)
                    .ifPresent(found -> newest.merge(identity(found.event(), type), found, Found::newer));
        }
        return List.copyOf(newest.values());
    }

    /** Empty for what is no event: the log has other writers, and the processor has rejected it. */
    private static Optional<Found> read(
            Topic<String, GenericRecord> topic,
            Deserializer<GenericRecord> data,
            Shape.Kind[] kinds,
            EventLog.Logged logged) {
        try {
            Facts facts = logged.data().length == 0
                    ? null
                    : new RecordFacts(data.deserialize(topic.name(), logged.data()), kinds);
            return Optional.of(new Found(EventHeaders.event(logged.headers(), facts), topic, logged));
        } catch (SerializationException | ClassCastException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String identity(Event event, EventType type) {
        String subject = event.agency() + '\0' + event.subject();
        return type.identity() == Identity.SUBJECT ? subject : subject + '\0' + event.time();
    }

    private boolean counts(Event event, EventType type, IndicatorDefinition definition, ValueKey cell) {
        Facts facts = event.data();
        if (facts == null || event.operation() == Operation.RETRACT) {
            return false;
        }
        List<Area> lineage = catalogue.lineage(event, type);
        for (Rule rule : definition.inputs()) {
            if (rule.eventType().equals(type.name())) {
                for (Contribution contribution : rule.contributions(definition, event, facts, lineage, null)) {
                    if (contribution.areas().contains(cell.area())
                            && speaksFor(contribution.at().period(), cell.period(), definition)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What is carried forward speaks for all periods after its own, too. */
    private static boolean speaksFor(Period counted, Period asked, IndicatorDefinition definition) {
        return counted.start().isBefore(asked.end())
                && (definition.folding().carries() || counted.end().isAfter(asked.start()));
    }
}
