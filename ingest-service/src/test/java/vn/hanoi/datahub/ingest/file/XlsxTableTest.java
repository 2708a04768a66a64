package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxTableTest {

    private static final LocalDateTime AT = LocalDateTime.of(2025, 9, 1, 9, 30);

    @TempDir
    private Path folder;

    /** A header and one row: a time, a number, a formula in the third column where one is given. */
    private static byte[] workbook(String formula) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Quan trắc");
            sheet.value(0, 0, "time");
            sheet.value(0, 1, "value");
            sheet.value(0, 2, "code");
            sheet.value(1, 0, AT);
            sheet.style(1, 0).format("dd/mm/yyyy hh:mm").set();
            sheet.value(1, 1, new BigDecimal("12.25"));
            if (formula.isEmpty()) {
                sheet.value(1, 2, "A-1");
            } else {
                sheet.formula(1, 2, formula);
            }
        }
        return bytes.toByteArray();
    }

    /** The workbook with its workbook.xml changed: the writer counts from 1900 only. */
    private static byte[] changed(byte[] workbook, UnaryOperator<String> change) throws IOException {
        return Workbooks.changed(workbook, (name, text) -> name.equals("xl/workbook.xml") ? change.apply(text) : text);
    }

    private List<Row> rows(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("table"), content);
        List<Row> rows = new ArrayList<>();
        try (Table table = Table.open(file, new Table.Limits(1 << 20), List.of())) {
            for (Row row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void readsTimesNumbersAndText() throws IOException {
        assertThat(rows(workbook("")))
                .singleElement()
                .satisfies(row ->
                        assertThat(Reading.texts(row)).hasToString("{time=2025-09-01T09:30, value=12.25, code=A-1}"));
    }

    @ParameterizedTest
    @CsvSource({"date1904=\"1\", 1462", "date1904=\"true\", 1462", "date1904=\"0\", 0", "date1904=\"false\", 0"})
    void countsDaysFromWhereTheWorkbookSays(String attribute, int days) throws IOException {
        byte[] workbook = changed(
                workbook(""),
                xml -> xml.replaceFirst("<workbookPr[^>]*>", "")
                        .replaceFirst("(<workbook [^>]*>)", "$1<workbookPr " + attribute + "/>"));

        assertThat(rows(workbook).get(0).text("time"))
                .isEqualTo(AT.plusDays(days).toString());
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(entry));
        }
        return bytes.toByteArray();
    }

    @Test
    void saysWhatAFileIsThatItDoesNotRead() throws IOException {
        byte[] ole = HexFormat.of().parseHex("d0cf11e0a1b11ae10000");

        assertThat(refusal(ole)).contains("old .xls, or a password-protected workbook");
        assertThat(refusal(zip("mimetype"))).contains("OpenDocument spreadsheet");
        assertThat(refusal(zip("data.csv"))).contains("zip archive without a workbook");
        assertThat(refusal(changed(workbook(""), xml -> "no xml"))).contains("not a readable XLSX workbook");
    }

    private String refusal(byte[] file) {
        UnreadableFileException refused = catchThrowableOfType(UnreadableFileException.class, () -> rows(file));
        return refused.detail().toString();
    }

    /** The writer lets an ampersand of a formula through: the sheet is no XML from there on. */
    @Test
    void refusesAWorkbookWhoseSheetIsBroken() throws IOException {
        assertThat(refusal(workbook("\"A-\"&1"))).contains("not a readable XLSX workbook");
    }
}
