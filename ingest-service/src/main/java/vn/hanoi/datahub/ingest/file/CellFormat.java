package vn.hanoi.datahub.ingest.file;

import java.util.Locale;
import java.util.regex.Pattern;

/** Determines from the format of a cell whether the spreadsheet displays its number as a date or a time. */
final class CellFormat {

    /** Hours, minutes or seconds that do not start again at a full day, hour or minute: {@code [h]:mm}. */
    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)]");

    /** Text in quotation marks, single characters that are only displayed, and colours, conditions and languages. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|[\\\\_*].|\\[(?!(h+|m+|s+)])[^\\]]*]");

    private static final Pattern PART_OF_TIME = Pattern.compile("[ymdhs]");

    private static final Pattern CLOCK = Pattern.compile("[hs]");
    private static final Pattern DAY = Pattern.compile("[yd]|mmm");
    private static final Pattern FRACTION = Pattern.compile("s+[.,]0");

    private CellFormat() {}

    static boolean isElapsed(String format) {
        return ELAPSED.matcher(plain(format)).find();
    }

    /** Returns whether a format displays a date or a time, or a part of one: {@code mmmm}. */
    static boolean isTime(String format) {
        return PART_OF_TIME.matcher(plain(format)).find();
    }

    /** Returns whether a format displays a time of day, perhaps with its date. */
    static boolean isClock(String format) {
        return CLOCK.matcher(plain(format)).find();
    }

    /** Returns whether a format displays a time of day without a date. */
    static boolean isClockAlone(String format) {
        return isClock(format) && !DAY.matcher(plain(format)).find();
    }

    static boolean showsFractions(String format) {
        return FRACTION.matcher(plain(format)).find();
    }

    private static String plain(String format) {
        return LITERAL.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
