package vn.hanoi.datahub.ingest.file;

import java.util.Map;

/**
 * A row of a file.
 *
 * @param line where it begins in the file, from 1: the line of a CSV, the row of a sheet
 * @param cells text by column; columns without text are left out
 */
public record Row(long line, Map<String, String> cells) {

    /** The text of a column, or empty text. */
    public String cell(String column) {
        return cells.getOrDefault(column, "");
    }
}
