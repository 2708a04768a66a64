package vn.hanoi.datahub.ingest.api;

import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Detail;

/** A request that is refused as a whole, before any event in it could be looked at. */
final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    RefusedRequestException(RefusalReason reason, Detail detail) {
        super(detail.key(), null, false, false);
        this.refused = new Refused(reason, detail, null);
    }

    Refused refused() {
        return refused;
    }
}
