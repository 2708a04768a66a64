package vn.hanoi.datahub.edge.personal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises number plates of cars and motorbikes (Circular 79/2024/TT-BCA). */
final class NumberPlates {

    private static final String PROVINCE = "(?:1[1-9]|[2-9]\\d)";

    /** One letter or two, but no unit and no kind of document; a motorbike has a digit more. */
    private static final String SERIES =
            "(?!(?:MW|KV|KW|GB|MB|TB|KM|KG|HP|HA|CM|MM|DB|HZ|NQ|CT|KH|KL|QĐ|QD|TT|CV|BC|HD|HĐ|UB|TP)[^A-ZĐ])[A-HK-NP-VXYZ][A-HK-NP-VXYZĐ]?(?:-?\\d)?";

    private static final String GAP = "[ ._/,\\-]{1,3}";
    private static final String FIVE = "\\d{3}[.,_ ]?\\d{2}";

    private static final String END = "(?![\\d])(?![.\\-,]\\d)";

    /** With a gap, in any case; without one, in capitals. */
    private static final Pattern PLATE = Pattern.compile(PROVINCE
            + "(?:[ \\-]?" + SERIES + GAP + FIVE
            + "|[ \\-]?(?:[a-hk-np-vxyz]\\d[ \\-]|[a-hk-np-vxyz]-)" + FIVE
            + "|[ \\-]?" + SERIES + FIVE
            + "|[A-HK-NP-VXYZ]\\d?-(?!(?:19|20)\\d\\d)\\d{4}"
            + "|[ \\-]?(?:NG|NN|QT)[ \\-]?\\d{3}[ \\-]?\\d{2}"
            + "|-\\d{3}-(?:NG|NN|QT)-\\d{2})" + END);

    /** After a word that says so, with four digits and in small letters, too. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)" + PROVINCE + "[ \\-]?" + SERIES + "[ ._/,\\-]{0,3}(?:" + FIVE + "|\\d{4})" + END);

    private static final Pattern NAMES = Pattern.compile(
            "(?<![\\p{L}])(?:xe|xe máy|ô tô|oto|biển số|bien so|biển kiểm soát|biển|bks|bsx|bs|plate)[ _:=#.\\-]*(?:số|so|là)?[ _:=#.\\-]*$");

    /** A longitude of Vietnam after a latitude. */
    private static final Pattern COORDINATE = Pattern.compile("\\d\\d[NB][ \\-]?10\\d[.,]\\d\\d");

    private static final int CONTEXT = 24;
    private static final int DIGITS_OF_PROVINCE = 2;

    private NumberPlates() {}

    static boolean is(String text, int start) {
        boolean hasProvince =
                text.charAt(start) != '0' && DigitGroups.endOfGroup(text, start) - start == DIGITS_OF_PROVINCE;
        if (!hasProvince || !(PersonalData.isHere(NAMED, text, start) || PersonalData.isHere(PLATE, text, start))) {
            return false;
        }
        String before = text.substring(Math.max(0, start - CONTEXT), start).toLowerCase(Locale.ROOT);
        if (NAMES.matcher(before).find() && PersonalData.isHere(NAMED, text, start)) {
            return true;
        }
        return isFree(text, start)
                && PersonalData.isHere(PLATE, text, start)
                && !PersonalData.isHere(COORDINATE, text, start);
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
