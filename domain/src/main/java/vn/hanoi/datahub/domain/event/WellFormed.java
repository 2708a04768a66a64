package vn.hanoi.datahub.domain.event;

/** Tells text that can be written as UTF-8 and read back from text that cannot: two subjects must never become one on the way. */
public final class WellFormed {

    /** The longest text of an event's data. */
    public static final int LONGEST_TEXT = 512;

    /** The longest attribute of an event: its id, subject, source. */
    public static final int LONGEST_ATTRIBUTE = 256;

    private static final int REPLACEMENT = 0xFFFD;

    private WellFormed() {}

    /** No control characters, no half of a surrogate pair, and no sign that a decoder has replaced something already. */
    public static boolean is(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        || point == REPLACEMENT);
    }

    /** A text that is as long as it may be, or else its beginning and a sign that it was longer: what was too long to be taken still is, and needs no more memory than that. */
    public static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /** The beginning of a text, for answers that name what was sent: none is longer than the longest text of an event. */
    public static String excerpt(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 2)) ? LONGEST_TEXT - 2 : LONGEST_TEXT - 1;
        return text.substring(0, end) + "…";
    }
}
