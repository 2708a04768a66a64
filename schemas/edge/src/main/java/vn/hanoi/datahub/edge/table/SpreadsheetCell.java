package vn.hanoi.datahub.edge.table;

import java.util.regex.Pattern;

/** Text for a CSV file that a spreadsheet may open. */
public final class SpreadsheetCell {

    private static final String RUN = "=+-@\t\r\n|'";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d.,]*([eE][+-]?\\d+)?");

    private SpreadsheetCell() {}

    /**
     * Returns text that a spreadsheet shows and never executes (OWASP, CSV injection): an apostrophe is put before
     * anything that begins like a formula, or with an apostrophe itself. Numbers stay numbers.
     */
    public static String harmless(String text) {
        boolean isRun = !text.isEmpty()
                && RUN.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return isRun ? "'" + text : text;
    }

    /** Returns the text that was passed to {@link #harmless}. */
    public static String plain(String text) {
        return text.length() > 1
                        && text.charAt(0) == '\''
                        && harmless(text.substring(1)).equals(text)
                ? text.substring(1)
                : text;
    }
}
