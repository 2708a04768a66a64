package vn.hanoi.datahub.edge.feed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.log.ControlLog;

/**
 * Writes to a topic that every instance follows. What is written is known here when the call returns, and elsewhere
 * within moments.
 */
public final class ConfirmedWriter<R extends SpecificRecord> {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(4);

    private final ControlLog log;
    private final FollowedTopic<String, R> topic;

    public ConfirmedWriter(ControlLog log, FollowedTopic<String, R> topic) {
        this.log = log;
        this.topic = topic;
    }

    /**
     * @throws KafkaException when Kafka does not answer: then nothing is written, or it is and the same call again
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
        RecordMetadata place = log.write(topic.topic(), key, record);
        CountDownLatch known = new CountDownLatch(1);
        topic.whenPassed(
                Map.of(new TopicPartition(place.topic(), place.partition()), place.offset() + 1), known::countDown);
        try {
            if (!known.await(KNOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KafkaException("it is written and will be known soon, but it is not yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while it was written", e);
        }
    }
}
