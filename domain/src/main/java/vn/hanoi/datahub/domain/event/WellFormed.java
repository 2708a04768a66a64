package vn.hanoi.datahub.domain.event;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Checks whether text survives being written as UTF-8 and read back: two subjects must never become one in transit. */
public final class WellFormed {

    /** Maximum length of a text in an event's data. */
    public static final int LONGEST_TEXT = 512;

    /** Maximum length of an event's attribute: its id, subject, source. */
    public static final int LONGEST_ATTRIBUTE = 256;

    private static final char REPLACEMENT = 0xFFFD;
    /**
     * Letters, marks and symbols that are rendered as nothing: joiners, Hangul and Braille blanks, variation selectors.
     */
    private static final String FILLERS = "\u034F\u115F\u1160\u3164\uFFA0\u2800\uFE0E\uFE0F";

    private static final char FIRST_BEYOND_ASCII = 0x80;
    private static final char FIRST_COMBINING = 0x300;

    /** The hyphen and the non-breaking hyphen, which word processors write for {@code -}. */
    private static final Pattern HYPHENS = Pattern.compile("[\u2010\u2011]");

    /** On a web page they look like one. */
    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "[^\\p{L}\\p{N}]{1,20}|#?n ?/ ?a\\.?|n\\.a\\.?|n\\\\a|na|nan|undefined|tbd|tba"
                    + "|[(\\[<‹]?(null|blank|empty|(để )?trống|rỗng|none|nil|na|nat|unknown|missing|not available|no ?data)[)\\]>›]?(::\\w+)?"
                    + "|\\\\n|-9{3,6}|#n/a.*|#nv|#getting_data|(chưa|đang) (cập nhật|báo cáo)"
                    + "|(không|chưa|ko\\.?|k\\.?) ?có( (số|dữ) liệu| thông tin| tín hiệu)?|mất (tín hiệu|kết nối|(số|dữ) liệu)"
                    + "|(không|chưa) (rõ|xác định|đo|quan trắc)|không áp dụng|kx[đd]|kcsl|\\[object object]"
                    + "|[-_]\\s?nt\\s?[-_]|[(\"'–—]?\\s?(?-i:nt|n\\.t\\.?)\\s?[)\"'–—]?"
                    + "|\\(?(tương tự )?(như|cùng) (dòng |hàng |mục |ở )?trên\\)?\\.?|ditto|idem\\.?|(same )?as above"
                    + "|\\(?(tương tự|cũng (vậy|thế|như (trên|vậy)))\\)?\\.?|(bị )?hỏng"
                    + "|#[\\p{L}/_0]{2,15}[!?]|#(err|error)|err:\\d{3}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Cells that hold a truth value, as spreadsheets of several languages and programs write them. */
    private static final Pattern TRUTH = Pattern.compile("true|false|wahr|falsch|vrai|faux", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_TRUTH = 6;

    /** Where a program should have put a value: <code>${station}</code>, <code>{{station}}</code>, {@code %s}. */
    private static final Pattern UNFILLED = Pattern.compile(
            "\\$\\{[^{}]+\\}|\\{\\{[^{}]+\\}\\}|%\\(\\w+\\)[sd]|^(\\{[A-Za-z_]\\w{0,20}\\}|<[A-Za-z_]\\w{0,20}>|%[sd])$");

    /** The letters that placeholders begin with. */
    private static final String LETTERS_OF_PLACEHOLDERS = "abcdđehikmnrstu";

    /** What databases write for a missing date. */
    private static final String NO_DAY = "0000-00-00";

    private WellFormed() {}

    /**
     * Returns whether a text has no control characters, no unpaired surrogates, and no replacement character, which
     * would show that a decoder has already lost something.
     */
    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (Character.isISOControl(each) || Character.isSurrogate(each) || each == REPLACEMENT) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a text in Unicode's form NFC, with one kind of hyphen, with one blank where several follow one another,
     * and without blanks and invisible characters at its ends, so that two texts that look the same are the same.
     */
    public static String normalised(String text) {
        String composed = text;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) { // any text below it is already in NFC
                composed = HYPHENS.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                        .replaceAll("-");
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
        String trimmed = composed.substring(from, to);
        return trimmed.contains("  ") ? BLANKS.matcher(trimmed).replaceAll(" ") : trimmed;
    }

    /**
     * Returns whether a text contains an invisible character, one that only looks like a blank, or one that only a font
     * gives a shape: U+200B, U+00A0, U+E000.
     */
    public static boolean hasInvisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i); // of a pair the first half comes first
            if (isInvisible(point) || Character.getType(point) == Character.PRIVATE_USE) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInvisible(int character) {
        return character >= FIRST_BEYOND_ASCII
                && (Character.isSpaceChar(character)
                        || Character.getType(character) == Character.FORMAT
                        || FILLERS.indexOf(character) >= 0);
    }

    /**
     * Returns whether a text stands for a missing value ({@code -}, {@code N/A}, {@code NULL}), or is a spreadsheet
     * error ({@code #REF!}).
     */
    public static boolean isPlaceholder(String text) {
        return text.startsWith(NO_DAY)
                || !text.isEmpty()
                        && mayBePlaceholder(text.charAt(0))
                        && PLACEHOLDER.matcher(text).matches();
    }

    /**
     * Returns whether a text names nothing, so that it is neither a code nor a name: a placeholder, a truth value
     * ({@code TRUE}), or a template that a program has not filled in.
     */
    public static boolean namesNothing(String text) {
        return isPlaceholder(text)
                || text.length() <= LONGEST_TRUTH && TRUTH.matcher(text).matches()
                || mayBeUnfilled(text) && UNFILLED.matcher(text).find();
    }

    /** Every template has one of these signs, and few texts have. */
    private static boolean mayBeUnfilled(String text) {
        return text.indexOf('{') >= 0 || text.indexOf('<') >= 0 || text.indexOf('%') >= 0;
    }

    /** Returns whether a placeholder may begin so; few texts do. */
    private static boolean mayBePlaceholder(char first) {
        return !Character.isLetterOrDigit(first) || LETTERS_OF_PLACEHOLDERS.indexOf(Character.toLowerCase(first)) >= 0;
    }

    /**
     * Returns a text unchanged if it is not too long; otherwise its beginning and an ellipsis. A text that was too long
     * to be accepted still is, and needs no more memory than that.
     */
    public static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /**
     * Returns the beginning of a text, for responses that quote what was sent; never longer than the longest text of an
     * event.
     */
    public static String excerpt(String text) {
        return excerpt(text, LONGEST_TEXT);
    }

    /** Returns the beginning of a text, with an ellipsis where it was cut, in up to a number of characters. */
    public static String excerpt(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
