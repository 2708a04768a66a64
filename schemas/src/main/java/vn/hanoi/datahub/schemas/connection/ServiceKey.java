package vn.hanoi.datahub.schemas.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The secret by which the hub's own services identify themselves: at the processor's port, and at the schema registry
 * when they change a schema.
 */
public final class ServiceKey {

    /** The request header that carries the key. */
    public static final String HEADER = "X-Service-Key";

    /** The user name that accompanies it in HTTP Basic authentication (RFC 7617). */
    public static final String USER = "hub";

    private static final int SHORTEST = 32;

    private final String text;

    /**
     * @param text empty where there is no key: then all callers are refused
     * @throws IllegalArgumentException when it is too short to be a secret
     */
    public ServiceKey(String text) {
        if (!text.isEmpty() && text.length() < SHORTEST) {
            throw new IllegalArgumentException("HUB_SERVICE_KEY must have at least " + SHORTEST
                    + " characters; ./hub secrets generates one, which all services share");
        }
        this.text = text;
    }

    /** Returns the key itself, for sending. */
    public String text() {
        return text;
    }

    /** Returns the value of the header {@code Authorization} that presents the key (RFC 7617). */
    public String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + text).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns whether a caller presented the key. The comparison takes as long for a wrong key as for the right one.
     */
    public boolean isShown(@Nullable String given) {
        return !text.isEmpty()
                && given != null
                && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the message for a caller without the key. */
    public static String refusal() {
        return "this is for the hub's own services: they share HUB_SERVICE_KEY";
    }
}
