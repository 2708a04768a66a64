package vn.hanoi.datahub.edge.personal;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Text in normalised form: one form of each letter, digit, dash and space, and no invisible characters. */
final class PlainText {

    /** Dates, and dates with a time: their digits are not a personal number. */
    private static final Pattern DATE = Pattern.compile(
            "(?<!\\d)(?:(?:19|20|21)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])|(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20|21)\\d\\d)(?:[T ]\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)?(?!\\d)");

    private static final Pattern AT =
            Pattern.compile("(?iu) ?(?:[(\\[{<] ?(?:at|a còng|@) ?[)\\]}>]| (?:at|a còng) ) ?");
    private static final Pattern DOT =
            Pattern.compile("(?iu) ?(?:[(\\[{<] ?(?:dot|chấm|\\.) ?[)\\]}>]| (?:dot|chấm) ) ?");

    /** A text with fewer digits contains no personal number: a plate has six. */
    private static final int FEWEST_DIGITS = 6;

    private static final int ASCII = 128;
    private static final String BRACKETS = "([{<（";

    private PlainText() {}

    /** Returns whether the text needs a closer look: most texts are words, or short. */
    static boolean mayHoldNumberOrAddress(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '@'
                    || each == '('
                    || each == '['
                    || each == '{'
                    || each == '<'
                    || each == '＠'
                    || each == '﹫'
                    || each == '（') {
                return true;
            } else if (Character.isDigit(each) && ++digits >= FEWEST_DIGITS) {
                return true;
            } else if (Character.isSurrogate(each)) {
                return true; // digits beyond the Basic Multilingual Plane
            }
        }
        return text.contains(" at ") || text.contains(" a còng ");
    }

    static String of(String text) {
        String plain = text;
        if (!text.chars().allMatch(each -> each < ASCII)) {
            StringBuilder one = new StringBuilder(text.length());
            Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(point -> append(one, point));
            plain = one.toString();
        }
        boolean mayBeSpelt = BRACKETS.chars().anyMatch(bracket -> text.indexOf(bracket) >= 0)
                || plain.contains(" at ")
                || plain.contains(" a còng ");
        String addressed = mayBeSpelt ? AT.matcher(plain).replaceAll("@") : plain;
        return addressed.equals(plain) ? plain : DOT.matcher(addressed).replaceAll(".");
    }

    /** Returns the text with a placeholder for each date, including its time. */
    static String withoutDates(String plain) {
        return DATE.matcher(plain).replaceAll("~");
    }

    private static void append(StringBuilder plain, int point) {
        switch (Character.getType(point)) {
            case Character.FORMAT -> {} // zero-width joiners, direction marks, soft hyphens
            case Character.DECIMAL_DIGIT_NUMBER -> plain.append(Character.digit(point, 10));
            case Character.DASH_PUNCTUATION -> plain.append('-');
            case Character.SPACE_SEPARATOR -> plain.append(' ');
            default -> {
                if (point == '\u2212') { // the minus sign
                    plain.append('-');
                } else if (Character.isWhitespace(point)) {
                    plain.append(' ');
                } else {
                    plain.appendCodePoint(point);
                }
            }
        }
    }
}
