package vn.hanoi.datahub.edge.feed;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.log.ControlLog;

/**
 * Writes to a topic that every instance follows. When a call returns, this instance has read the record; the others
 * will within moments.
 */
public final class ConfirmedWriter<R extends SpecificRecord> {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(4);

    private final ControlLog log;
    private final FollowedTopic<String, R> topic;
    private final Function<String, @Nullable String> groups;

    public ConfirmedWriter(ControlLog log, FollowedTopic<String, R> topic) {
        this(log, topic, key -> null);
    }

    /** @param groups returns the group of a key: records of one group are read in the order of their writing */
    public ConfirmedWriter(ControlLog log, FollowedTopic<String, R> topic, Function<String, @Nullable String> groups) {
        this.log = log;
        this.topic = topic;
        this.groups = groups;
    }

    /**
     * Writes a record.
     *
     * @throws KafkaException when Kafka does not answer: either nothing was written, or it was and repeating the call
     *     changes nothing more
     */
    public void put(String key, R record) {
        write(key, record);
    }

    /**
     * Removes a key, here and elsewhere.
     *
     * @throws KafkaException as {@link #put}
     */
    public void remove(String key) {
        write(key, null);
    }

    private void write(String key, @Nullable R record) {
        RecordMetadata place = log.write(topic.topic(), groups.apply(key), key, record);
        Map<TopicPartition, Long> after =
                Map.of(new TopicPartition(place.topic(), place.partition()), place.offset() + 1);
        try {
            if (!topic.awaitPassed(after, KNOWN_WITHIN)) {
                throw new KafkaException("the record is written, but has not been read back yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the record", e);
        }
    }
}
