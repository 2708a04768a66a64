package vn.hanoi.datahub.ingest.admission;

import vn.hanoi.datahub.domain.Digest;

/**
 * The id of an event that came without one: the same wherever the same is said again, so that it is a duplicate and
 * nothing else.
 */
public final class ContentId {

    private static final int DIGITS = 32;

    private ContentId() {}

    /** Half of the SHA-256 of all that the event says, in hexadecimal digits. */
    public static String of(String content) {
        return Digest.of(content).first(DIGITS);
    }
}
