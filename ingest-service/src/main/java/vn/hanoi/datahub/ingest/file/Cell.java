package vn.hanoi.datahub.ingest.file;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;

/**
 * One cell of a file.
 *
 * @param text for a number, its digits with a decimal point; for a date, its local time (ISO 8601); for a formula or an
 *     error, the text in the cell
 * @param shown what the spreadsheet displays; null if the hub cannot determine it
 */
record Cell(String text, Kind kind, @Nullable String shown) {

    static final Cell EMPTY = new Cell("", Kind.TEXT, "");

    /**
     * Replaces what cannot be returned as text in a refused row. It is a placeholder, so the row is refused again until
     * someone enters the right value.
     */
    static final String UNKNOWN = "#?";

    /** The kind of a cell in a workbook; every cell of a CSV file or a notification is text. */
    enum Kind {
        TEXT,
        NUMBER,
        PERCENTAGE,
        DATE,
        BOOLEAN,
        FORMULA,
        ERROR,
        /** A part of a cell that spans several rows: its text may be the value of one row, of each, or of all. */
        MERGED,
        /** No cell at all: the second table has no row with the key that is the text. */
        NO_ROW
    }

    /** Returns a text cell with the text of a file, without surrounding whitespace. */
    static Cell written(@Nullable String text) {
        return text(plain(text));
    }

    /**
     * Returns the text of a cell in the form in which texts are compared: {@code strip} removes line breaks, and
     * {@code normalised} removes invisible spaces.
     */
    static String plain(@Nullable String text) {
        return text == null ? "" : WellFormed.normalised(text.strip()).strip();
    }

    static Cell text(String text) {
        return text.isEmpty() ? EMPTY : new Cell(text, Kind.TEXT, text);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
