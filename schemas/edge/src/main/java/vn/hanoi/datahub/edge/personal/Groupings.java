package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How people group the digits of their numbers. A number without a name has to be written in a usual way, because the
 * codes of wards, parcels, dossiers and days have as many digits.
 */
final class Groupings {

    /** Ten digits, and eleven. */
    private static final Set<String> TELEPHONE = Set.of(
            ("10 4-6 3-7 2-8 4-3-3 3-3-4 3-4-3 4-4-2 4-2-4 2-4-4 4-2-2-2 3-2-2-3 3-3-2-2 2-2-2-2-2 1-3-3-3 1-2-3-4"
                            + " 11 3-8 4-7 3-4-4 4-4-3 4-3-4 3-1-3-4 3-2-2-2-2 4-3-2-2")
                    .split(" "));

    private static final Set<String> CARD = Set.of(
            "12", "6-6", "3-9", "9-3", "4-4-4", "3-3-3-3", "3-3-6", "3-6-3", "6-3-3", "3-4-5", "3-2-7", "3-1-2-6");

    /** Only with blanks between the groups. */
    private static final Set<String> SPACED = Set.of("1-9", "7-3", "7-5", "4-8");

    /** A later group like a year is one in the number of a document: {@code 09-2025-0001}. */
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    /** Groupings that may end with digits like a year. */
    private static final Set<String> BEFORE_YEAR = Set.of("3-4-4", "4-2-4", "3-3-4");

    private static final Set<String> MIXED = Set.of("4-3-3", "3-3-4", "3-4-3");

    private static final Pattern SILENT = Pattern.compile("[ ()\\[\\]]");

    /** Separators of times, lists, days and months. */
    private static final String BETWEEN_PAIRS = ":,/";

    private static final String BETWEEN_ITEMS = "|,/";

    private Groupings() {}

    static boolean isTelephone(DigitGroups number) {
        String shape = nationalShape(number);
        return isUsual(number, shape, TELEPHONE)
                && (kinds(number) <= 1 || MIXED.contains(shape))
                && !hasYear(number, number.groups().size() - (BEFORE_YEAR.contains(shape) ? 1 : 0));
    }

    static boolean isCard(DigitGroups number) {
        return isUsual(number, number.shape(), CARD)
                && kinds(number) <= 1
                && !hasYear(number, number.groups().size());
    }

    /** Returns whether one of the groups after the first, up to a number of them, looks like a year. */
    private static boolean hasYear(DigitGroups number, int groups) {
        return number.groups().stream()
                .limit(groups)
                .skip(1)
                .anyMatch(group -> YEAR.matcher(group).matches());
    }

    /** Returns whether a sum could be written like this: with points or commas, or after three digits with blanks. */
    static boolean isInThousands(DigitGroups number) {
        String separators = String.join("", number.separators());
        return !number.isOneGroup()
                && (separators.matches("[.,]+")
                        || separators.isBlank() && number.groups().get(0).length() == 3)
                && number.groups().stream().skip(1).allMatch(group -> group.length() == 3);
    }

    private static boolean isUsual(DigitGroups number, String shape, Set<String> usual) {
        if (number.isOneGroup()) {
            return true;
        }
        String strong = strong(number);
        boolean isSpelt = strong.isEmpty() && number.groups().stream().allMatch(group -> group.length() == 1);
        if (!isSpelt && !usual.contains(shape) && !(strong.isEmpty() && SPACED.contains(shape))) {
            return false;
        }
        char separator = strong.isEmpty() ? ' ' : strong.charAt(0);
        boolean arePairs = number.groups().stream().allMatch(group -> group.length() <= 2);
        if (arePairs) {
            return BETWEEN_PAIRS.indexOf(separator) < 0 && !isAscending(number, 1);
        }
        boolean isList = number.separators().stream().anyMatch(each -> each.startsWith(", ") || each.startsWith(". "));
        return !isList && !(BETWEEN_ITEMS.indexOf(separator) >= 0 && areItems(number));
    }

    /** Returns whether the groups are codes in order, such as {@code 001|002|006|007}. */
    private static boolean areItems(DigitGroups number) {
        return number.groups().stream().mapToInt(String::length).distinct().count() == 1
                && isAscending(number, Integer.MAX_VALUE);
    }

    private static boolean isAscending(DigitGroups number, long widestStep) {
        for (int i = 1; i < number.groups().size(); i++) {
            long step = Long.parseLong(number.groups().get(i))
                    - Long.parseLong(number.groups().get(i - 1));
            if (step < 1 || step > widestStep) {
                return false;
            }
        }
        return true;
    }

    private static long kinds(DigitGroups number) {
        return strong(number).chars().distinct().count();
    }

    /** Returns the separators without blanks and brackets. */
    private static String strong(DigitGroups number) {
        return SILENT.matcher(String.join("", number.separators())).replaceAll("");
    }

    /** Returns the lengths of the groups as they are without a country code, and with a leading zero. */
    private static String nationalShape(DigitGroups number) {
        String digits = number.digits();
        int code = digits.startsWith("0084") ? 4 : digits.startsWith("84") ? 2 : 0;
        if (code == 0) {
            return number.shape();
        }
        List<Integer> lengths = new ArrayList<>();
        int left = code;
        for (String group : number.groups()) {
            int skipped = Math.min(left, group.length());
            left -= skipped;
            if (group.length() > skipped) {
                lengths.add(group.length() - skipped);
            }
        }
        boolean hasZero = digits.charAt(code) == '0';
        if (!hasZero) {
            lengths.set(0, lengths.get(0) + 1);
        } else if (lengths.get(0) == 1 && lengths.size() > 1) {
            lengths.set(0, lengths.remove(0) + lengths.get(0));
        }
        return lengths.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
