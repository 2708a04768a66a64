package vn.hanoi.datahub.ingest.admission;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Recognises text that was read in another encoding than it was written in: UTF-8 as Windows-1252, TCVN3, VNI, and
 * letters that became question marks. Only sure signs count, because names of other languages occur, too.
 */
final class LostLetters {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /**
     * Inside a word, a question mark or a symbol that TCVN3 fonts display as a letter; anywhere, UTF-8 as Windows-1252,
     * and letters of other alphabets that look like Đ.
     */
    private static final Pattern NO_LETTER = Pattern.compile(
            "\\p{L}[?¹¸§¨¬¶¾½¼±ª©×µ]\\p{L}|\\p{L}[µ×](?!\\p{L})|(^|\\s)[§®][\\p{L}×]|á[º»]\\S|Ä‘|Æ[°¡]|[\u00D0\u0189]");

    /** In VNI fonts, Ñ is Đ, and the mark of a vowel is a character after it: {@code Traïm Ñoáng Ña}. */
    private static final Pattern VNI_D = Pattern.compile("[Ññ][aeiouy]", Pattern.CASE_INSENSITIVE);

    private static final Pattern VNI_MARK =
            Pattern.compile("[aeou][ïøùõûáàâäåãèéêëúüö]", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** In VNI fonts, two vowels of which the second carries the mark of the first; no language here writes that. */
    private static final Pattern VNI_A = Pattern.compile("a[àáâãäå]", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern VNI_TWICE =
            Pattern.compile("[aeou][ïøõ].*[aeou][ïøùõûáàâäåã]", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final char FIRST_BEYOND_ASCII = 0x80;

    /** What the first bytes of a letter in UTF-8 are in Windows-1252. */
    private static final Pattern LEAD = Pattern.compile("[\u00C2-\u00F4][\u0080-\uFFFF]");

    /** Letters as a web page, an address or a program writes them: {@code &amp;}, {@code <br>}, {@code %C3%A1}. */
    private static final Pattern ESCAPED = Pattern.compile(
            "&(#\\d{2,6}|#x\\p{XDigit}{2,5}|amp|lt|gt|quot|apos|nbsp|[a-z](acute|grave|circ|tilde|uml));"
                    + "|</?(a|b|i|u|p|br|div|span|font|td|tr|em|strong)(\\s[^>]*)?/?>"
                    + "|%[C-F]\\p{XDigit}%[89AB]\\p{XDigit}|\\\\u\\p{XDigit}{4}",
            Pattern.CASE_INSENSITIVE);

    /** What every sign begins with, except for letters beyond ASCII. */
    private static final String FIRST_OF_SIGNS = "?&<%\\";

    private LostLetters() {}

    static boolean areIn(String text) {
        if (!mayBeIn(text)) {
            return false;
        }
        boolean isAddress = text.contains("://") || text.indexOf('=') >= 0; // https://host/path?query
        return (!isAddress
                        && (NO_LETTER.matcher(text).find()
                                || ESCAPED.matcher(text).find()))
                || (VNI_D.matcher(text).find() && VNI_MARK.matcher(text).find())
                || VNI_A.matcher(text).find()
                || VNI_TWICE.matcher(text).find()
                || isDecodedTwice(text);
    }

    /** Returns whether a text has a character without which no sign can occur; most texts have none. */
    private static boolean mayBeIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_BEYOND_ASCII || FIRST_OF_SIGNS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the bytes of a text in Windows-1252 are UTF-8, so that it was decoded in the wrong encoding. */
    private static boolean isDecodedTwice(String text) {
        if (!LEAD.matcher(text).find()) {
            return false;
        }
        try {
            ByteBuffer bytes = WINDOWS.newEncoder().encode(CharBuffer.wrap(text));
            int length = bytes.remaining();
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).length() < length;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
