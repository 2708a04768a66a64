package vn.hanoi.datahub.query.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vn.hanoi.datahub.schemas.access.KeyRing;

/** Who asks for what is not for everybody: an agency for its own, an operator for all. */
public final class Callers {

    private static final String HEADER = "X-API-Key";

    private final KeyRing keys;

    public Callers(KeyRing keys) {
        this.keys = keys;
    }

    /** Whose events the request may see; empty for an operator, who may see all. */
    Optional<String> agency(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key == null || key.isEmpty()) {
            throw new ForbiddenException(false, "send an agency's or the operator's key in the header " + HEADER);
        }
        KeyRing.Holder holder = keys.find(key)
                .orElseThrow(() -> new ForbiddenException(false, "the key is not known, has expired or was revoked"));
        if (holder.isOperator()) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(holder.agency())
                .orElseThrow(
                        () -> new ForbiddenException(true, "a key of role " + holder.role() + " sees no single events"))
                .code());
    }
}
