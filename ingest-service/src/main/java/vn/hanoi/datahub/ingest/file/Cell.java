package vn.hanoi.datahub.ingest.file;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;

/**
 * One cell of a file.
 *
 * @param text of a number its digits with a point before the decimals, of a date its local time (ISO 8601), of a
 *     formula or an error what stands there
 * @param shown what a person sees in the cell; null where the spreadsheet shows it in a way that the hub does not know
 */
record Cell(String text, Kind kind, @Nullable String shown) {

    static final Cell EMPTY = new Cell("", Kind.TEXT, "");

    /**
     * Stands in a row that comes back for what cannot be given back as text: it names nothing, so that the row is
     * refused again until somebody has typed what belongs there.
     */
    static final String UNKNOWN = "#?";

    /** What a workbook says of a cell; every cell of a CSV, and of a notification, is text. */
    enum Kind {
        TEXT,
        NUMBER,
        PERCENTAGE,
        DATE,
        BOOLEAN,
        FORMULA,
        ERROR
    }

    /** A cell as a file holds it, without blanks around. */
    static Cell written(@Nullable String text) {
        return text(plain(text));
    }

    /**
     * The text of a cell as two of them are compared: strip takes the line breaks, the other the blanks that nobody
     * sees.
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
