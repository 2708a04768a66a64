package vn.hanoi.datahub.edge.personal;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in normalised form: one form of each letter, digit, dash and space, and no invisible characters. */
final class PlainText {

    /** Dates, and dates with a time: their digits are not a personal number. */
    private static final Pattern DATE = Pattern.compile(
            "(?<!\\d)(?:(?:19|20|21)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])|(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|[12]\\d|3[01])[-/.](?:19|20|21)\\d\\d)(?:[T ]\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)?(?!\\d)");

    private static final Pattern UUID =
            Pattern.compile("(?i)(?<![\\da-z])[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}(?![\\da-z])");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z\\d+/=_\\-]{16,}+");
    private static final Pattern HEXADECIMAL = Pattern.compile("[\\dA-Fa-f]{16,}+");

    /** How often a letter follows a digit in a hash, at least; a number attached to words has one or two. */
    private static final int FEWEST_CHANGES = 3;

    /** Stands for what was masked. */
    private static final char MASK = '\u2402';

    private static final Pattern AT = Pattern.compile(
            "(?iu) ?(?:[(\\[{<] ?(?:at|a|a còng|@) ?[)\\]}>]| (?:at|a còng) |[_\\-](?:at|a còng)[_\\-]|%40|&#(?:64|x40);) ?");
    private static final Pattern DOT = Pattern.compile(
            "(?iu) ?(?:[(\\[{<] ?(?:dot|chấm|\\.) ?[)\\]}>]| (?:dot|chấm) |[_\\-](?:dot|chấm)[_\\-]) ?");

    /** Where an address may be spelt out. */
    private static final Pattern SPELT = Pattern.compile("(?iu)[ _\\-](?:at|a còng)[ _\\-]|%40|&#");

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
            } else if (Character.isSurrogate(each) || Character.getType(each) == Character.OTHER_NUMBER) {
                return true; // digits beyond the Basic Multilingual Plane, or in circles
            }
        }
        return isSpelt(text);
    }

    /** Returns whether an address may be spelt out: {@code an at hanoi dot gov}. */
    private static boolean isSpelt(String text) {
        for (int i = 1; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean isAt = (each == 't' || each == 'T') && (text.charAt(i - 1) == 'a' || text.charAt(i - 1) == 'A');
            if (isAt || each == 'ò' || each == 'Ò' || each == '%' || each == '&') {
                return SPELT.matcher(text).find();
            }
        }
        return false;
    }

    static String of(String text) {
        String plain = text;
        if (!text.chars().allMatch(each -> each < ASCII)) {
            StringBuilder one = new StringBuilder(text.length());
            Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(point -> append(one, point));
            plain = one.toString();
        }
        boolean mayBeSpelt = BRACKETS.chars().anyMatch(bracket -> text.indexOf(bracket) >= 0) || isSpelt(plain);
        String addressed = mayBeSpelt ? AT.matcher(plain).replaceAll("@") : plain;
        return addressed.equals(plain) ? plain : DOT.matcher(addressed).replaceAll(".");
    }

    /** Returns the text with a placeholder for each date, UUID and hash. */
    static String withoutCodes(String plain) {
        String mask = String.valueOf(MASK);
        String dateless = DATE.matcher(plain).replaceAll(mask);
        String codeless = UUID.matcher(dateless).replaceAll(mask);
        return TOKEN.matcher(codeless)
                .replaceAll(token -> isHash(token.group()) ? mask : Matcher.quoteReplacement(token.group()));
    }

    private static boolean isHash(String token) {
        int changes = 0;
        for (int i = 1; i < token.length(); i++) {
            if (Character.isLetter(token.charAt(i)) && PersonalData.isDigit(token.charAt(i - 1))) {
                changes++;
            }
        }
        boolean isHexadecimal = changes > 0 && HEXADECIMAL.matcher(token).matches();
        return isHexadecimal || changes >= FEWEST_CHANGES;
    }

    private static void append(StringBuilder plain, int point) {
        switch (Character.getType(point)) {
            case Character.FORMAT -> {} // zero-width joiners, direction marks, soft hyphens
            case Character.DECIMAL_DIGIT_NUMBER -> plain.append(Character.digit(point, 10));
            case Character.DASH_PUNCTUATION -> plain.append('-');
            case Character.SPACE_SEPARATOR -> plain.append(' ');
            default -> {
                if (point == '。') {
                    plain.append('.');
                } else if (point == '\u2212') { // the minus sign
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
