package vn.hanoi.datahub.query.form;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes an answer as CSV (RFC 4180). */
public final class CsvTable {

    public static final String TYPE = "text/csv";

    private CsvTable() {}

    /** @param rows one cell for each column */
    public static String of(List<String> header, Stream<? extends Stream<? extends @Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header);
            rows.forEach(cells -> csv.writeRecord(cells.map(CellText::csv).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
