package vn.hanoi.datahub.ingest.admission;

import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;

/** The decision on a submission. */
public sealed interface Admission {

    /**
     * An admitted event.
     *
     * @param data null only for a retraction without data
     * @param uncounted the code in the event that no indicator counts; null if there is none
     */
    record Admitted(
            Event event,
            EventType type,
            @Nullable GenericRecord data,
            @Nullable Finding uncounted) implements Admission {}

    /**
     * A refused event.
     *
     * @param detail what is wrong and how to correct it
     * @param field JSON pointer into the event; null if no single field is at fault
     * @param others further errors in the event, as far as they can be determined
     */
    record Refused(
            RefusalReason reason, Detail detail, @Nullable String field, List<Refused> others) implements Admission {

        /** Key of the detail that a field for a pseudonym holds none. */
        static final String NO_PSEUDONYM = "field.pseudonym";

        public Refused {
            others = List.copyOf(others);
        }

        public Refused(RefusalReason reason, Detail detail, @Nullable String field) {
            this(reason, detail, field, List.of());
        }

        /** Returns whether a field for a pseudonym holds something else: usually the name of a person. */
        public boolean mayNameAPerson() {
            return detail.key().equals(NO_PSEUDONYM) || others.stream().anyMatch(Refused::mayNameAPerson);
        }
    }
}
