package vn.hanoi.datahub.streams.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.RecordFacts;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Reads the log's bytes as events. Agencies publish through the ingest service, but the log is open to other writers of
 * the city: a record that is not an event of its topic is reported.
 */
public final class EventReader {

    private record Kind(EventType type, Deserializer<GenericRecord> data, Shape.Kind[] kinds) {}

    private final Map<String, Kind> byTopic = new HashMap<>();
    private final Map<String, String> topics = new HashMap<>();

    private final long placesFrom;

    /** Creates a reader of the log. */
    public EventReader(Catalogue catalogue, Registry registry) {
        this(catalogue, registry, 0);
    }

    /**
     * @param placesFrom a position before every position that is read: 0 for the log; after the log's end for the
     *     events of a dry run
     */
    public EventReader(Catalogue catalogue, Registry registry, long placesFrom) {
        this.placesFrom = placesFrom;
        catalogue
                .types()
                .forEach(type -> byTopic.put(
                        Topics.of(type, catalogue.schema(type)).name(),
                        new Kind(
                                type,
                                registry.genericDeserializer(catalogue.schema(type)),
                                RecordFacts.kinds(type.shape()))));
        byTopic.forEach((topic, kind) -> topics.put(kind.type().name(), topic));
    }

    /** Returns the position of an event in the order of its partition. */
    long place(Headers headers, long offset) {
        return placesFrom + EventHeaders.firstOffset(headers, offset);
    }

    EventType type(String name) {
        return typeOf(Objects.requireNonNull(topics.get(name), name));
    }

    /** Reads the data of an event that was read before. */
    Facts facts(String type, byte[] bytes) {
        String topic = Objects.requireNonNull(topics.get(type), type);
        return record(Objects.requireNonNull(byTopic.get(topic)), topic, bytes);
    }

    EventType typeOf(String topic) {
        Kind kind = byTopic.get(topic);
        if (kind == null) {
            throw new IllegalStateException("topic " + topic + " belongs to no event type");
        }
        return kind.type();
    }

    /**
     * Reads a record of the log.
     *
     * @throws IllegalArgumentException when headers or bytes are not an event of the topic's type
     */
    Event read(String topic, Headers headers, byte @Nullable [] bytes) {
        Kind kind = byTopic.get(topic);
        if (kind == null) {
            throw new IllegalStateException("topic " + topic + " belongs to no event type");
        }
        Event event = EventHeaders.event(headers, facts(kind, topic, bytes));
        if (!event.type().equals(kind.type().name())) {
            throw new IllegalArgumentException("an event of type " + event.type() + " in the topic of "
                    + kind.type().name());
        }
        if (event.data() == null && event.operation() != Operation.RETRACT) {
            throw new IllegalArgumentException("only a retraction may have no data");
        }
        return event;
    }

    /**
     * Returns why an event is out of bounds; null where it is not. The ingest service has checked this already, but a
     * writer that bypasses it must not be able to stop the counting of everyone else's events.
     */
    static @Nullable String outOfBounds(EventType type, Event event) {
        if (!EventType.isInCalendar(event.time())) {
            return "time " + event.time() + " is not between 1900 and 2199";
        }
        for (String attribute : List.of(event.id(), event.subject(), event.source())) {
            if (attribute.length() > WellFormed.LONGEST_ATTRIBUTE || !WellFormed.is(attribute)) {
                return "id, subject or source is too long or not well-formed text";
            }
        }
        Facts facts = event.data();
        return facts == null
                ? null
                : type.violations(facts).stream()
                        .findFirst()
                        .map(violation -> violation.field().name() + " " + violation.given() + " is out of range")
                        .orElse(null);
    }

    private static @Nullable Facts facts(Kind kind, String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        Facts facts = record(kind, topic, bytes);
        return new LoggedFacts(bytes, same -> facts);
    }

    private static Facts record(Kind kind, String topic, byte[] bytes) {
        try {
            return new RecordFacts(kind.data().deserialize(topic, bytes), kind.kinds());
        } catch (SerializationException | ClassCastException e) {
            if (Registry.isAway(e)) {
                throw e; // not the event's fault: it is read again once the registry is reachable
            }
            throw new IllegalArgumentException("the bytes are not the registered Avro record: " + e.getMessage(), e);
        }
    }
}
