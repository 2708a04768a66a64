package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises numbers of identity cards; since July 2025 they are their holders' tax codes, too. */
final class IdentityNumbers {

    private static final String PROVINCE =
            "0(?:0[12468]|1[0124579]|2[024567]|3[01345678]|4[0245689]|5[124568]|6[024678]|7[024579]|8[0234679]|9[1-6])";

    /**
     * Province of birth, sex and century (0 and 1 for the 20th, 2 and 3 for the 21st), year of birth, six more digits
     * (Circular 59/2021/TT-BCA). Nobody with a card was born before 1920, or after 2040.
     */
    private static final Pattern CARD = Pattern.compile(PROVINCE + "(?:[01][2-9]\\d|[23](?:[0-3]\\d|40))\\d{6}");

    /** A day, a month and a year with a time; such a card would be a child's born in 2020, or of that age in 1920. */
    private static final Pattern TIME = Pattern.compile(
            "(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])(?:20[12]\\d|2\\d(?=\\d{6}$))(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d)?");

    /** A card's number whose leading zeros a spreadsheet removed, or one of the nine digits it had until 2016. */
    private static final Pattern NAMED = Pattern.compile("\\d{9,12}");

    private IdentityNumbers() {}

    static boolean is(DigitGroups number, NumberNames.@Nullable Kind named) {
        String digits = number.digits();
        if (named != null && named.isIdentity() && NAMED.matcher(digits).matches() && isWhole(number)) {
            return !NumberUse.isThing(number) && (number.beginsWithZero() || !NumberUse.isCount(number));
        }
        return CARD.matcher(digits).matches()
                && !TIME.matcher(digits).matches()
                && Groupings.isCard(number)
                && Neighbours.leaveFree(number, named != null)
                && !NumberUse.isThing(number)
                && !NumberUse.isMeasured(number.text(), number.end())
                && !isAttachedToCode(number);
    }

    /** Returns whether no further digits follow, so that a number of twelve digits is not taken for one of nine. */
    private static boolean isWhole(DigitGroups number) {
        return DigitGroups.from(number.text(), number.start(), true).stream()
                .noneMatch(
                        longer -> longer.end() > number.end() && longer.digits().length() <= 12);
    }

    /** Returns whether the first of several groups belongs to a code: {@code BT_0020 4364 4349}. */
    private static boolean isAttachedToCode(DigitGroups number) {
        String text = number.text();
        int start = number.start();
        return !number.isOneGroup()
                && start > 1
                && text.charAt(start - 1) == '_'
                && Character.isLetter(text.charAt(start - 2))
                && !number.separators().contains("_");
    }
}
