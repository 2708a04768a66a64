package vn.hanoi.datahub.ingest.admission;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.RefusalReason;

/** Ends an admission from within; it becomes a value at the door and goes no further. */
final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final transient Detail detail;
    private final @Nullable String field;

    RefusalException(RefusalReason reason, Detail detail, @Nullable String field) {
        super(detail.key(), null, false, false); // no stack trace: refusals are everyday answers, thousands a second
        this.reason = reason;
        this.detail = detail;
        this.field = field;
    }

    Admission.Refused toRefused() {
        return Admission.Refused.of(reason, detail, field);
    }
}
