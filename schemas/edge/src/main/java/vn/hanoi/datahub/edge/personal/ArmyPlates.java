package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/** Recognises number plates of the army: two letters and four digits, next to a word for a vehicle or its plate. */
final class ArmyPlates {

    private static final Pattern DIGITS = Pattern.compile("\\d\\d[ \\-]\\d\\d(?![\\p{L}\\d])(?![.\\-,]\\d)");
    private static final Pattern LETTERS = Pattern.compile("(?<![\\p{L}\\d])[A-Z]{2}[ \\-]$");
    private static final int DIGITS_AND_DASH = 5;

    private static final Pattern NAME =
            Pattern.compile("(?iu)(?<!\\p{L})(?:xe|biển (?:số|đỏ|kiểm soát)|bks|bsx)(?!\\p{L})");

    private static final int LETTERS_AND_DASH = 3;
    private static final int NEAR = 24;

    private ArmyPlates() {}

    static boolean is(String text, int start) {
        if (start < LETTERS_AND_DASH
                || !Character.isUpperCase(text.charAt(start - 2))
                || !PersonalData.isHere(DIGITS, text, start)) {
            return false;
        }
        String before = text.substring(Math.max(0, start - NEAR), start);
        String after = text.substring(start + DIGITS_AND_DASH, Math.min(text.length(), start + DIGITS_AND_DASH + NEAR));
        return LETTERS.matcher(before).find()
                && (NAME.matcher(before).find() || NAME.matcher(after).find());
    }
}
