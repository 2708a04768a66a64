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
 * Finds the newest events of the log that count towards a value, by the rules of its definition, so that the value can
 * be traced to its sources. For each subject only the event in force counts, as far back as this search reaches.
 */
final class CountedEvents {

    /** How many offsets of each partition are searched: a question about one value must not read years of data. */
    private static final int DEPTH = 2_000;

    private final Catalogue catalogue;
    private final Registry registry;
    private final EventLog log;

    public CountedEvents(Catalogue catalogue, Registry registry, EventLog log) {
        this.catalogue = catalogue;
        this.registry = registry;
        this.log = log;
    }

    /** An event and its position in the log. */
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

    /** Returns the newest events that count, most recently accepted first. */
    public List<Found> newest(IndicatorDefinition definition, ValueKey cell, int most) {
        List<Found> counted = new ArrayList<>();
        for (String name : definition.counting().eventTypes()) {
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

    /**
     * Reads an event; empty if the record is not one. The log has other writers, and the processor has rejected their
     * records.
     */
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
        for (Rule rule : definition.counting().inputs()) {
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

    /**
     * Returns whether a contribution counts towards a period. A value that is carried forward also counts towards all
     * later periods.
     */
    private static boolean speaksFor(Period counted, Period asked, IndicatorDefinition definition) {
        return counted.start().isBefore(asked.end())
                && (definition.folding().carries() || counted.end().isAfter(asked.start()));
    }
}
