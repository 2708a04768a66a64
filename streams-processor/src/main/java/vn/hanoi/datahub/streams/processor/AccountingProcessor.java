package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
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
final class AccountingProcessor<V> implements Processor<byte[], V, String, LogCount> {

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

    private final String store;
    private final String positionStore;
    private final String commit;
    private final Reading<V> reading;

    private @Nullable ProcessorContext<String, LogCount> context;
    private @Nullable DatedEntries<LogCount> counts;

    /**
     * @param store name of the store of counts
     * @param positionStore name of the store of {@link ProcessedOffsets}
     * @param commit name of the commit hook
     */
    public AccountingProcessor(String store, String positionStore, String commit, Reading<V> reading) {
        this.store = store;
        this.positionStore = positionStore;
        this.commit = commit;
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
    public void init(ProcessorContext<String, LogCount> processorContext) {
        context = processorContext;
        counts = new DatedEntries<>(processorContext, store, positionStore, commit);
    }

    @Override
    public void process(Record<byte[], V> record) {
        RecordMetadata at = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        Entry entry = Objects.requireNonNull(counts).isNew(at) ? reading.of(record, at) : null;
        if (entry == null) {
            return;
        }
        LocalDate day = CityTime.dayOf(entry.at());
        String reason = entry.reason() == null ? "" : "/" + entry.reason();
        String key = day + "/" + entry.agency() + "/" + entry.type() + "/" + at.partition() + reason;
        LogCount count = Objects.requireNonNull(counts)
                .change(
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
