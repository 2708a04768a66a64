package vn.hanoi.datahub.ingest.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.Excerpt;
import vn.hanoi.datahub.edge.personal.PersonNames;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Counts refused events and writes them to the dead letters, so that they can be found later. A failure here is logged
 * and does not change the response to the sender.
 */
final class DeadLetterPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final int LARGEST_PAYLOAD = 64 * 1024;
    private static final int LONGEST_TEXT = 1_000;

    private final ControlLog log;
    private final AdmissionMetrics metrics;

    public DeadLetterPublisher(ControlLog log, AdmissionMetrics metrics) {
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * Returns the dead letter of a refused event. If the event contains personal data or the name of a person, its
     * attributes and its data are left out.
     */
    static DeadLetter letter(Submission submission, Refused refused, String agency, Instant now) {
        boolean personal =
                refused.reason() == RefusalReason.PERSONAL_DATA || refused.mayNameAPerson() || submission.isPersonal();
        Detail detail = refused.detail().withoutNames();
        return DeadLetter.newBuilder()
                .setStage(Stage.INGEST)
                .setReason(refused.reason().word())
                .setDetail(String.valueOf(cut(detail.toString())))
                .setField(field(refused))
                .setAgency(agency)
                .setType(personal ? null : cut(submission.attributes().get("type")))
                .setSource(personal ? null : cut(submission.attributes().get("source")))
                .setSubject(personal ? null : cut(submission.attributes().get("subject")))
                .setId(personal ? null : cut(submission.attributes().get("id")))
                .setPayload(personal || submission.data() == null ? null : payload(submission))
                .setRecordedAt(now)
                .setDetailKey(detail.key())
                .setDetailArgs(detail.args())
                .build();
    }

    private static @Nullable String field(Refused refused) {
        String field = refused.field();
        return field == null ? null : PersonNames.isIn(field) ? PersonalData.LEFT_OUT : Excerpt.of(field);
    }

    public void publish(Submission submission, Refused refused, String agency, Instant now) {
        metrics.refused(refused.reason());
        DeadLetter letter = letter(submission, refused, agency, now);
        log.send(Topics.DEAD_LETTER, agency, letter).whenComplete((written, failure) -> {
            if (failure != null) {
                lost(letter, failure);
            }
        });
    }

    private static void lost(DeadLetter letter, Throwable cause) {
        LOG.warn("a dead letter was lost: agency={} reason={}", letter.getAgency(), letter.getReason(), cause);
    }

    /** Cuts text that is longer than any valid attribute, because a dead letter has to fit into a Kafka record. */
    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : WellFormed.bounded(text, LONGEST_TEXT);
    }

    private static ByteBuffer payload(Submission submission) {
        byte[] bytes = String.valueOf(submission.data()).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, LARGEST_PAYLOAD)));
    }
}
