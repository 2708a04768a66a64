package vn.hanoi.datahub.ingest.admission;

import java.util.regex.Pattern;

/**
 * The form of a keyed hash that stands for a person: hexadecimal, Base64, a UUID, a number. It keeps names out. A name
 * has no digit; a hash nearly always has one, and one without is longer than a word and cannot be pronounced.
 */
final class Pseudonym {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:+/=-]{2,128}");
    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z]");
    private static final int SHORTEST_WITHOUT_DIGIT = 20;

    /** Vowels and consonants alternate as in Vietnamese, whatever the case: {@code nguyenthihuonggiang}. */
    private static final Pattern PRONOUNCEABLE =
            Pattern.compile("(?i)[bcdghklmnpqrstvx]{0,4}(?:[aeiouy]{1,3}[bcdghklmnpqrstvx]{1,5})*[aeiouy]{0,3}");

    /** A name of any language: {@code ChristopherFitzgerald}. */
    private static final Pattern CAPITALISED = Pattern.compile("(?:[A-Z][a-z]{2,}){1,6}");

    private Pseudonym() {}

    static boolean is(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        if (DIGIT.matcher(text).find()) {
            return true;
        }
        String letters = NO_LETTER.matcher(text).replaceAll("");
        return text.length() >= SHORTEST_WITHOUT_DIGIT
                && !PRONOUNCEABLE.matcher(letters).matches()
                && !CAPITALISED.matcher(letters).matches();
    }
}
