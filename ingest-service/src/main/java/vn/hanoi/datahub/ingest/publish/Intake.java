package vn.hanoi.datahub.ingest.publish;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.admission.ToldSubjects;
import vn.hanoi.datahub.quality.Receipt;

/**
 * Accepts events from every channel in the same way: the policy decides, admitted events go to Kafka, refused ones to
 * the dead letters, and all of them are counted.
 */
public final class Intake {

    private final AdmissionPolicy policy;
    private final EventPublisher publisher;
    private final DeadLetterPublisher deadLetters;
    private final ReceiptPublisher receipts;
    private final InstantSource clock;
    private final BooleanSupplier quarantinesAreKnown;

    /** @param quarantinesAreKnown whether the quarantines in force have been read; until then, nothing is accepted */
    public Intake(
            AdmissionPolicy policy,
            EventPublisher publisher,
            DeadLetterPublisher deadLetters,
            ReceiptPublisher receipts,
            InstantSource clock,
            BooleanSupplier quarantinesAreKnown) {
        this.policy = policy;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.receipts = receipts;
        this.clock = clock;
        this.quarantinesAreKnown = quarantinesAreKnown;
    }

    /**
     * The result for a submission.
     *
     * @param place its position in the log; null if it was refused, or only tried on a dry run
     */
    public record Taken(
            Submission submission,
            Admission admission,
            @Nullable RecordMetadata place) {}

    /**
     * The result for a batch.
     *
     * @param receipt id of its receipt in {@code hanoi.receipt.v1}
     */
    public record Batch(String receipt, List<Taken> taken) {}

    /**
     * Publishes one event, and returns once Kafka has acknowledged it. The result, with its position in the log, is the
     * receipt.
     *
     * @throws EventPublisher.NotAcknowledgedException when Kafka does not acknowledge it in time
     */
    public Taken take(Submission submission, Agency agency) {
        return publish(List.of(submission), agency).get(0);
    }

    /**
     * Publishes a batch. Once Kafka has acknowledged all admitted events and the receipt, returns the result for each
     * event, in their order.
     *
     * @param channel how it was sent: http, mqtt, ngsi-ld
     * @throws EventPublisher.NotAcknowledgedException when Kafka does not acknowledge all of them in time; nothing is
     *     acknowledged then
     */
    public Batch take(List<Submission> submissions, Agency agency, String channel) {
        List<Taken> taken = publish(submissions, agency);
        Receipt receipt = Receipts.of(taken, agency.code(), channel, null, clock.instant());
        receipts.publish(receipt);
        return new Batch(receipt.getId(), taken);
    }

    private List<Taken> publish(List<Submission> submissions, Agency agency) {
        if (!quarantinesAreKnown.getAsBoolean()) {
            throw new EventPublisher.NotAcknowledgedException(
                    new IllegalStateException("the quarantines are still being read"));
        }
        Instant now = clock.instant();
        List<Taken> tried = tryOut(submissions, agency, now);
        List<RecordMetadata> places = publisher.publish(tried.stream()
                .map(Taken::admission)
                .filter(Admitted.class::isInstance)
                .map(Admitted.class::cast)
                .toList());
        List<Taken> taken = new ArrayList<>(tried.size());
        int next = 0;
        for (Taken each : tried) {
            if (each.admission() instanceof Refused refused) {
                deadLetters.publish(each.submission(), refused, agency.code(), now);
                taken.add(each);
            } else {
                taken.add(new Taken(each.submission(), each.admission(), places.get(next++)));
            }
        }
        return taken;
    }

    /**
     * Counts and records the refusal of something that could not be read and therefore names no event.
     *
     * @param agency code of the agency, or - if it is unknown
     */
    public void refuse(Refused refused, String agency) {
        deadLetters.publish(new Submission(Map.of(), null), refused, agency, clock.instant());
    }

    /** Returns what would become of events, without publishing or counting anything. */
    public List<Taken> tryOut(List<Submission> submissions, Agency agency) {
        return tryOut(submissions, agency, clock.instant());
    }

    private List<Taken> tryOut(List<Submission> submissions, Agency agency, Instant now) {
        List<Taken> tried = new ArrayList<>(submissions.size());
        ToldSubjects told = new ToldSubjects();
        for (Submission submission : submissions) {
            Admission admission = told.next(policy.admit(submission, agency, now), tried.size());
            tried.add(new Taken(submission, admission, null));
        }
        return tried;
    }
}
