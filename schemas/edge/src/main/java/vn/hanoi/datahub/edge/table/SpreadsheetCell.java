package vn.hanoi.datahub.edge.table;

import java.util.regex.Pattern;

/** Text in a CSV that a spreadsheet may open. */
public final class SpreadsheetCell {

    /** By which spreadsheets know UTF-8. */
    public static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String RUN = "=+-@\t\r\n|";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d.,]*([eE][+-]?\\d+)?");

    private SpreadsheetCell() {}

    /**
     * Text that a spreadsheet shows and never runs (OWASP, CSV injection): an apostrophe goes before what begins as a
     * formula does. Numbers stay numbers.
     */
    public static String harmless(String text) {
        boolean isRun = !text.isEmpty()
                && RUN.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return isRun ? "'" + text : text;
    }

    /** The text that {@link #harmless} was given. */
    public static String plain(String text) {
        return text.length() > 1
                        && text.charAt(0) == '\''
                        && harmless(text.substring(1)).equals(text)
                ? text.substring(1)
                : text;
    }
}
