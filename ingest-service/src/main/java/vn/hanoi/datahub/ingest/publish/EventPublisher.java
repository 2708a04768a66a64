package vn.hanoi.datahub.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.TraceHeader;

/**
 * Writes admitted events to their topics and waits until Kafka has acknowledged all of them: {@code acks=all},
 * idempotent, in parallel.
 */
final class EventPublisher {

    private final Producer<String, GenericRecord> producer;
    private final Catalogue catalogue;
    private final Duration acknowledgeWithin;
    private final Supplier<@Nullable String> trace;
    private final AdmissionMetrics metrics;

    /**
     * @param acknowledgeWithin how long to wait for Kafka's acknowledgement
     * @param trace returns the current position in a trace; null outside a trace
     */
    public EventPublisher(
            Producer<String, GenericRecord> producer,
            Catalogue catalogue,
            Duration acknowledgeWithin,
            Supplier<@Nullable String> trace,
            AdmissionMetrics metrics) {
        this.metrics = metrics;
        this.trace = trace;
        this.producer = producer;
        this.catalogue = catalogue;
        this.acknowledgeWithin = acknowledgeWithin;
    }

    /**
     * Publishes and counts the events, and returns the position of each in the log, in their order.
     *
     * @throws NotAcknowledgedException when Kafka does not acknowledge all of them in time; some may have been written
     *     nevertheless, and sending them again only produces duplicates
     */
    public List<RecordMetadata> publish(List<Admitted> events) {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(events.size());
        try {
            for (Admitted admitted : events) {
                CompletableFuture<RecordMetadata> acknowledged = send(admitted);
                sent.add(acknowledged);
                if (acknowledged.isCompletedExceptionally()) {
                    break; // Kafka is unavailable: every further send would block for as long as this one
                }
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(acknowledgeWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledgedException(e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new NotAcknowledgedException(e);
        }
        metrics.admitted(sent.size());
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** Returns an event as a record of its topic. */
    static <V> ProducerRecord<String, V> record(Admitted admitted, Catalogue catalogue) {
        EventType type = admitted.type();
        @SuppressWarnings("unchecked") // V is GenericRecord or a supertype
        V data = (V) admitted.data();
        return new ProducerRecord<>(
                Topics.of(type, catalogue.schema(type)).name(),
                null,
                null,
                admitted.event().subject(),
                data,
                EventHeaders.of(admitted.event()));
    }

    private CompletableFuture<RecordMetadata> send(Admitted admitted) {
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        ProducerRecord<String, GenericRecord> record = record(admitted, catalogue);
        String place = trace.get();
        if (place != null) {
            TraceHeader.put(record.headers(), place);
        }
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                acknowledged.complete(metadata);
            } else {
                acknowledged.completeExceptionally(failure);
            }
        });
        return acknowledged;
    }

    /** Signals that Kafka does not respond in time: nothing in the request is acknowledged. */
    public static final class NotAcknowledgedException extends KafkaException {
        private static final long serialVersionUID = 1L;

        NotAcknowledgedException(Throwable cause) {
            super("Kafka did not acknowledge", cause);
        }
    }
}
