package vn.hanoi.datahub.ingest.publish;

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
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Changes rights: audited first, then written to the topic that all services follow, and in force here when the call returns. Other instances follow within moments.
 */
public final class Rights<R extends SpecificRecord> {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Producer<String, R> producer;
    private final TopicFeed<String, R> feed;
    private final AuditLog audit;

    /**
     * @param feed follows the topic that is written to
     */
    public Rights(Producer<String, R> producer, TopicFeed<String, R> feed, AuditLog audit) {
        this.producer = producer;
        this.feed = feed;
        this.audit = audit;
    }

    /** Who changes what, and where the call comes from. */
    public record Change(Caller by, String action, String detail, String remote) {}

    /**
     * @throws KafkaException when Kafka does not answer: then nothing is changed, or it is and the same call again changes nothing more
     */
    public void put(String id, R record, Change change) {
        audit.changed(change.by(), change.action(), id, change.detail(), change.remote());
        try {
            RecordMetadata place = producer.send(
                            new ProducerRecord<>(feed.topic().name(), id, record))
                    .get();
            CountDownLatch inForce = new CountDownLatch(1);
            feed.whenPassed(
                    Map.of(new TopicPartition(place.topic(), place.partition()), place.offset() + 1),
                    inForce::countDown);
            if (!inForce.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KafkaException("the change is written and will be in force soon, but it is not yet");
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the change could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while rights were changed", e);
        }
    }
}
