package vn.hanoi.datahub.ingest.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.ingest.job.RefusedRow;
import vn.hanoi.datahub.quality.FileJob;

/**
 * The refused rows of a file as a table that opens in a spreadsheet: the sender's own columns and separator, then what is wrong. The columns that are added are passed over
 * when the table is sent again.
 */
record ReturnedRows(FileJob job, Locale language) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    void write(Stream<RefusedRow> rows, Writer out) throws java.io.IOException {
        out.write(BYTE_ORDER_MARK);
        CsvWriter csv =
                CsvWriter.builder().fieldSeparator(job.getSeparator().charAt(0)).build(out);
        csv.writeRecord(Stream.concat(job.getColumns().stream(), Table.ADDED.stream())
                .map(ReturnedRows::harmless)
                .toList());
        rows.forEach(row -> csv.writeRecord(cells(row)));
        csv.flush();
    }

    private List<String> cells(RefusedRow row) {
        List<String> cells = new ArrayList<>();
        job.getColumns().forEach(column -> cells.add(harmless(row.cells().getOrDefault(column, ""))));
        cells.add(Long.toString(row.line()));
        cells.add(row.column() == null ? "" : harmless(row.column()));
        cells.add(row.field() == null ? "" : row.field());
        cells.add(row.reason());
        StringBuilder details = new StringBuilder(row.detail().in(language));
        row.others().forEach(other -> details.append("; ").append(other.detail().in(language)));
        cells.add(harmless(details.toString()));
        return cells;
    }

    /** A spreadsheet runs what begins with one of these signs; numbers stay numbers. */
    private static String harmless(String cell) {
        boolean isRun = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 && !cell.matches("[+-]?[\\d.,]+");
        return isRun ? "'" + cell : cell;
    }
}
