package vn.hanoi.datahub.edge.feed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A topic that every instance follows into memory. What is put there is known here when the call returns, and elsewhere within moments. */
public final class FollowedTopic<R extends SpecificRecord> {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Producer<String, R> producer;
    private final TopicFeed<String, R> feed;

    /**
     * @param feed follows the topic that is written to
     */
    public FollowedTopic(Producer<String, R> producer, TopicFeed<String, R> feed) {
        this.producer = producer;
        this.feed = feed;
    }

    /**
     * @throws KafkaException when Kafka does not answer: then nothing is written, or it is and the same call again changes nothing more
     */
    public void put(String key, R record) {
        try {
            RecordMetadata place = producer.send(
                            new ProducerRecord<>(feed.topic().name(), key, record))
                    .get();
            CountDownLatch known = new CountDownLatch(1);
            feed.whenPassed(
                    Map.of(new TopicPartition(place.topic(), place.partition()), place.offset() + 1), known::countDown);
            if (!known.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KafkaException("it is written and will be known soon, but it is not yet");
            }
        } catch (ExecutionException e) {
            throw new KafkaException("it could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while it was written", e);
        }
    }
}
