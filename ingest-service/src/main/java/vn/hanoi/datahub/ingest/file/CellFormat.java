package vn.hanoi.datahub.ingest.file;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the format of a cell says of its number.
 *
 * @param isElapsed whether it displays hours, minutes or seconds that do not start again: {@code [h]:mm}
 * @param isTime whether it displays a date or a time, or a part of one: {@code mmmm}
 * @param isClock whether it displays a time of day, perhaps with its date
 * @param isClockAlone whether it displays a time of day without a date
 * @param showsFractions whether it displays fractions of a second
 */
record CellFormat(boolean isElapsed, boolean isTime, boolean isClock, boolean isClockAlone, boolean showsFractions) {

    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)]");

    /** Text in quotation marks, single characters that are only displayed, and colours, conditions and languages. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|[\\\\_*].|\\[(?!(h+|m+|s+)])[^\\]]*]");

    private static final Pattern PART_OF_TIME = Pattern.compile("[ymdhs]");
    private static final Pattern CLOCK = Pattern.compile("[hs]");
    private static final Pattern DAY = Pattern.compile("[yd]|mmm");
    private static final Pattern FRACTION = Pattern.compile("s+[.,]0");

    static CellFormat of(String format) {
        String plain = LITERAL.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
        boolean isClock = CLOCK.matcher(plain).find();
        return new CellFormat(
                ELAPSED.matcher(plain).find(),
                PART_OF_TIME.matcher(plain).find(),
                isClock,
                isClock && !DAY.matcher(plain).find(),
                FRACTION.matcher(plain).find());
    }
}
