package vn.hanoi.datahub.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256.
 *
 * @param hex its 64 digits, lower case
 */
public record Digest(String hex) {

    private static final String SHA_256 = "SHA-256"; // every JDK has it

    public static Digest of(String text) {
        return of(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest of what was fed into {@link #sha256()}. */
    public static Digest of(MessageDigest fed) {
        return of(fed.digest());
    }

    private static Digest of(byte[] digest) {
        return new Digest(HexFormat.of().formatHex(digest));
    }

    /** For what does not fit into memory, or comes in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(SHA_256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first digits: enough to tell apart what is not chosen by an attacker. */
    public String first(int digits) {
        return hex.substring(0, digits);
    }
}
