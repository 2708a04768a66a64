package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/**
 * Recognises number plates of the army, two letters and four digits, and those of diplomats without their province. As
 * codes of sensors and cabinets look the same, there must be a word for a vehicle, for its plate, or for what it does.
 */
final class ArmyPlates {

    private static final Pattern DIGITS = Pattern.compile("\\d\\d\\d?[ \\-]\\d\\d(?![\\p{L}\\d])(?![.\\-,]\\d)");
    private static final Pattern LETTERS = Pattern.compile("(?<![\\p{L}\\d])(?<![\\p{L}\\d][\\-_./])[A-Z]{2}[ \\-]$");
    private static final Pattern DIPLOMATIC = Pattern.compile("(?<![\\p{L}\\d])(?:NG|NN|QT)[ \\-]$");
    private static final int DIGITS_OF_ARMY = 2;

    private static final Pattern NAME =
            Pattern.compile("(?iu)(?<!\\p{L})(?:xe|ô tô|biển (?:số|đỏ|kiểm soát|ngoại giao)|bks|bsx|đỗ|đậu|chở"
                    + "|lái|tài xế|vượt (?:đèn|ẩu)|lấn làn|ngược chiều|quá tốc độ|va chạm|tông|đâm|bóp còi)(?!\\p{L})");

    private static final int LETTERS_AND_DASH = 3;
    private static final int LONGEST_DIGITS = 6;
    private static final int NEAR = 24;

    private ArmyPlates() {}

    static boolean is(String text, int start) {
        if (start < LETTERS_AND_DASH
                || !Character.isUpperCase(text.charAt(start - 2))
                || !PersonalData.isHere(DIGITS, text, start)) {
            return false;
        }
        boolean isOfArmy = DigitGroups.endOfGroup(text, start) - start == DIGITS_OF_ARMY;
        String before = text.substring(Math.max(0, start - NEAR), start);
        String after = text.substring(start, Math.min(text.length(), start + LONGEST_DIGITS + NEAR));
        return (isOfArmy ? LETTERS : DIPLOMATIC).matcher(before).find()
                && (NAME.matcher(before).find() || NAME.matcher(after).find());
    }
}
