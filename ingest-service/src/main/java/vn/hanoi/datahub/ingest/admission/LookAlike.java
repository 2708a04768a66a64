package vn.hanoi.datahub.ingest.admission;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A character of a code that looks like a letter or digit of it but is another one: Cyrillic {@code С}, Greek
 * {@code Ο}, full-width {@code Ａ}, mathematical {@code 𝐀}, Roman {@code Ⅱ}, and in a code with digits a dash for a
 * hyphen ({@code S–1}). With it the code is a different one, which nobody sees.
 *
 * @param position of the character in the text, from 1
 * @param character its code point and name
 */
public record LookAlike(int position, String character) {

    private static final String CYRILLIC = "АВЕЅІЈКМНОРСТУХаеорсухѕіјһԁԛԝ";
    private static final String GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυι";
    private static final char FIRST_GREEK = 0x370;
    private static final char LAST_CYRILLIC = 0x52F;
    private static final String DASHES = "\u2012\u2013\u2014\u2015\u2212";

    /** Full-width and small forms, letters and digits in circles, Roman numerals, ligatures, mathematical letters. */
    private static final Pattern VARIANT =
            Pattern.compile("[\uFF01-\uFF5E\uFE50-\uFE6F\u2460-\u24FF\u2160-\u217F\uFB00-\uFB06\\x{1D400}-\\x{1D7FF}]");

    private static final char FIRST_VARIANT = 0x2160;

    /** Returns the first such character of a text. A text that is written in Greek or Cyrillic altogether has none. */
    public static Optional<LookAlike> in(String text) {
        if (!mayBeIn(text)) {
            return Optional.empty(); // nearly every text
        }
        boolean isOfLetters = text.codePoints()
                .noneMatch(each -> Character.isLetter(each) && isOtherAlphabet(each) && !isLikeLatin(each));
        boolean isMixed = text.codePoints()
                .anyMatch(
                        each -> Character.UnicodeScript.of(each) == Character.UnicodeScript.LATIN && !isVariant(each));
        boolean isCode = text.indexOf(' ') < 0 && text.chars().anyMatch(Character::isDigit);
        IntPredicate isWrong = each -> isVariant(each)
                || (isLikeLatin(each) && (isMixed || isOfLetters))
                || (isCode && DASHES.indexOf(each) >= 0);
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (isWrong.test(points[i])) {
                return Optional.of(
                        new LookAlike(i + 1, "U+%04X %s".formatted(points[i], Character.getName(points[i]))));
            }
        }
        return Optional.empty();
    }

    private static boolean mayBeIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isVariant(text.codePointAt(i))
                    || isOtherAlphabet(text.charAt(i))
                    || DASHES.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVariant(int point) {
        return point >= FIRST_VARIANT
                && VARIANT.matcher(Character.toString(point)).matches();
    }

    private static boolean isOtherAlphabet(int point) {
        return point >= FIRST_GREEK && point <= LAST_CYRILLIC;
    }

    private static boolean isLikeLatin(int point) {
        return CYRILLIC.indexOf(point) >= 0 || GREEK.indexOf(point) >= 0;
    }
}
