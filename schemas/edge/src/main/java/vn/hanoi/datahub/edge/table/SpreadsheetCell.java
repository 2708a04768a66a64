package vn.hanoi.datahub.edge.table;

import java.util.regex.Pattern;

/** Text for a CSV file that a spreadsheet may open. */
public final class SpreadsheetCell {

    /**
     * What a formula, a command or a text mark begins with, also full-width or small, and also after blanks, quotation
     * marks and invisible characters, which some programs drop.
     */
    private static final Pattern RUN =
            Pattern.compile("[\t\r\n'].*|[\\s\\p{Z}\\p{Cf}\"“”]*[=+\\-@|＝＋－＠｜﹦﹢﹣﹫−].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d.,]*([eE][+-]?\\d+)?");

    private SpreadsheetCell() {}

    /**
     * Returns text that a spreadsheet shows and never executes (OWASP, CSV injection): an apostrophe is put before
     * anything that begins like a formula, or with an apostrophe itself. Numbers stay numbers.
     */
    public static String harmless(String text) {
        boolean isRun = RUN.matcher(text).matches() && !NUMBER.matcher(text).matches();
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
