package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * A record of the log of events.
 *
 * @param at its position
 * @param type the type of its topic, even if the bytes are no event
 */
record LogEntry(Record<byte[], byte[]> record, RecordMetadata at, EventType type) {

    LocalDate acceptedOn() {
        return CityTime.dayOf(Instant.ofEpochMilli(record.timestamp()));
    }
}
