package vn.hanoi.datahub.ingest.api;

import jakarta.servlet.http.HttpServletRequest;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.schemas.access.KeyRing;

/** Who a request speaks for. */
public final class ApiKeys {

    static final String HEADER = "X-API-Key";

    private final KeyRing keys;

    public ApiKeys(KeyRing keys) {
        this.keys = keys;
    }

    /** The agency the request's key belongs to. */
    Agency agency(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key == null || key.isEmpty()) {
            throw new UnauthorisedException(false, "send the agency's key in the header " + HEADER);
        }
        KeyRing.Holder holder = keys.find(key)
                .orElseThrow(
                        () -> new UnauthorisedException(false, "the key is not known, has expired or was revoked"));
        Agency agency = holder.agency();
        if (agency == null) {
            throw new UnauthorisedException(true, "a key of role " + holder.role() + " publishes no events");
        }
        return agency;
    }

    /** No key, an unknown one, or one that may not do this. */
    static final class UnauthorisedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean known;

        UnauthorisedException(boolean known, String message) {
            super(message);
            this.known = known;
        }

        /** Whether the key was recognised: then the answer is 403 and not 401. */
        boolean isKnown() {
            return known;
        }
    }
}
