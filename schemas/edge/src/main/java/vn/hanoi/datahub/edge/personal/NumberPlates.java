package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/** Recognises number plates of cars and motorbikes (Circular 79/2024/TT-BCA). */
final class NumberPlates {

    /** Not every number is a province's. */
    private static final String PROVINCE = "(?!10|13|42|44|45|46|87|91|96)[1-9]\\d";

    private static final String LETTER = "[A-HK-NP-VXYZĐ]";
    private static final String SMALL = "[a-hk-np-vxyzđ]";

    /** One letter or two, but no unit and no kind of document; a motorbike has a digit more. */
    private static final String SERIES =
            "(?!(?:MW|KV|KW|GB|MB|TB|KM|KG|HP|HA|CM|MM|DB|HZ|NQ|CT|KH|KL|QĐ|QD|TT|CV|BC|HD|HĐ|UB|TP)[^A-ZĐ])" + LETTER
                    + LETTER + "?(?:-?\\d)?";

    /** In small letters, a digit or a dash distinguishes a plate from a house and a quantity. */
    private static final String SMALL_SERIES =
            "(?!(?:km|kg|kw|kv|ha|cm|mm|gb|mb))(?:" + SMALL + SMALL + "?\\d[ \\-]|" + SMALL + SMALL + "?-)";

    private static final String GAP = "[ ._/,:|(·\\-]{1,3}";
    private static final String FIVE = "\\d{3}[.,_· ]?\\d{2}";

    /** Motorbikes until 2010. */
    private static final String FOUR = "(?!(?:19|20)\\d\\d)\\d{4}";

    /** No more digits, and no file of a drawing or a document. */
    private static final String END = "(?!\\d)(?![.\\-,]\\d)(?!\\.(?:dwg|dxf|dgn|pdf|docx?|xlsx?|zip|csv|json|xml)\\b)";

    /** With a gap, in any case; without one, in capitals. */
    private static final Pattern PLATE = Pattern.compile(PROVINCE
            + "(?:[ \\-]?" + SERIES + "(?:" + GAP + ")?" + FIVE
            + "|[ \\-]?" + SMALL_SERIES + FIVE
            + "|(?:" + LETTER + "\\d?|" + SMALL + "\\d)-" + FOUR
            + "|-(?:" + LETTER + "|" + SMALL + ")\\d[ \\-]" + FOUR
            + "|[ \\-]?(?:NG|NN|QT)[ \\-]?\\d{3}[ \\-]?\\d{2}"
            + "|-\\d{3}-(?:NG|NN|QT)-\\d{2})" + END);

    /** After a word that says so, with four digits and in small letters, too. */
    private static final Pattern NAMED =
            Pattern.compile("(?iu)" + PROVINCE + "[ \\-]?" + SERIES + "(?:" + GAP + ")?(?:" + FIVE + "|\\d{4})" + END);

    private static final String NAME =
            "(?<!\\p{L})(?:xe|xe máy|ô tô|oto|biển số|bien so|biển kiểm soát|biển|bks|bsx|bs|plate)";

    private static final Pattern NAMES = Pattern.compile(NAME + "[ _:=#.\\-]*(?:số|so|là)?[ _:=#.\\-]*$");

    /** Things whose codes look like plates; a cabinet has one, too, and one or two letters and a dash begin a code. */
    private static final Pattern THING = Pattern.compile(
            "(?<!\\p{L})(?:(?:tòa|toà|khu|lô|mốc|tệp|cam|camera|(?:mã )?tủ|căn hộ|chung cư|bản vẽ)[ _:#\\-]*|(?!xe)[a-z]{1,2}-)$");

    /** A longitude of Vietnam after a latitude. */
    private static final Pattern COORDINATE = Pattern.compile("\\d\\d[NB][ \\-]?10\\d[.,]\\d\\d");

    private static final int CONTEXT = 24;
    private static final int DIGITS_OF_PROVINCE = 2;

    private NumberPlates() {}

    static boolean is(String text, int start) {
        if (DigitGroups.endOfGroup(text, start) - start != DIGITS_OF_PROVINCE
                || !mayHaveSeries(text, start + DIGITS_OF_PROVINCE)) {
            return false;
        }
        boolean isPlate = PersonalData.isHere(PLATE, text, start);
        boolean mayBeNamed = isPlate || PersonalData.isHere(NAMED, text, start);
        if (!mayBeNamed) {
            return false;
        }
        String before = PlainText.before(text, start, CONTEXT);
        if (NAMES.matcher(before).find() && PersonalData.isHere(NAMED, text, start)) {
            return true;
        }
        return isPlate
                && isFree(text, start)
                && !THING.matcher(before).find()
                && !PersonalData.isHere(COORDINATE, text, start);
    }

    /** Returns whether a letter follows the province, or a dash and a country. */
    private static boolean mayHaveSeries(String text, int end) {
        if (end + 1 >= text.length()) {
            return false;
        }
        char after = text.charAt(end);
        return Character.isLetter(after)
                || (after == ' ' || after == '-') && Character.isLetterOrDigit(text.charAt(end + 1));
    }

    /** Returns whether no letters are attached, but for a whole word and a dash: {@code XE-30A-123.45}. */
    private static boolean isFree(String text, int start) {
        if (start == 0) {
            return true;
        }
        char before = text.charAt(start - 1);
        if (Character.isLetterOrDigit(before)) {
            return false;
        }
        return start == 1 || !(".-".indexOf(before) >= 0 && PersonalData.isDigit(text.charAt(start - 2)));
    }
}
