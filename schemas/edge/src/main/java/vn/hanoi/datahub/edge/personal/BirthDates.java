package vn.hanoi.datahub.edge.personal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises a date of birth: a word for it and a day, or a name and a year. */
final class BirthDates {

    private static final String DAY =
            "(?:\\d{1,2}[-/. ]\\d{1,2}[-/. ](?:19|20)\\d\\d|(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2} tháng \\d{1,2} năm (?:19|20)\\d\\d)";

    private static final String JOINT = "[ :=(\"]{0,6}";

    /**
     * A person is born, and no dirt, pupil or cost: {@code vệ sinh}, {@code học sinh}, {@code phát sinh} are others.
     */
    private static final String BORN = "(?:(?<![\\p{L}\\d] )(?<!\\p{L})sinh|(?<!\\p{L})(?:sn|born))";

    private static final Pattern DATED = Pattern.compile(
            "(?:(?<!\\p{L})(?:ngày(?:,? tháng,? năm)? sinh|ngay sinh|ngày sn|ntns|dob|date ?of ?birth|birth ?da(?:y|te))"
                    + "|" + BORN + "(?: ngày| on)?)" + JOINT + DAY + "(?!\\d)");

    /** Beside a name only: a year of birth alone is a cohort. */
    private static final Pattern OF_A_NAME = Pattern.compile(
            "(?<!\\p{L})(?:(?<!(?:học|vệ|phát|tuyển|tái|khai|thí|sơ) )sinh(?: năm| ngày)?|năm sinh|sn|born(?: in| on)?)"
                    + JOINT + "(?:" + DAY + "|(?:19|20)\\d\\d)(?!\\d)");

    /** Without one of these there is no date of birth. */
    private static final List<String> WORDS = List.of("sinh", "sn", "ntns", "dob", "birth", "born");

    private BirthDates() {}

    static boolean isIn(String plain) {
        String text = plain.toLowerCase(Locale.ROOT);
        if (WORDS.stream().noneMatch(text::contains)) {
            return false; // nearly every text
        }
        return DATED.matcher(text).find() || OF_A_NAME.matcher(text).find() && PersonNames.isIn(plain);
    }
}
