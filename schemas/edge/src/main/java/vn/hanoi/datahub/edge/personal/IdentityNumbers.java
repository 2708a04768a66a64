package vn.hanoi.datahub.edge.personal;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises numbers of identity cards, passports and health insurance cards. */
final class IdentityNumbers {

    /**
     * Province of birth (001 to 096), sex and century (0 and 1 for the 20th, 2 and 3 for the 21st), year of birth, six
     * more digits (Circular 59/2021/TT-BCA).
     */
    private static final Pattern CARD = Pattern.compile("0(?:0[1-9]|[1-8]\\d|9[0-6])[0-3]\\d{8}");

    /** A card's number whose leading zeros a spreadsheet removed, or one of the nine digits it had until 2016. */
    private static final Pattern NAMED = Pattern.compile("\\d{9,12}");

    /** A letter and seven digits, or eight since 2022; without a word before it, no year and no coordinate. */
    private static final Pattern PASSPORT =
            Pattern.compile("(?:(?!(?:19|20)\\d\\d|(?<=N)2[01])\\d{7}|(?<=P)0\\d{7})(?![\\p{L}\\d])(?![.\\-]\\d)");

    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 9;
    private static final int DIGITS_OF_HEALTH_CARD = 13;

    private static final Pattern PASSPORTS = Pattern.compile(
            "(?<![\\p{L}])(?:hộ chiếu|ho chieu|hochieu|passport|pp)(?:[ _:=#.\\-]|số|no|so|là){0,6} ?[a-z]{0,2}[ \\-]?$");

    /** A health insurance card: kind of insured person, benefit, province, ten digits (Decision 1351/QĐ-BHXH). */
    private static final Pattern HEALTH_CARD = Pattern.compile("[1-5](?:0[1-9]|[1-8]\\d|9[0-6])\\d{10}(?![\\p{L}\\d])");

    private static final Pattern HEALTH_KIND = Pattern.compile("(?<![\\p{L}\\d])[A-Z]{2}$");

    private static final Pattern THING = Pattern.compile(
            "(?:lô|lot|mẫu|model|seri|serial|sn|số hiệu|phòng|toà|tòa|nhà|mã|kênh|tuyến|sensor|trạm)[ _:=#.\\-]*[A-Za-z][ \\-]?$");

    private static final String LETTERS = "BCKNPbc";
    private static final int CONTEXT = 32;

    private IdentityNumbers() {}

    static boolean is(DigitGroups groups, NumberNames.@Nullable Kind named) {
        String digits = groups.digits();
        if (named == NumberNames.Kind.IDENTITY && NAMED.matcher(digits).matches() && isWhole(groups)) {
            return !groups.isCount() && !groups.isThing();
        }
        return CARD.matcher(digits).matches()
                && groups.isPlausible()
                && groups.isFree()
                && !groups.isCompany()
                && (groups.isOneGroup() || !groups.isAttachedToCode());
    }

    /** Returns whether no further digits follow, so that a number of twelve digits is not taken for one of nine. */
    private static boolean isWhole(DigitGroups groups) {
        return DigitGroups.from(groups.text(), groups.start(), true).stream()
                .noneMatch(
                        longer -> longer.end() > groups.end() && longer.digits().length() <= 12);
    }

    /** Returns whether the number of a passport or a health insurance card begins here, after its letters. */
    static boolean isCard(String text, int start) {
        int length = DigitGroups.endOfGroup(text, start) - start;
        if (length < FEWEST_DIGITS || length > MOST_DIGITS) {
            return length == DIGITS_OF_HEALTH_CARD
                    && PersonalData.isHere(HEALTH_CARD, text, start)
                    && HEALTH_KIND
                            .matcher(text.substring(Math.max(0, start - CONTEXT), start))
                            .find();
        }
        String words = text.substring(Math.max(0, start - CONTEXT), start).toLowerCase(Locale.ROOT);
        if (PASSPORTS.matcher(words).find()) {
            return !DigitGroups.isCounted(text, start + length);
        }
        int letter = start;
        if (letter > 0 && (text.charAt(letter - 1) == ' ' || text.charAt(letter - 1) == '-')) {
            letter--;
        }
        if (letter == 0
                || LETTERS.indexOf(text.charAt(letter - 1)) < 0
                || !PersonalData.isHere(PASSPORT, text, start)) {
            return false;
        }
        boolean isFree = letter == 1 || !Character.isLetterOrDigit(text.charAt(letter - 2));
        return isFree && !THING.matcher(words).find();
    }
}
