package vn.hanoi.datahub.ingest.admission;

import vn.hanoi.datahub.domain.Digest;

/**
 * Id for an event that was sent without one. The same content always has the same id, so an event that is sent again is
 * recognised as a duplicate.
 */
public final class ContentId {

    private static final int DIGITS = 32;

    private ContentId() {}

    /** Returns the first half of the SHA-256 digest of the event's content, as 32 hexadecimal digits. */
    public static String of(String content) {
        return Digest.of(content).first(DIGITS);
    }
}
