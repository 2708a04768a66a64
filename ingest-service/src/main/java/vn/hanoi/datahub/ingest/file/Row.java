package vn.hanoi.datahub.ingest.file;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * A row of a file.
 *
 * @param line where it begins in the file, from 1: the line of a CSV file, or the row of a sheet
 * @param cells by column; columns without text are left out
 * @param problem why it cannot be read as intended; null if it can
 */
public record Row(
        long line, Map<String, Cell> cells, @Nullable Detail problem) {

    /** Returns a row of text cells, such as the attributes of an entity. */
    public static Row of(long line, Map<String, String> texts) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        texts.forEach((column, text) -> cells.put(column, Cell.text(text)));
        return new Row(line, cells, null);
    }

    Cell cell(String column) {
        return cells.getOrDefault(column, Cell.EMPTY);
    }

    /** Returns the text of a column, or an empty string. */
    public String text(String column) {
        return cell(column).text();
    }

    /** Returns whether it has neither cells nor a problem. */
    boolean isEmpty() {
        return cells.isEmpty() && problem == null;
    }
}
