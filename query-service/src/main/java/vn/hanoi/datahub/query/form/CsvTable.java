package vn.hanoi.datahub.query.form;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.table.CsvText;

/** Writes an answer as CSV (RFC 4180). */
public final class CsvTable {

    public static final String TYPE = "text/csv";

    private CsvTable() {}

    /**
     * Returns a table.
     *
     * @param rows one cell for each column
     * @param isForPeople whether it begins with a byte order mark
     */
    public static String of(
            List<String> header, Stream<? extends Stream<? extends @Nullable Object>> rows, boolean isForPeople) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvText.writer(text, ',', isForPeople)) {
            csv.writeRecord(header);
            rows.forEach(cells -> csv.writeRecord(cells.map(CellText::csv).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
