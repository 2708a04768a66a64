package vn.hanoi.datahub.domain.event;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Tells text that can be written as UTF-8 and read back from text that cannot: two subjects must never become one on
 * the way.
 */
public final class WellFormed {

    /** The longest text of an event's data. */
    public static final int LONGEST_TEXT = 512;

    /** The longest attribute of an event: its id, subject, source. */
    public static final int LONGEST_ATTRIBUTE = 256;

    private static final int REPLACEMENT = 0xFFFD;
    /**
     * Letters, marks and symbols that are drawn as nothing: joiners, Hangul and Braille blanks, variation selectors.
     */
    private static final String FILLERS = "\u034F\u115F\u1160\u3164\uFFA0\u2800\uFE0E\uFE0F";

    private static final char FIRST_BEYOND_ASCII = 0x80;
    private static final char FIRST_COMBINING = 0x300;
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "[^\\p{L}\\p{N}]{1,20}|#?n/a|n\\.a\\.|na|null|\\(null\\)|none|nil|nan|undefined|#(ref|div/0|value|name|num|null|spill|calc)[!?]",
            Pattern.CASE_INSENSITIVE);

    private WellFormed() {}

    /**
     * No control characters, no half of a surrogate pair, and no sign that a decoder has replaced something already.
     */
    public static boolean is(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        || point == REPLACEMENT);
    }

    /**
     * A text in Unicode's form NFC, without blanks and invisible characters at its ends: two texts that look the same
     * are the same.
     */
    public static String normalised(String text) {
        String composed = text;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) { // below it every text is in NFC already
                composed = Normalizer.normalize(text, Normalizer.Form.NFC);
                break;
            }
        }
        int from = 0;
        int to = composed.length();
        while (from < to && (composed.charAt(from) == ' ' || isInvisible(composed.charAt(from)))) {
            from++;
        }
        while (from < to && (composed.charAt(to - 1) == ' ' || isInvisible(composed.charAt(to - 1)))) {
            to--;
        }
        return composed.substring(from, to);
    }

    /** Whether a text holds a character that nobody sees, or a blank that only looks like one: U+200B, U+00A0. */
    public static boolean hasInvisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isInvisible(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInvisible(char character) {
        return character >= FIRST_BEYOND_ASCII
                && (Character.isSpaceChar(character)
                        || Character.getType(character) == Character.FORMAT
                        || FILLERS.indexOf(character) >= 0);
    }

    /**
     * Whether a text says that there is nothing to say ({@code -}, {@code N/A}, {@code NULL}), or is an error of a
     * spreadsheet ({@code #REF!}).
     */
    public static boolean isPlaceholder(String text) {
        return PLACEHOLDER.matcher(text).matches();
    }

    /**
     * A text that is as long as it may be, or else its beginning and a sign that it was longer: what was too long to be
     * taken still is, and needs no more memory than that.
     */
    public static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /**
     * The beginning of a text, for answers that name what was sent: none is longer than the longest text of an event.
     */
    public static String excerpt(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 2)) ? LONGEST_TEXT - 2 : LONGEST_TEXT - 1;
        return text.substring(0, end) + "…";
    }
}
