package vn.hanoi.datahub.ingest.admission;

import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.personal.PersonalData;

/** What the door says to a submission. */
public sealed interface Admission {

    /**
     * Let in.
     *
     * @param data null only for a retraction without data
     */
    record Admitted(Event event, EventType type, @Nullable GenericRecord data) implements Admission {}

    /**
     * Not let in.
     *
     * @param detail what is wrong and what would be right
     * @param field JSON pointer into the event; null where no single field is to blame
     * @param others what else is wrong with it, as far as that can be told
     */
    record Refused(
            RefusalReason reason, Detail detail, @Nullable String field, List<Refused> others) implements Admission {

        public Refused {
            others = List.copyOf(others);
        }

        public Refused(RefusalReason reason, Detail detail, @Nullable String field) {
            this(reason, detail, field, List.of());
        }

        /** One whose detail names what was sent, but nothing of a person. */
        public static Refused of(RefusalReason reason, Detail detail, @Nullable String field) {
            return new Refused(
                    reason,
                    new Detail(
                            detail.key(),
                            detail.args().stream().map(PersonalData::without).toList()),
                    field);
        }
    }
}
