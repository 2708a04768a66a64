package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.EventHeaders;

/** Counts records by agency, type and day, and decides nothing: whatever is in the log was accepted. */
final class AccountingProcessor<V> implements PerTask.Step<byte[], V> {

    /**
     * What is counted of a record.
     *
     * @param at when it was appended to the log
     * @param eventAt the event's own time; null where there is none
     */
    public record Entry(
            String agency,
            String type,
            @Nullable String reason,
            Instant at,
            @Nullable Instant eventAt) {}

    /** Determines what is counted of a record; null for nothing. */
    @FunctionalInterface
    public interface Reading<V> {
        @Nullable
        Entry of(Record<byte[], V> record, RecordMetadata at);
    }

    private final ProcessorContext<String, LogCount> context;
    private final DatedEntries<LogCount> counts;
    private final Reading<V> reading;

    AccountingProcessor(ProcessorContext<String, LogCount> context, DatedEntries<LogCount> counts, Reading<V> reading) {
        this.context = context;
        this.counts = counts;
        this.reading = reading;
    }

    /** Returns the entry of an event, from its headers and the broker's timestamp; the event's data are not read. */
    public static Entry event(Record<byte[], byte[]> record, RecordMetadata at) {
        String topic = at.topic();
        return new Entry(
                OutcomeAccount.named(EventHeaders.agency(record.headers())),
                topic.substring(topic.indexOf('.') + 1, topic.lastIndexOf('.')),
                null,
                Instant.ofEpochMilli(record.timestamp()),
                EventHeaders.time(record.headers()));
    }

    /** Returns the entry of a refusal at ingest; null for any other dead letter. */
    public static @Nullable Entry refusal(DeadLetter letter, String type) {
        return letter.getStage() == Stage.INGEST
                ? new Entry(
                        OutcomeAccount.named(letter.getAgency()),
                        type,
                        letter.getReason(),
                        letter.getRecordedAt(),
                        null)
                : null;
    }

    @Override
    public void process(Record<byte[], V> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Entry entry = counts.isNew(at) ? reading.of(record, at) : null;
        if (entry == null) {
            return;
        }
        LocalDate day = CityTime.dayOf(entry.at());
        String reason = entry.reason() == null ? "" : "/" + entry.reason();
        String key = day + "/" + entry.agency() + "/" + entry.type() + "/" + at.partition() + reason;
        LogCount count = counts.change(
                key,
                () -> new LogCount(
                        entry.agency(),
                        entry.type(),
                        day,
                        at.partition(),
                        entry.reason(),
                        0L,
                        0,
                        0L,
                        entry.at(),
                        null));
        count.setEvents(count.getEvents() + 1);
        count.setHours(count.getHours() | 1 << CityTime.at(entry.at()).getHour());
        count.setLastOffset(at.offset());
        count.setLastAt(entry.at());
        Instant eventAt = entry.eventAt();
        if (eventAt != null && (count.getLastEventAt() == null || eventAt.isAfter(count.getLastEventAt()))) {
            count.setLastEventAt(eventAt);
        }
    }
}
