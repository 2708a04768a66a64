package vn.hanoi.datahub.edge.personal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in normalised form: one form of each letter, digit, dash and space, and no invisible characters. */
final class PlainText {

    /** Dates, and dates with a time: their digits are not a personal number. */
    private static final Pattern DATE = Pattern.compile(
            "(?<!\\d)(?:(?:19|20|21)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])|(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|[12]\\d|3[01])[-/.](?:19|20|21)\\d\\d)(?:[T ]\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)?(?!\\d)");

    private static final Pattern UUID =
            Pattern.compile("(?i)(?<![\\da-z])[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}(?![\\da-z])");

    /** Addresses of network cards, and of hosts (IPv6). */
    private static final Pattern NETWORK = Pattern.compile(
            "(?i)(?<![\\da-z:\\-])(?:[\\da-f]{2}(?:-[\\da-f]{2}){5}|[\\da-f]{1,4}(?::[\\da-f]{1,4}){7})(?![\\da-z:\\-])");

    /** A part of a path, a file's name, or a token. */
    private static final Pattern PIECE = Pattern.compile("[A-Za-z\\d+]{6,}+");

    private static final Pattern HEXADECIMAL = Pattern.compile("[\\dA-Fa-f]{16,}+");

    /** How often a letter follows a digit in a hash, at least; a number attached to words has one or two. */
    private static final int FEWEST_CHANGES = 3;

    /** Stands for what was masked. */
    private static final char MASK = '\u2402';

    private static final String AT_SIGN = "(?:at|a[ \\-]?(?:còng|cong|móc|vòng))";

    private static final Pattern AT = Pattern.compile(
            "(?iu) ?(?:[(\\[{<] ?(?:" + AT_SIGN + "|a|@) ?[)\\]}>]| " + AT_SIGN + " |[_\\-]" + AT_SIGN + "[_\\-]) ?");
    private static final Pattern DOT = Pattern.compile(
            "(?iu) ?(?:[(\\[{<] ?(?:dot|chấm|\\.) ?[)\\]}>]| (?:dot|chấm|cham) |[_\\-](?:dot|chấm)[_\\-]) ?");

    /** Where an address may be spelt out. */
    private static final Pattern SPELT =
            Pattern.compile("(?iu)[ _\\-]" + AT_SIGN + "[ _\\-]|%40|&(?:#64|#x40|commat);");

    /** A number with letters for its zeros: {@code O912 345 67o}. Only a few of its digits may be letters. */
    private static final Pattern ZERO = Pattern.compile(
            "(?<![\\p{L}\\d])(?=[\\d .\\-]{0,14}[oO])(?=(?:[oO .\\-]{0,4}\\d){6})[\\doO](?:[ .\\-]?[\\doO]){8,11}(?![\\p{L}\\d])");

    /** A text with fewer digits contains no personal number: an army's plate has four. */
    private static final int FEWEST_DIGITS = 4;

    /** Selectors of a character's form. */
    private static final int FIRST_VARIATION = 0xFE00;

    private static final int LAST_VARIATION = 0xFE0F;

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
            boolean maySpell = switch (each) {
                case 't', 'T', 'c', 'C' -> text.charAt(i - 1) == 'a' || text.charAt(i - 1) == 'A';
                case 'ò', 'Ò', 'ó', 'Ó', '%', '&' -> true;
                default -> false;
            };
            if (maySpell) {
                return SPELT.matcher(text).find();
            }
        }
        return false;
    }

    static String of(String text) {
        String plain = Escapes.decoded(text);
        if (!isPlain(plain)) {
            StringBuilder one = new StringBuilder(plain.length());
            Normalizer.normalize(plain, Normalizer.Form.NFKC).codePoints().forEach(point -> append(one, point));
            plain = one.toString();
        }
        plain = !hasOneOf(plain, "oO")
                ? plain
                : ZERO.matcher(plain).replaceAll(number -> number.group().replaceAll("[oO]", "0"));
        boolean mayBeSpelt = hasOneOf(plain, BRACKETS) || isSpelt(plain);
        String addressed = mayBeSpelt ? AT.matcher(plain).replaceAll("@") : plain;
        return addressed.indexOf('@') >= 0 ? DOT.matcher(addressed).replaceAll(".") : addressed;
    }

    /** Returns up to a number of characters before a position, in small letters. */
    static String before(String text, int position, int length) {
        return text.substring(Math.max(0, position - length), position).toLowerCase(Locale.ROOT);
    }

    /** Returns whether a text has so many letters. */
    static boolean hasLetters(String text, int fewest) {
        int letters = 0;
        for (int i = 0; i < text.length() && letters < fewest; i++) {
            letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
        }
        return letters == fewest;
    }

    static boolean hasOneOf(String text, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            if (text.indexOf(characters.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the text has only visible ASCII characters and single blanks. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~' || each == ' ' && i > 0 && text.charAt(i - 1) == ' ') {
                return false;
            }
        }
        return true;
    }

    /** Returns the text with a placeholder for each date, UUID and hash. */
    static String withoutCodes(String plain) {
        String mask = String.valueOf(MASK);
        String dateless = DATE.matcher(plain).replaceAll(mask);
        String codeless =
                NETWORK.matcher(UUID.matcher(dateless).replaceAll(mask)).replaceAll(mask);
        return PIECE.matcher(codeless)
                .replaceAll(piece -> isHash(piece.group()) ? mask : Matcher.quoteReplacement(piece.group()));
    }

    private static boolean isHash(String piece) {
        int changes = 0;
        for (int i = 1; i < piece.length(); i++) {
            if (Character.isLetter(piece.charAt(i)) && PersonalData.isDigit(piece.charAt(i - 1))) {
                changes++;
            }
        }
        boolean isHexadecimal = changes > 0 && HEXADECIMAL.matcher(piece).matches();
        return isHexadecimal || changes >= FEWEST_CHANGES;
    }

    private static void append(StringBuilder plain, int point) {
        switch (Character.getType(point)) {
            // zero-width joiners, direction marks, soft hyphens; the frame of a keycap
            case Character.FORMAT, Character.ENCLOSING_MARK -> {}
            case Character.DECIMAL_DIGIT_NUMBER -> plain.append(Character.digit(point, 10));
            case Character.DASH_PUNCTUATION -> plain.append('-');
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL -> appendBlank(plain);
            default -> {
                if (point == '。') {
                    plain.append('.');
                } else if (point == '\u2212') { // the minus sign
                    plain.append('-');
                } else if (point < FIRST_VARIATION || point > LAST_VARIATION) {
                    plain.appendCodePoint(point);
                }
            }
        }
    }

    private static void appendBlank(StringBuilder plain) {
        if (plain.isEmpty() || plain.charAt(plain.length() - 1) != ' ') {
            plain.append(' ');
        }
    }
}
