package vn.hanoi.datahub.ingest.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Writes rows of a file, their refusals, the receipt and the job's new state in one transaction: either all of it is in
 * the log, or nothing. The transactional id belongs to this instance, so that a transaction that a killed predecessor
 * left open is aborted at the start (KIP-98).
 */
public final class RowPublisher implements AutoCloseable {

    private final Producer<String, Object> producer;
    private final Catalogue catalogue;
    private final AdmissionMetrics metrics;

    /** A row's line in its file, its event and the admission decision. */
    public record Tried(long line, Submission submission, Admission admission) {}

    /**
     * @param producer transactional; aborts what its predecessor left open
     * @throws KafkaException when Kafka does not respond
     */
    public RowPublisher(Producer<String, Object> producer, Catalogue catalogue, AdmissionMetrics metrics) {
        this.producer = producer;
        this.catalogue = catalogue;
        this.metrics = metrics;
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(
                    Duration.ZERO); // otherwise each attempt leaves one behind, and they fence each other later on
            throw e;
        }
    }

    public String topic(EventType type) {
        return Topics.of(type, catalogue.schema(type)).name();
    }

    /** Writes only a job's new state. */
    public void publish(FileJob job) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.FILE_JOB.name(), job.getId(), copy(job)));
        producer.commitTransaction();
    }

    /**
     * Writes rows and the job's new state.
     *
     * @throws KafkaException when it is unknown whether they are in the log; the job's state in the log shows it
     */
    public void publish(List<Tried> rows, FileJob job, Instant now) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Tried row : rows) {
            if (row.admission() instanceof Admitted event) {
                ProducerRecord<String, Object> record = EventPublisher.record(event, catalogue);
                EventHeaders.put(record.headers(), new EventHeaders.FileLine(job.getId(), row.line()));
                sent.add(producer.send(record));
            } else if (row.admission() instanceof Refused refused) {
                producer.send(new ProducerRecord<>(
                        Topics.DEAD_LETTER.name(),
                        job.getAgency(),
                        DeadLetterPublisher.letter(row.submission(), refused, job.getAgency(), now)));
            }
        }
        producer.flush();
        List<Taken> taken = new ArrayList<>(rows.size());
        int next = 0;
        for (Tried row : rows) {
            taken.add(new Taken(
                    row.submission(),
                    row.admission(),
                    row.admission() instanceof Admitted
                            ? KafkaAnswer.of(sent.get(next++), "a row was not written")
                            : null));
        }
        var receipt = Receipts.of(taken, job.getAgency(), "file", job.getId(), now);
        producer.send(new ProducerRecord<>(Topics.RECEIPT.name(), job.getAgency() + "/" + receipt.getId(), receipt));
        producer.send(new ProducerRecord<>(Topics.FILE_JOB.name(), job.getId(), copy(job)));
        producer.commitTransaction();
        // Counted only now: the rows of a failed transaction are tried again, and would be counted twice.
        metrics.admitted(sent.size());
        rows.forEach(row -> {
            if (row.admission() instanceof Refused refused) {
                metrics.refused(refused.reason());
            }
        });
    }

    /**
     * Returns a copy. The serializer runs during the call; nevertheless, a record must not share an object that
     * continues to change.
     */
    private static FileJob copy(FileJob job) {
        return FileJob.newBuilder(job).build();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
