package vn.hanoi.datahub.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest.
 *
 * @param hex the digest as 64 hexadecimal digits in lower case
 */
public record Digest(String hex) {

    private static final String SHA_256 = "SHA-256"; // available in every JDK

    public static Digest of(String text) {
        return of(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the digest of the bytes fed into a {@link #sha256()}. */
    public static Digest of(MessageDigest fed) {
        return of(fed.digest());
    }

    private static Digest of(byte[] digest) {
        return new Digest(HexFormat.of().formatHex(digest));
    }

    /** Returns a new SHA-256 for input that does not fit into memory or arrives in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(SHA_256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first digits: enough to distinguish inputs that no attacker chooses. */
    public String first(int digits) {
        return hex.substring(0, digits);
    }
}
