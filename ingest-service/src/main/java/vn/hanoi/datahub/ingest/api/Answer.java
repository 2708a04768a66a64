package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Finding;
import vn.hanoi.datahub.ingest.publish.Effect;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;

/**
 * The result for one event of a request.
 *
 * @param index its position in the batch, from 0; null for a single event
 * @param status {@code accepted} or {@code refused}
 * @param others further errors in a refused event; null if there are none
 * @param findings what the sender should check although the event was accepted; null if there is nothing
 * @param effect the values that would change, on a dry run of a single event; otherwise null
 * @param offset the event's position in the log together with topic and partition: the receipt; null on a dry run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
        @Nullable Integer index,
        String id,
        String status,
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String field,
        @Nullable List<Mistake> others,
        @Nullable List<Finding> findings,
        @Nullable Effect effect) {

    static Answer of(int index, Taken taken) {
        String id = taken.submission().id();
        if (taken.admission() instanceof Refused refused) {
            return new Answer(
                    index,
                    id,
                    "refused",
                    null,
                    null,
                    null,
                    refused.reason().word(),
                    refused.detail().in(LocaleContextHolder.getLocale()),
                    refused.field(),
                    Mistake.othersOf(refused),
                    null,
                    null);
        }
        List<Finding> all = taken.admission() instanceof Admitted admitted ? Finding.of(admitted) : List.of();
        List<Finding> findings = all.isEmpty() ? null : all;
        RecordMetadata place = taken.place();
        return place == null
                ? new Answer(index, id, "accepted", null, null, null, null, null, null, null, findings, null)
                : new Answer(
                        index,
                        id,
                        "accepted",
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        null,
                        null,
                        null,
                        null,
                        findings,
                        null);
    }

    Answer withoutIndex() {
        return with(null);
    }

    /** Returns the result for a single event, with the values that it would change. */
    Answer with(@Nullable Effect whatItWouldChange) {
        return new Answer(
                null, id, status, topic, partition, offset, reason, detail, field, others, findings, whatItWouldChange);
    }

    @JsonIgnore
    boolean isAccepted() {
        return reason == null;
    }
}
