package vn.hanoi.datahub.ingest.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;

/**
 * Who a request speaks for. Only the SHA-256 of each key is held: keys are 256 random bits, so their hash needs no salt and no slowness.
 */
public final class ApiKeys {

    static final String HEADER = "X-API-Key";

    private final Map<String, Holder> bySha256;

    /**
     * Who holds a key.
     *
     * @param agency null for a holder that publishes nothing: an operator, a reader
     */
    public record Holder(String role, @Nullable Agency agency) {}

    /**
     * @param bySha256 holders by the lower-case hex SHA-256 of their key
     */
    public ApiKeys(Map<String, Holder> bySha256) {
        this.bySha256 = Map.copyOf(bySha256);
    }

    /** The agency the request's key belongs to. */
    Agency agency(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key == null || key.isEmpty()) {
            throw new UnauthorisedException(false, "send the agency's key in the header " + HEADER);
        }
        Holder holder = bySha256.get(sha256(key));
        if (holder == null) {
            throw new UnauthorisedException(false, "the key is not known, has expired or was revoked");
        }
        if (holder.agency() == null) {
            throw new UnauthorisedException(true, "a key of role " + holder.role() + " publishes no events");
        }
        return holder.agency();
    }

    public static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
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
