package vn.hanoi.datahub.ingest.admission;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Signals an error in an event from within the admission policy, which turns it into a value; it never leaves this
 * package.
 */
final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final transient Detail detail;
    private final @Nullable String field;

    RefusalException(RefusalReason reason, Detail detail, @Nullable String field) {
        super(detail.key(), null, false, false); // no stack trace: refusals are routine, thousands a second
        this.reason = reason;
        this.detail = detail;
        this.field = field;
    }

    Admission.Refused toRefused() {
        return new Admission.Refused(reason, detail, field);
    }
}
