package vn.hanoi.datahub.query.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a report as XLSX: one sheet for each table, with numbers as numbers. */
final class ReportWorkbook {

    static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int LONGEST_NAME = 31;
    private static final int WIDE = 60;
    private static final int NARROW = 14;

    private ReportWorkbook() {}

    static byte[] of(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Hanoi City Data Hub", "1.0")) {
            for (Report.Table table : report.tables()) {
                write(report, table, workbook.newWorksheet(name(table)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns a name that spreadsheet programs accept for a sheet. */
    private static String name(Report.Table table) {
        String name = table.title().replaceAll("[\\[\\]:*?/\\\\]", " ");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static void write(Report report, Report.Table table, Worksheet sheet) {
        int row = 0;
        sheet.value(row, 0, report.title());
        sheet.style(row++, 0).bold().fontSize(14).set();
        for (String fact : report.facts()) {
            sheet.value(row++, 0, fact);
        }
        row++;
        for (int column = 0; column < table.columns().size(); column++) {
            sheet.value(row, column, table.columns().get(column));
            sheet.style(row, column).bold().fillColor("DDE6ED").wrapText(true).set();
            sheet.width(column, column == 1 ? WIDE : NARROW);
        }
        sheet.freezePane(0, row + 1);
        for (List<@Nullable Object> cells : table.rows()) {
            row++;
            for (int column = 0; column < cells.size(); column++) {
                Object cell = cells.get(column);
                if (cell instanceof Number number) {
                    sheet.value(row, column, number);
                    sheet.style(row, column).format("#,##0.##").set();
                } else if (cell != null) {
                    sheet.value(row, column, cell.toString());
                }
            }
        }
    }
}
