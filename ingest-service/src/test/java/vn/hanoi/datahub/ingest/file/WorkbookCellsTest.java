package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cells of a workbook have kinds: a number is a code only where the sheet shows it digit by digit, and a date, a
 * percentage or a truth value is never text.
 */
class WorkbookCellsTest {

    private static final String MAPPING =
            "data: {station: {column: station}, parameter: PM25, value: {column: value}, averagingMinutes: 60, area: '00166'}";

    private static byte[] workbook(Consumer<Worksheet> fill) throws IOException {
        return workbook((book, sheet) -> {
            fill.accept(sheet);
            return null;
        });
    }

    private static byte[] workbook(BiFunction<Workbook, Worksheet, @Nullable Void> fill) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Quan trắc");
            sheet.value(0, 0, "station");
            sheet.value(0, 1, "value");
            sheet.value(0, 2, "time");
            sheet.value(1, 0, "S");
            sheet.value(1, 1, 21.5);
            sheet.value(1, 2, LocalDateTime.of(2025, 9, 1, 9, 0));
            sheet.style(1, 2).format("yyyy-mm-dd hh:mm").set();
            fill.apply(book, sheet);
        }
        return bytes.toByteArray();
    }

    private static Reading read(byte[] workbook) throws IOException {
        return Reading.of("air-observation", MAPPING, workbook);
    }

    @ParameterizedTest
    @CsvSource({
        "7, General, 7",
        "7, 0, 7",
        "7, 000, 007",
        "352, 00000, 00352",
        "123456, 000, 123456",
        "7, @, 7",
        "7, #, 7",
        "7, '#,##0', cell.no-text",
        "7, 0.00, cell.no-text",
        "7, 000-000, cell.no-text",
        "1.001, General, cell.no-text",
        "1.5, @, cell.no-text",
        "-7, General, cell.no-text",
        "1234567890123456, 0, cell.no-text",
        "0.5, 0%, cell.no-text"
    })
    void aNumberIsACodeAsTheSheetShowsIt(double number, String format, String station) throws IOException {
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 0, number);
                            sheet.style(1, 0).format(format).set();
                        }))
                        .at(2, "station"))
                .isEqualTo(station);
    }

    @Test
    void aDateOrATruthValueIsNoText() throws IOException {
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 0, LocalDate.of(2025, 9, 1));
                            sheet.style(1, 0).format("dd/mm/yyyy").set();
                        }))
                        .at(2, "station"))
                .isEqualTo("cell.no-text");
        assertThat(read(workbook(sheet -> sheet.value(1, 0, true))).at(2, "station"))
                .isEqualTo("cell.no-text");
    }

    @ParameterizedTest
    @CsvSource({
        "1.001, General, 1.001",
        "1.234, General, 1.234",
        "0.07, General, 0.07",
        "1234.5, '#,##0.00', 1234.5",
        "0.873, 0.0%, cell.percentage"
    })
    void aNumberIsWhatTheCellHolds(double number, String format, String value) throws IOException {
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 1, number);
                            sheet.style(1, 1).format(format).set();
                        }))
                        .at(2, "value"))
                .isEqualTo(value);
    }

    @Test
    void textIsANumberOnlyWhereItCanBeOneOnly() throws IOException {
        assertThat(read(workbook(sheet -> sheet.value(1, 1, "1.234"))).at(2, "value"))
                .isEqualTo("number.ambiguous");
        assertThat(read(workbook(sheet -> sheet.value(1, 1, "1.234,5"))).at(2, "value"))
                .isEqualTo("1234.5");
        assertThat(read(workbook(sheet -> sheet.value(1, 1, true))).at(2, "value"))
                .isEqualTo("cell.no-number");
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 1, LocalDate.of(2025, 9, 1));
                            sheet.style(1, 1).format("dd/mm/yyyy").set();
                        }))
                        .at(2, "value"))
                .isEqualTo("cell.no-number");
    }

    @Test
    void aFormulaOrAnErrorRefusesItsRow_whereItsColumnIsRead() throws IOException {
        assertThat(read(workbook(sheet -> sheet.formula(1, 0, "CONCATENATE(1,2)")))
                        .at(2, "station"))
                .isEqualTo("file.formula");
        assertThat(read(workbook(sheet -> sheet.formula(1, 1, "A1*2"))).at(2, "value"))
                .isEqualTo("file.formula");
        assertThat(read(workbook(sheet -> {
                            sheet.value(0, 3, "STT");
                            sheet.formula(1, 3, "ROW()-1");
                        }))
                        .at(2, "value"))
                .isEqualTo("21.5");
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 2, 1_756_692_000_000L);
                            sheet.style(1, 2).format("dd/mm/yyyy").set();
                        }))
                        .at(2, "value"))
                .as("no day of any calendar")
                .isEqualTo("file.error");
    }

    @ParameterizedTest
    @CsvSource({"1.0, 2025-09-01T17:00:00Z", "0.375, 2025-09-01T02:00:00Z", "0.958333333, 2025-09-01T16:00:00Z"})
    void hoursBeyondADayAreHours(double hour, String time) throws IOException {
        byte[] workbook = workbook(sheet -> {
            sheet.value(0, 3, "hour");
            sheet.value(1, 2, LocalDate.of(2025, 9, 1));
            sheet.style(1, 2).format("dd/mm/yyyy").set();
            sheet.value(1, 3, hour);
            sheet.style(1, 3).format("[h]:mm").set();
        });

        assertThat(Reading.of("air-observation", MAPPING + "\ntime: {column: time, hour: hour}", workbook)
                        .at(2, "time"))
                .isEqualTo(time);
    }

    /** A spreadsheet of the United States makes 9 January of 01/09/2025, and leaves 15/09/2025 as it is. */
    @Test
    void aColumnOfDatesAndTextsThatLookLikeDatesIsNotTrusted() throws IOException {
        Reading reading = read(workbook(sheet -> {
            sheet.value(1, 2, LocalDate.of(2025, 1, 9));
            sheet.style(1, 2).format("dd/mm/yyyy").set();
            sheet.value(2, 0, "S");
            sheet.value(2, 1, 1);
            sheet.value(2, 2, "15/09/2025");
        }));

        assertThat(reading.all("time")).containsExactly("date.mixed", "2025-09-14T17:00:00Z");
    }

    @Test
    void whatWasNotReadOrCannotBeSeenIsTold() throws IOException {
        Reading reading = read(workbook((book, sheet) -> {
            sheet.hideRow(1);
            book.newWorksheet("Nháp").setVisibilityState(VisibilityState.HIDDEN);
            book.newWorksheet("Ghi chú");
            return null;
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
            return null;
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

        assertThat(read(withoutStyles).at(2, "value")).isEqualTo("21.5");
    }

    @Test
    void namesTheDatesThatItCannotRead() throws IOException {
        byte[] isoDate = Workbooks.changed(
                workbook(sheet -> {}),
                (name, text) -> name.startsWith("xl/worksheets/sheet")
                        ? text.replaceAll(
                                "<c r=\"C2\"[^>]*>.*?</c>", "<c r=\"C2\" t=\"d\"><v>2025-09-01T09:00:00</v></c>")
                        : text);

        assertThatThrownBy(() -> read(isoDate))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.detail().key()).isEqualTo("file.iso-date"));
    }
}
