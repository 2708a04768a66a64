package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Groups of digits with separators between them, as people write long numbers: {@code 0912 345 678}.
 *
 * @param start position of the first digit
 * @param end position after the last digit
 * @param groups the digits, at least one group
 * @param separators what stands between the groups
 */
record DigitGroups(String text, int start, int end, List<String> groups, List<String> separators) {

    private static final int FEWEST_DIGITS = 9;

    /** Digits of a mobile number; a landline number has one more. */
    private static final int SHORTEST = 10;

    private static final int LENGTH_OF_CARD = 12;

    /** Country code with two zeros, a zero in brackets, and ten digits. */
    private static final int MOST_DIGITS = 15;

    private static final int WIDEST_SEPARATOR = 4;
    private static final String SEPARATORS = " .-/_()[]·•,:*|\\'";

    /**
     * Returns the numbers that begin with the group at a position and have as many digits as their first ones call for,
     * the shortest first.
     *
     * @param isNamed whether a word says that this is a personal number
     */
    static List<DigitGroups> from(String text, int start, boolean isNamed) {
        char first = text.charAt(start);
        if (!isNamed && first != '0' && first != '8') {
            return List.of();
        }
        List<DigitGroups> found = List.of();
        List<String> groups = new ArrayList<>();
        List<String> separators = new ArrayList<>();
        StringBuilder digits = new StringBuilder(MOST_DIGITS);
        int at = start;
        while (digits.length() < MOST_DIGITS) {
            int end = endOfGroup(text, at);
            if (end - at > MOST_DIGITS) {
                break;
            }
            groups.add(text.substring(at, end));
            digits.append(text, at, end);
            if (isNamed ? digits.length() >= FEWEST_DIGITS : hasLength(digits)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(new DigitGroups(text, start, end, List.copyOf(groups), List.copyOf(separators)));
            }
            at = endOfSeparator(text, end);
            if (at == end || at == text.length() || !PersonalData.isDigit(text.charAt(at))) {
                break;
            }
            separators.add(text.substring(end, at));
        }
        return found;
    }

    /** Returns whether the group at a position and those after it have as many digits as a personal number. */
    static boolean isLong(String text, int start) {
        int digits = 0;
        int at = start;
        while (digits < FEWEST_DIGITS && at < text.length() && PersonalData.isDigit(text.charAt(at))) {
            int end = endOfGroup(text, at);
            digits += end - at;
            at = endOfSeparator(text, end);
        }
        return digits >= FEWEST_DIGITS;
    }

    /** Returns whether digits are as many as a number that begins like them has. */
    private static boolean hasLength(CharSequence digits) {
        int length = digits.length();
        if (length < SHORTEST) {
            return false;
        }
        char second = digits.charAt(1);
        if (digits.charAt(0) == '8') {
            return second == '4';
        }
        return switch (length) {
            case SHORTEST -> second >= '3';
            case SHORTEST + 1 -> second == '2' || second == '1';
            case LENGTH_OF_CARD -> true;
            default -> second == '0' && digits.charAt(2) == '8' && digits.charAt(3) == '4';
        };
    }

    /** Returns where a group ends, or a little later where it is too long for any number. */
    static int endOfGroup(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= MOST_DIGITS && PersonalData.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /**
     * Returns where the group began that ends at a position, or a little earlier where it is too long for any number.
     */
    static int beginOfGroup(String text, int end) {
        int begin = end;
        while (begin > 0 && end - begin <= MOST_DIGITS && PersonalData.isDigit(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    /** Returns where a separator ends that begins at a position; the position itself where there is none. */
    static int endOfSeparator(String text, int begin) {
        int end = begin;
        while (end < text.length() && end - begin < WIDEST_SEPARATOR && SEPARATORS.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    static int beginOfSeparator(String text, int end) {
        int begin = end;
        while (begin > 0 && end - begin < WIDEST_SEPARATOR && SEPARATORS.indexOf(text.charAt(begin - 1)) >= 0) {
            begin--;
        }
        return begin;
    }

    String digits() {
        return String.join("", groups);
    }

    boolean isOneGroup() {
        return groups.size() == 1;
    }

    boolean beginsWithZero() {
        return text.charAt(start) == '0';
    }

    /** Returns the lengths of the groups: {@code 4-3-3}. */
    String shape() {
        return groups.stream().map(group -> String.valueOf(group.length())).collect(Collectors.joining("-"));
    }
}
