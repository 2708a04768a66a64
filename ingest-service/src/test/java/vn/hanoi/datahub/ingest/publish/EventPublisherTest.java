package vn.hanoi.datahub.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admit;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;

/** Admitted events on their way into Kafka: all of a request is there, or nothing of it is acknowledged. */
class EventPublisherTest {

    private static MockProducer<String, GenericRecord> producer(boolean answers) {
        return new MockProducer<>(answers, null, new StringSerializer(), (topic, event) -> new byte[0]);
    }

    private static EventPublisher publisher(MockProducer<String, GenericRecord> producer, Duration patience) {
        return new EventPublisher(
                producer, AtTheDoor.CATALOGUE, patience, () -> null, new AdmissionMetrics(new SimpleMeterRegistry()));
    }

    private static Admitted dossier(String id) {
        return (Admitted) admit("H26.HCC", with(DOSSIER, "\"id\":\"r\"", "\"id\":\"" + id + "\""));
    }

    @Test
    void saysOfEachEventWhereItLies_inTheirOrder() {
        MockProducer<String, GenericRecord> producer = producer(true);
        List<Admitted> events =
                IntStream.range(0, 5).mapToObj(i -> dossier("e-" + i)).toList();

        List<RecordMetadata> places =
                publisher(producer, Duration.ofSeconds(10)).publish(events);

        assertThat(places).extracting(RecordMetadata::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(places).extracting(RecordMetadata::topic).containsOnly("hanoi.procedure-dossier.v1");
        assertThat(producer.history())
                .extracting(record -> headers(record).get("ce_id"))
                .containsExactly("e-0", "e-1", "e-2", "e-3", "e-4");
    }

    private static Map<String, String> headers(ProducerRecord<String, GenericRecord> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    /** The subject is the key, so that all versions of one thing keep their order. */
    @Test
    void writesAnEventAsItsTopicHasIt() {
        MockProducer<String, GenericRecord> producer = producer(true);

        publisher(producer, Duration.ofSeconds(10)).publish(List.of(dossier("e-1")));

        ProducerRecord<String, GenericRecord> record = producer.history().get(0);
        assertThat(record.key()).isEqualTo("refused");
        assertThat(record.value().get("sector")).isEqualTo("land");
        assertThat(record.timestamp()).isNull();
        assertThat(headers(record))
                .containsEntry("ce_id", "e-1")
                .containsEntry("ce_source", "urn:hanoi:agency:H26.HCC:test")
                .containsEntry("ce_type", "vn.hanoi.procedure-dossier")
                .containsEntry("ce_time", "2025-08-10T03:00:00Z");
    }

    @Test
    void acknowledgesNothing_whenKafkaDoesNotAnswerInTime() {
        assertThatThrownBy(
                        () -> publisher(producer(false), Duration.ofMillis(5)).publish(List.of(dossier("e-1"))))
                .isInstanceOf(EventPublisher.NotAcknowledgedException.class);
    }

    /** While Kafka is away each send blocks as long as the first: a batch of them would hold its sender for hours. */
    @Test
    void sendsNoMore_onceKafkaHasRefusedOne() {
        List<String> asked = new ArrayList<>();
        MockProducer<String, GenericRecord> producer =
                new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]) {
                    @Override
                    public Future<RecordMetadata> send(
                            ProducerRecord<String, GenericRecord> record, Callback callback) {
                        asked.add(record.key());
                        callback.onCompletion(null, new TimeoutException("away"));
                        return CompletableFuture.failedFuture(new TimeoutException("away"));
                    }
                };

        assertThatThrownBy(() ->
                        publisher(producer, Duration.ofSeconds(10)).publish(List.of(dossier("e-1"), dossier("e-2"))))
                .isInstanceOf(EventPublisher.NotAcknowledgedException.class);

        assertThat(asked).hasSize(1);
    }

    @Test
    void acknowledgesNothing_whenKafkaTakesNothing() {
        MockProducer<String, GenericRecord> producer = producer(true);
        producer.sendException = new KafkaException("closed");

        assertThatThrownBy(() -> publisher(producer, Duration.ofSeconds(10)).publish(List.of(dossier("e-1"))))
                .isInstanceOf(EventPublisher.NotAcknowledgedException.class);
    }
}
