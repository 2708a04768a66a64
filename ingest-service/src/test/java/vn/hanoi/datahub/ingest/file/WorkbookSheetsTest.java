package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.read;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.workbook;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.written;

import java.io.IOException;
import java.util.List;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sheet of a workbook is read, and what the sender is told about what is not. */
class WorkbookSheetsTest {

    /** The library fills a row up to its last cell, which here takes gigabytes. */
    @ParameterizedTest
    @ValueSource(strings = {"AAAA2", "ZZZZZZ2"})
    void aCellInAColumnThatNoSheetHasFailsTheFile(String reference) throws IOException {
        byte[] book = written("B2", "<c r=\"" + reference + "\"><v>1</v></c>");

        assertThatThrownBy(() -> read(book))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.detail().key()).isEqualTo("file.xlsx"));
    }

    @Test
    void aChartInFirstPlaceIsNotTheSheetThatIsRead() throws IOException {
        byte[] workbook = Workbooks.changed(
                workbook((book, sheet) -> {
                    book.newWorksheet("Biểu đồ");
                }),
                (name, text) -> switch (name) {
                    case "xl/workbook.xml" -> text.replaceAll("(<sheet [^>]*>)(<sheet [^>]*>)", "$2$1");
                    case "xl/_rels/workbook.xml.rels" ->
                        text.replace("worksheets/sheet2.xml", "chartsheets/sheet1.xml");
                    default -> text;
                });

        Reading reading = read(workbook);

        assertThat(reading.at(2, "value")).isEqualTo("21.5");
        assertThat(reading.notes())
                .extracting(Object::toString)
                .containsExactly("only the sheet 'Quan trắc' was read; the workbook also has: Biểu đồ");
    }

    @ParameterizedTest
    @CsvSource({"B1:B1, 1", "B1:D1, 2", "D1:D1, 0"})
    void hiddenColumnsAreToldLikeHiddenRows(String range, int hidden) throws IOException {
        Reading reading = read(Workbooks.changed(
                workbook(sheet -> {}),
                (name, text) -> text.replaceFirst(
                        "(<cols>.*</cols>)?<sheetData>",
                        "<cols><col min=\"" + (range.charAt(0) - '@') + "\" max=\""
                                + (range.charAt(3) == 'D' ? 16_384 : range.charAt(3) - '@')
                                + "\" width=\"0\" hidden=\"1\"/></cols><sheetData>")));

        assertThat(reading.at(2, "value")).isEqualTo("21.5");
        assertThat(reading.notes())
                .extracting(Object::toString)
                .isEqualTo(
                        hidden == 0
                                ? List.of()
                                : List.of("hidden columns: " + hidden + "; they were read like all other columns"));
    }

    @Test
    void whatWasNotReadOrCannotBeSeenIsTold() throws IOException {
        Reading reading = read(workbook((book, sheet) -> {
            sheet.hideRow(1);
            book.newWorksheet("Nháp").setVisibilityState(VisibilityState.HIDDEN);
            book.newWorksheet("Ghi chú");
        }));

        assertThat(reading.at(2, "value")).isEqualTo("21.5");
        assertThat(reading.notes())
                .extracting(Object::toString)
                .containsExactly(
                        "only the sheet 'Quan trắc' was read; the workbook also has: Nháp (hidden), Ghi chú",
                        "hidden rows: 1; they were read like all other rows");
    }

    @Test
    void theFirstSheetThatCanBeSeenIsRead() throws IOException {
        Reading reading = read(workbook((book, sheet) -> {
            sheet.setVisibilityState(VisibilityState.VERY_HIDDEN);
            Worksheet second = book.newWorksheet("Số liệu");
            second.value(0, 0, "station");
            second.value(0, 1, "value");
            second.value(0, 2, "time");
            second.value(1, 0, "T");
            second.value(1, 1, 5);
            second.value(1, 2, "2025-09-01 09:00");
        }));

        assertThat(reading.at(2, "station")).isEqualTo("T");
        assertThat(reading.noteKeys()).containsExactly("note.sheets");
    }

    /** Programs that write workbooks leave parts out that Excel always writes. */
    @Test
    void readsAWorkbookThatDoesNotSayHowCellsLook() throws IOException {
        byte[] withoutStyles = Workbooks.changed(
                workbook(sheet -> sheet.value(1, 2, "2025-09-01 09:00")),
                (name, text) -> name.equals("xl/styles.xml")
                        ? null
                        : text.replaceAll("<(Override|Relationship) [^>]*styles[^>]*/>", ""));

        Reading reading = read(withoutStyles);

        assertThat(reading.at(2, "value")).isEqualTo("21.5");
        assertThat(reading.noteKeys()).containsExactly("note.no-styles");
    }

    @Test
    void aStrictWorkbookIsNamed() throws IOException {
        byte[] strict = Workbooks.changed(
                workbook(sheet -> {}),
                (name, text) -> text.replace(
                        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main"));

        assertThatThrownBy(() -> read(strict))
                .satisfies(failure -> assertThat(
                                ((UnreadableFileException) failure).detail().key())
                        .isEqualTo("file.strict"));
    }

    /** A row that is formatted to the right of its last column. */
    @Test
    void emptyCellsAfterTheHeaderAreNoColumns() throws IOException {
        assertThat(read(workbook(sheet -> sheet.style(0, 1_200).bold().set())).at(2, "value"))
                .isEqualTo("21.5");
    }
}
