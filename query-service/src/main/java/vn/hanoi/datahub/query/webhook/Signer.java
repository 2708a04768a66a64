package vn.hanoi.datahub.query.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as defined by the Standard Webhooks specification (symmetric, v1): HMAC-SHA256 over
 * {@code id.timestamp.body}.
 *
 * <p>A subscriber's secret is derived from the hub's key and the webhook's id. It is therefore not stored anywhere, and
 * every replica knows it.
 */
final class Signer {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 32;

    private final byte[] key;

    /**
     * @param key the hub's own key; anyone who has it can sign in the hub's name
     * @throws IllegalArgumentException if it is so short that it could be guessed
     */
    public Signer(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("HUB_WEBHOOK_KEY has at least " + SHORTEST_KEY
                    + " characters; `openssl rand -base64 32` makes a good one");
        }
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret with which the subscriber verifies signatures. */
    public String secret(String webhook) {
        return PREFIX + Base64.getEncoder().encodeToString(derived(webhook));
    }

    /** Returns the value of the header {@code webhook-signature}. */
    String signature(String webhook, String message, long timestamp, String body) {
        byte[] signed = (message + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(hmac(derived(webhook), signed));
    }

    private byte[] derived(String webhook) {
        return hmac(key, ("webhook:" + webhook).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
