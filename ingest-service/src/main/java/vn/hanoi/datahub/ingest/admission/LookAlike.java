package vn.hanoi.datahub.ingest.admission;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A character of a code that looks like a letter or digit of it but is another one: Cyrillic {@code С}, Greek
 * {@code Ο}, full-width {@code Ａ}, and in a code with digits a dash for a hyphen ({@code S–1}). With it the code is a
 * different one, which nobody sees.
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
    private static final char FIRST_WIDE = 0xFF01;
    private static final char LAST_WIDE = 0xFF5E;

    /** Returns the first such character of a text. A text that is written in Greek or Cyrillic altogether has none. */
    public static Optional<LookAlike> in(String text) {
        if (!mayBeIn(text)) {
            return Optional.empty(); // nearly every text
        }
        boolean isOfLetters = text.codePoints()
                .noneMatch(each -> Character.isLetter(each) && isOtherAlphabet(each) && !isLikeLatin(each));
        boolean isMixed = text.codePoints()
                .anyMatch(each -> Character.UnicodeScript.of(each) == Character.UnicodeScript.LATIN && !isWide(each));
        boolean isCode = text.indexOf(' ') < 0 && text.chars().anyMatch(Character::isDigit);
        IntPredicate isWrong = each -> isWide(each)
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
            if (isWide(text.charAt(i)) || isOtherAlphabet(text.charAt(i)) || DASHES.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWide(int point) {
        return point >= FIRST_WIDE && point <= LAST_WIDE;
    }

    private static boolean isOtherAlphabet(int point) {
        return point >= FIRST_GREEK && point <= LAST_CYRILLIC;
    }

    private static boolean isLikeLatin(int point) {
        return CYRILLIC.indexOf(point) >= 0 || GREEK.indexOf(point) >= 0;
    }
}
