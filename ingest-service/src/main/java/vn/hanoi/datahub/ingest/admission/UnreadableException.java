package vn.hanoi.datahub.ingest.admission;

import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** Signals that a request is refused as a whole, before any event in it could be checked. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    public UnreadableException(RefusalReason reason, Detail detail) {
        super(detail.key(), null, false, false);
        this.refused = new Refused(reason, detail, null);
    }

    public Refused refused() {
        return refused;
    }
}
