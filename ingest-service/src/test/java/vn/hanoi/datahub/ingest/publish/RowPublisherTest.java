package vn.hanoi.datahub.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.CATALOGUE;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.NOW;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admit;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.publish.RowPublisher.Tried;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.codec.Registry;

/** Rows of a file, what was refused of them, the receipt and how far the job is: in the log together, or not at all. */
class RowPublisherTest {

    static {
        // Avro reads no class that nobody vouches for; a service's registry does it at the start.
        Registry.at("mock://rows");
    }

    private final MockProducer<String, Object> producer =
            new MockProducer<>(true, null, new StringSerializer(), (topic, record) -> new byte[0]);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static FileJob job() {
        return FileJob.newBuilder()
                .setId("job-1")
                .setAgency("H26.HCC")
                .setType("procedure-dossier")
                .setState(FileState.RUNNING)
                .setDryRun(false)
                .setName("")
                .setBytes(0)
                .setSha256("")
                .setMapping("")
                .setInstance("ingest-0")
                .setReceivedAt(NOW)
                .setChangedAt(NOW)
                .build();
    }

    private static Tried row(String event) {
        return new Tried(7, EventJson.structured(event.getBytes(StandardCharsets.UTF_8)), admit("H26.HCC", event));
    }

    private static List<Tried> rows() {
        return List.of(row(DOSSIER), row(with(DOSSIER, "\"00004\"", "\"99999\"")), row(DOSSIER));
    }

    private double counted(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    @Test
    void writesEventsLettersReceiptAndJobInOneTransaction() {
        RowPublisher publisher = new RowPublisher(producer, CATALOGUE, new AdmissionMetrics(meters));

        publisher.publish(rows(), job(), NOW);

        List<ProducerRecord<String, Object>> written = producer.history();
        assertThat(producer.commitCount()).isOne();
        assertThat(written)
                .extracting(ProducerRecord::topic)
                .containsExactly(
                        "hanoi.procedure-dossier.v1",
                        "hanoi.dead-letter.v1",
                        "hanoi.procedure-dossier.v1",
                        "hanoi.receipt.v1",
                        "hanoi.file-job.v1");
        DeadLetter letter = (DeadLetter) written.get(1).value();
        assertThat(written.get(1).key()).isEqualTo("H26.HCC");
        assertThat(letter.getReason()).isEqualTo("unknown-area");
        Receipt receipt = (Receipt) written.get(3).value();
        assertThat(written.get(3).key()).isEqualTo("H26.HCC/" + receipt.getId());
        assertThat(receipt.getChannel()).isEqualTo("file");
        assertThat(receipt.getJob()).isEqualTo("job-1");
        assertThat(receipt.getAccepted()).isEqualTo(2);
        assertThat(receipt.getRefused()).isEqualTo(Map.of("unknown-area", 1L));
        assertThat(written.get(4).key()).isEqualTo("job-1");
        assertThat(counted("hub.ingest.admitted")).isEqualTo(2);
        assertThat(counted("hub.ingest.refused", "reason", "unknown-area")).isOne();
    }

    /** What is written must not be what goes on changing: the next batch counts on in the same job. */
    @Test
    void writesTheJobAsItIsNow() {
        RowPublisher publisher = new RowPublisher(producer, CATALOGUE, new AdmissionMetrics(meters));
        FileJob job = job();
        job.setLine(3);

        publisher.publish(job);
        job.setLine(4);

        assertThat(((FileJob) producer.history().get(0).value()).getLine()).isEqualTo(3);
    }

    @Test
    void countsNothing_whereKafkaDoesNotCommit() {
        RowPublisher publisher = new RowPublisher(producer, CATALOGUE, new AdmissionMetrics(meters));
        producer.commitTransactionException = new KafkaException("away");

        assertThatThrownBy(() -> publisher.publish(rows(), job(), NOW)).isInstanceOf(KafkaException.class);

        assertThat(producer.history()).isEmpty();
        assertThat(counted("hub.ingest.refused", "reason", "unknown-area")).isZero();
        assertThat(counted("hub.ingest.admitted")).isZero();
    }

    /** Each try to begin would leave a producer behind otherwise, and they fence each other when Kafka is back. */
    @Test
    void closesItsProducer_whenItCannotBegin() {
        producer.initTransactionException = new KafkaException("away");

        assertThatThrownBy(() -> new RowPublisher(producer, CATALOGUE, new AdmissionMetrics(meters)))
                .hasMessage("away");

        assertThat(producer.closed()).isTrue();
    }
}
