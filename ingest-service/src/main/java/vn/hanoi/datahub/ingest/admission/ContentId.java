package vn.hanoi.datahub.ingest.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of an event that came without one: the same wherever the same is said again, so that it is a duplicate and nothing else. */
public final class ContentId {

    private static final int BYTES = 16;

    private ContentId() {}

    /** Half of the SHA-256 of all that the event says, in hexadecimal digits. */
    public static String of(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
