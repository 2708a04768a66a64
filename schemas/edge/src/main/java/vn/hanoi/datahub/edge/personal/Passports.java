package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/** Recognises numbers of passports: a letter or two and six to nine digits. */
final class Passports {

    /** Vietnam's: a letter and seven digits, or eight since 2022; without a name, no year and no coordinate. */
    private static final Pattern VIETNAMESE =
            Pattern.compile("(?:(?!(?:19|20)\\d\\d|(?<=N)2[01])\\d{7}|(?<=P)0\\d{7})(?![\\p{L}\\d])(?![.\\-]\\d)");

    private static final Pattern LETTERS = Pattern.compile("(?<![\\p{L}\\d])(?:[A-Z]{1,2}[ \\-]?|[a-z]{1,2})$");

    private static final Pattern LETTER = Pattern.compile("(?<![\\p{L}\\d])[BCKNP][ \\-]?$");

    /** Directly before the number, also without a letter. */
    private static final Pattern NAME = Pattern.compile(
            "(?<!\\p{L})(?:hộ chiếu|ho chieu|hochieu|passport|pp|(?:hc|ppt)(?=[ _:=#.\\-]{1,3}(?:số )?[a-z]))(?:[ _:=#.\\-]|số|no|so|là){0,6} ?[a-z]{0,2}[ \\-]?$");

    /** Things whose codes look like passports' numbers. */
    private static final Pattern THING = Pattern.compile(
            "(?<!\\p{L})(?:lô|lot|mẫu|model|seri|serial|sn|s/n|sku|mã|số hiệu|sensor|cảm biến|thiết bị|linh kiện|sản phẩm)(?!\\p{L})"
                    + "|(?<!\\p{L})(?:phòng|toà|tòa|nhà|kênh|tuyến|trạm)[ _:=#.\\-]*[a-z][ \\-]?$");

    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 9;

    /** Two letters, a blank or dash, and what stands before. */
    private static final int LETTERS_AND_GAP = 4;

    private static final int CONTEXT = 32;

    private Passports() {}

    /** Returns whether the digits at a position may be a passport's. */
    static boolean mayBe(String text, int start) {
        int length = DigitGroups.endOfGroup(text, start) - start;
        return length >= FEWEST_DIGITS && length <= MOST_DIGITS;
    }

    static boolean is(String text, int start, NumberNames names) {
        String letters = text.substring(Math.max(0, start - LETTERS_AND_GAP), start);
        boolean hasLetters = LETTERS.matcher(letters).find();
        String words = PlainText.before(text, start, CONTEXT);
        if (hasLetters && names.of(start) == NumberNames.Kind.PASSPORT
                || NAME.matcher(words).find()) {
            return !NumberUse.isCounted(text, DigitGroups.endOfGroup(text, start));
        }
        return hasLetters
                && LETTER.matcher(letters).find()
                && PersonalData.isHere(VIETNAMESE, text, start)
                && !THING.matcher(words).find();
    }
}
