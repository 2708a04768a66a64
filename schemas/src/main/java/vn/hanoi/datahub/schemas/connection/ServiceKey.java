package vn.hanoi.datahub.schemas.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the hub's own services show one another: at the processor's port, and at the schema registry to change a schema.
 */
public final class ServiceKey {

    /** The header of a request that carries it. */
    public static final String HEADER = "X-Service-Key";

    /** The user name beside it where HTTP Basic is used (RFC 7617). */
    public static final String USER = "hub";

    private static final int SHORTEST = 32;

    private final String text;

    /**
     * @param text empty where there is none: then nobody is let in
     * @throws IllegalArgumentException when it is too short to be a secret
     */
    public ServiceKey(String text) {
        if (!text.isEmpty() && text.length() < SHORTEST) {
            throw new IllegalArgumentException("HUB_SERVICE_KEY has at least " + SHORTEST
                    + " characters; ./hub secrets makes one, and all services share it");
        }
        this.text = text;
    }

    /** The key itself, to be sent. */
    public String text() {
        return text;
    }

    /** The value of the header {@code Authorization} that shows it (RFC 7617). */
    public String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + text).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a caller showed it. The comparison takes as long for a wrong key as for the right one. */
    public boolean isShown(@Nullable String given) {
        return !text.isEmpty()
                && given != null
                && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** What a caller without it is told. */
    public static String refusal() {
        return "this is for the hub's own services: they share HUB_SERVICE_KEY";
    }
}
