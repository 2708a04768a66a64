package vn.hanoi.datahub.ingest.file;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Detail;

/**
 * A row of a file.
 *
 * @param line where it begins in the file, from 1: the line of a CSV, the row of a sheet
 * @param cells text by column; columns without text are left out
 * @param problem what keeps it from being read as it is meant; null for nothing
 */
public record Row(
        long line, Map<String, String> cells, @Nullable Detail problem) {

    public Row(long line, Map<String, String> cells) {
        this(line, cells, null);
    }

    /** The text of a column, or empty text. */
    public String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    /** Whether it says nothing at all. */
    boolean isEmpty() {
        return cells.isEmpty() && problem == null;
    }
}
