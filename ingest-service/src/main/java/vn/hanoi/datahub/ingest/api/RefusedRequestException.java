package vn.hanoi.datahub.ingest.api;

import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** A request that is refused as a whole, before any event in it could be looked at. */
final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    RefusedRequestException(RefusalReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }

    Refused toRefused() {
        return new Refused(reason, String.valueOf(getMessage()), null);
    }
}
