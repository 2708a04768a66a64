package vn.hanoi.datahub.ingest.admission;

/** Tells text that can be written as UTF-8 and read back from text that cannot: two subjects must never become one on the way. */
final class WellFormed {

    private static final int REPLACEMENT = 0xFFFD;

    private WellFormed() {}

    /** No control characters, no half of a surrogate pair, and no sign that a decoder has replaced something already. */
    static boolean is(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        || point == REPLACEMENT);
    }
}
