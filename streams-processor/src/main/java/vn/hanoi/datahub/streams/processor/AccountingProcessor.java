package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.codec.EventHeaders;

/**
 * Counts the records of the log by what their headers and the broker's stamp say, and looks at nothing else: what the log holds is what was accepted.
 */
public final class AccountingProcessor implements Processor<byte[], byte[], String, Receipt> {

    public static final String RECEIPTS = "accounting-receipts";
    public static final String COMMIT = "accounting-commit";

    private final Map<String, Receipt> changed = new LinkedHashMap<>();

    private @Nullable ProcessorContext<String, Receipt> context;
    private @Nullable KeyValueStore<String, Receipt> receipts;

    @Override
    public void init(ProcessorContext<String, Receipt> processorContext) {
        context = processorContext;
        receipts = processorContext.getStateStore(RECEIPTS);
        changed.clear();
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::emit);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        String agency = Objects.requireNonNullElse(EventHeaders.agency(record.headers()), OutcomeAccount.NOBODY);
        Instant taken = Instant.ofEpochMilli(record.timestamp());
        LocalDate day = CityTime.dayOf(taken);
        String type = type(at.topic());
        String key = day + "/" + agency + "/" + type + "/" + at.partition();
        Receipt receipt = changed.computeIfAbsent(key, this::stored);
        if (receipt == null) {
            receipt = new Receipt(agency, type, day, at.partition(), 0L, 0L, taken);
            changed.put(key, receipt);
        }
        receipt.setAccepted(receipt.getAccepted() + 1);
        receipt.setLastOffset(at.offset());
        receipt.setLastAt(taken);
    }

    private @Nullable Receipt stored(String key) {
        return Objects.requireNonNull(receipts).get(key);
    }

    /** The event type in the name of its topic, {@code hanoi.<event type>.v1}. */
    private static String type(String topic) {
        return topic.substring(topic.indexOf('.') + 1, topic.lastIndexOf('.'));
    }

    private void emit() {
        long now = Objects.requireNonNull(context).currentSystemTimeMs();
        changed.forEach((key, receipt) -> {
            Objects.requireNonNull(receipts).put(key, receipt);
            Objects.requireNonNull(context).forward(new Record<>(key, receipt, now));
        });
        changed.clear();
    }
}
