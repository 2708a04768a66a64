package vn.hanoi.datahub.ingest.job;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vn.hanoi.datahub.edge.table.CsvText;
import vn.hanoi.datahub.edge.table.SpreadsheetCell;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.quality.FileJob;

/**
 * The refused rows of a file as a table that opens in a spreadsheet: the sender's own columns and separator, followed
 * by the errors. The added columns are ignored when the table is sent again.
 */
record ReturnedRows(FileJob job, Locale language) {

    void write(Stream<RefusedRow> rows, Writer out) throws java.io.IOException {
        CsvWriter csv = CsvText.writer(out, job.getSeparator().charAt(0), true);
        csv.writeRecord(Stream.concat(job.getColumns().stream(), Table.ADDED.stream())
                .map(SpreadsheetCell::harmless)
                .toList());
        rows.forEach(row -> csv.writeRecord(cells(row)));
        csv.flush();
    }

    private List<String> cells(RefusedRow row) {
        List<String> cells = new ArrayList<>();
        job.getColumns()
                .forEach(
                        column -> cells.add(SpreadsheetCell.harmless(row.cells().getOrDefault(column, ""))));
        cells.add(Long.toString(row.line()));
        cells.add(row.column() == null ? "" : SpreadsheetCell.harmless(inOneLine(row.column())));
        cells.add(row.field() == null ? "" : row.field());
        cells.add(row.reason());
        StringBuilder details = new StringBuilder(row.detail().in(language));
        row.others().forEach(other -> details.append("; ").append(other.detail().in(language)));
        cells.add(SpreadsheetCell.harmless(inOneLine(details.toString())));
        return cells;
    }

    /** A row in which a cell has a line break is refused, so the added cells have none. */
    private static String inOneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
