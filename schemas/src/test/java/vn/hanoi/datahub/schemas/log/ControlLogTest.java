package vn.hanoi.datahub.schemas.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Control records on their way into Kafka: whoever waits hears of every failure, also of those that are clear at once.
 */
class ControlLogTest {

    private static final ApiKey KEY = ApiKey.newBuilder()
            .setId("id-1")
            .setSha256("")
            .setRole("reader")
            .setLabel("")
            .setCreatedBy("key:op")
            .setCreatedAt(Instant.EPOCH)
            .build();

    @BeforeAll
    static void provision() {
        Provisioning.registerSchemas(Registry.client("mock://control"), List.of(Topics.API_KEY));
    }

    private static MockProducer<byte[], byte[]> producer(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ControlLog log(MockProducer<byte[], byte[]> producer) {
        return new ControlLog(producer, Registry.at("mock://control"));
    }

    @Test
    void saysWhereARecordLies_whichItsTopicReadsBack() {
        MockProducer<byte[], byte[]> producer = producer(true);
        ControlLog log = log(producer);
        log.write(Topics.API_KEY, "id-1", KEY);

        RecordMetadata place = log.write(Topics.API_KEY, "id-1", null);

        assertThat(place.topic()).isEqualTo("hanoi.api-key.v1");
        assertThat(place.offset()).isEqualTo(1);
        ProducerRecord<byte[], byte[]> written = producer.history().get(0);
        Registry registry = Registry.at("mock://control");
        assertThat(Topics.API_KEY.values(registry).deserializer().deserialize(written.topic(), written.value()))
                .isEqualTo(KEY);
        assertThat(Topics.API_KEY.keys(registry).deserializer().deserialize(written.topic(), written.key()))
                .isEqualTo("id-1");
        assertThat(producer.history().get(1).value()).as("a tombstone").isNull();
    }

    @Test
    void aRecordThatIsNotWaitedFor_isDoneWhenKafkaHoldsIt() {
        MockProducer<byte[], byte[]> producer = producer(false);

        CompletableFuture<RecordMetadata> written = log(producer).send(Topics.API_KEY, "id-1", KEY);
        assertThat(written).isNotDone();
        producer.completeNext();

        assertThat(written).isCompletedWithValueMatching(place -> place.offset() == 0);
    }

    @Test
    void failsWithWhatKafkaSays() {
        MockProducer<byte[], byte[]> producer = producer(false);

        CompletableFuture<RecordMetadata> written = log(producer).send(Topics.API_KEY, "id-1", KEY);
        producer.errorNext(new TimeoutException("away"));

        assertThat(written).isCompletedExceptionally();
    }

    @Test
    void failsLikeAnyOther_whereItIsClearAtOnce() {
        MockProducer<byte[], byte[]> producer = producer(true);
        producer.sendException = new KafkaException("away");

        assertThat(log(producer).send(Topics.API_KEY, "id-1", KEY)).isCompletedExceptionally();
        assertThatThrownBy(() -> log(producer).write(Topics.API_KEY, "id-1", KEY))
                .isInstanceOf(KafkaException.class)
                .hasMessage("a record of hanoi.api-key.v1 could not be written");
    }

    /** A schema that nobody registered is a mistake in provisioning, and no reason to stop. */
    @Test
    void failsWhereNobodyRegisteredTheSchema() {
        assertThatThrownBy(() -> log(producer(true)).write(Topics.WEBHOOK, "w-1", webhook()))
                .isInstanceOf(KafkaException.class);
    }

    private static Webhook webhook() {
        return Webhook.newBuilder()
                .setId("w-1")
                .setOwner("operator")
                .setUrl("https://x")
                .setEvents(List.of("alert"))
                .setCreatedBy("key:op")
                .setCreatedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void closesItsProducer() {
        MockProducer<byte[], byte[]> producer = producer(true);

        log(producer).close();

        assertThat(producer.closed()).isTrue();
    }
}
