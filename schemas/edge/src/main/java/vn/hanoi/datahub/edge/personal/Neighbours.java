package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/** Tells a number that stands for itself from a part of a longer number, a fraction or a code. */
final class Neighbours {

    /** What attaches a number to a code before it; a blank, a colon or a slash does not. */
    private static final String JOINTS = "_-.";

    private static final int LONGEST_WORD = 24;

    /** A code has one capital letter or two before its digits; a name has more, and these mean people. */
    private static final Pattern CODE = Pattern.compile("(?<![\\p{L}\\d])(?!KH|HS|NB|NV|PH|BN|HC|CC|ID)[A-Z]{1,2}-?$");

    private static final Pattern BRACKETS = Pattern.compile("[()\\[\\]]");

    private static final int LONGEST_WHOLE_PART = 2;
    private static final int CONTEXT = 24;

    private Neighbours() {}

    static boolean leaveFree(DigitGroups number, boolean isNamed) {
        return beginsFreely(number, isNamed) && endsFreely(number);
    }

    private static boolean beginsFreely(DigitGroups number, boolean isNamed) {
        String text = number.text();
        int start = number.start();
        int joint = DigitGroups.beginOfSeparator(text, start);
        if (joint < start && joint > 0 && PersonalData.isDigit(text.charAt(joint - 1))) {
            String separator = text.substring(joint, start);
            int begin = DigitGroups.beginOfGroup(text, joint);
            boolean isCode = JOINTS.contains(separator) && begin > 0 && Character.isLetter(text.charAt(begin - 1));
            boolean isPoint = separator.equals(".") || separator.equals(",");
            return !isCode
                    && !(isPoint && isDecimal(number, begin, joint, isNamed))
                    && (number.isOneGroup() || !continues(number, separator, joint - begin));
        }
        int word = start;
        while (word > 0 && JOINTS.indexOf(text.charAt(word - 1)) >= 0) {
            word--;
        }
        int begin = word;
        while (begin > 0 && word - begin < LONGEST_WORD && Character.isLetter(text.charAt(begin - 1))) {
            begin--;
        }
        if (begin == word) {
            return true;
        }
        boolean isHexadecimal = word == start && word - begin == 1 && "abcdef".indexOf(text.charAt(begin)) >= 0;
        boolean isMixed = begin > 0 && PersonalData.isDigit(text.charAt(begin - 1));
        return !isHexadecimal
                && !isMixed
                && (isNamed || !CODE.matcher(before(text, start)).find());
    }

    /**
     * Returns whether a group before a point is the whole part of a decimal number, such as {@code 21.0385110123}. One
     * digit may also be a number in a list, {@code 1.0912345678}, unless a word or a unit says what was measured; and a
     * comma separates cells, but after a zero.
     */
    private static boolean isDecimal(DigitGroups number, int begin, int point, boolean isNamed) {
        String text = number.text();
        int length = point - begin;
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        boolean isZero = length == 1 && text.charAt(begin) == '0' && before != ',';
        if (text.charAt(point) == ',') {
            return isZero && !isNamed;
        }
        boolean isItem = length == 1 && before == ' ' && !isZero && !NumberUse.isMeasurement(text, begin, number.end());
        return length > LONGEST_WHOLE_PART || !(isNamed || isItem);
    }

    private static boolean endsFreely(DigitGroups number) {
        String text = number.text();
        int end = number.end();
        int letters = end;
        while (letters < text.length() && letters - end < LONGEST_WORD && Character.isLetter(text.charAt(letters))) {
            letters++;
        }
        if (letters > end || number.isOneGroup()) {
            return letters == end || letters == text.length() || !PersonalData.isDigit(text.charAt(letters));
        }
        int next = DigitGroups.endOfSeparator(text, end);
        if (next == text.length() || !PersonalData.isDigit(text.charAt(next))) {
            return true;
        }
        int length = DigitGroups.endOfGroup(text, next) - next;
        return isAnother(number, next, length) || !continues(number, text.substring(end, next), length);
    }

    /** Returns whether a number grouped in the same way seems to follow: {@code 0912.345.678.0356.789.012}. */
    private static boolean isAnother(DigitGroups number, int next, int length) {
        return number.text().charAt(next) == '0'
                && number.groups().get(0).length() == length
                && number.groups().stream().anyMatch(group -> group.length() != length)
                && DigitGroups.isLong(number.text(), next);
    }

    /**
     * Returns whether a group next to the number is one more of its groups: the separator is the same, and between
     * blanks the length, too.
     */
    private static boolean continues(DigitGroups number, String separator, int length) {
        String bare = BRACKETS.matcher(separator).replaceAll("");
        if (bare.isBlank()) {
            return number.groups().stream().allMatch(group -> group.length() == length);
        }
        return number.separators().stream()
                .anyMatch(each -> BRACKETS.matcher(each).replaceAll("").equals(bare));
    }

    private static String before(String text, int end) {
        return text.substring(Math.max(0, end - CONTEXT), end);
    }
}
