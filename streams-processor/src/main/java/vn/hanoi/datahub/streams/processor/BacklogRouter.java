package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Passes live events on, and sends those of a backlog through a topic of their own: they are decided when no live event
 * is waiting. {@link BacklogLanes} decides which is which.
 */
public final class BacklogRouter implements PerTask.Step<byte[], byte[]> {

    /** Name of the backlog topic within the application. */
    public static final String TOPIC = "backlog";

    /** The node that passes live events on. */
    public static final String TO_LIVE = "contribute.live";

    /** The node that passes events to the backlog topic. */
    public static final String TO_BACKLOG = "contribute.backlog";

    public static final String OUTSTANDING = BacklogLanes.STORE;
    public static final String POSITIONS = "route-positions";
    public static final String COMMIT = "route-commit";

    private static final long AFTER_ALL_LIVE_EVENTS = Duration.ofDays(36_500).toMillis();

    private final Backpressure backpressure;
    private final ProcessorContext<byte[], byte[]> context;
    private final ProcessedOffsets offsets;
    private final BacklogLanes lanes;

    public BacklogRouter(Backpressure backpressure, ProcessorContext<byte[], byte[]> context) {
        this.backpressure = backpressure;
        this.context = context;
        this.offsets = new ProcessedOffsets(context.getStateStore(POSITIONS));
        this.lanes = new BacklogLanes(context.getStateStore(OUTSTANDING), backpressure);
        context.<CommitHook>getStateStore(COMMIT).onCommit(context, offsets::write);
    }

    public static StoreBuilder<KeyValueStore<String, Long>> outstanding() {
        return BacklogLanes.outstanding();
    }

    /** Routes a backlog record to the partition of its event, whoever chose that partition. */
    public static Optional<Set<Integer>> partition(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(SourcePosition.parse(key).partition()));
    }

    /** Returns whether a topic is the backlog topic, of whatever application. */
    public static boolean isBacklog(String topic) {
        return topic.endsWith("-" + TOPIC + "-repartition");
    }

    /**
     * Dates backlog records after all others: of the records that a task has read, Kafka Streams processes the one with
     * the earliest timestamp first.
     */
    public static final class LiveFirst implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return isBacklog(record.topic()) ? AFTER_ALL_LIVE_EVENTS + record.timestamp() : record.timestamp();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        if (!offsets.isNew(at)) {
            return;
        }
        long now = context.currentSystemTimeMs();
        if (backpressure.hasLanes() && lanes.enters(at.topic(), record.headers(), record.timestamp(), now)) {
            byte[] position = SourcePosition.of(at, record.timestamp()).toBytes();
            context.forward(record.withKey(position), TO_BACKLOG);
        } else {
            context.forward(record, TO_LIVE);
        }
    }
}
