package vn.hanoi.datahub.query.form;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.table.SpreadsheetCell;

/** Writes a cell of an exported table as text. */
public final class CellText {

    private CellText() {}

    /** Returns the text for a CSV file; text that a spreadsheet would execute is made harmless. */
    public static String csv(@Nullable Object cell) {
        return cell instanceof String text ? SpreadsheetCell.harmless(text) : of(cell);
    }

    /**
     * Returns the text of a cell: numbers without an exponent, times as RFC 3339 with seconds, null as an empty string.
     */
    public static String of(@Nullable Object cell) {
        if (cell instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        return cell == null ? "" : cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
    }
}
