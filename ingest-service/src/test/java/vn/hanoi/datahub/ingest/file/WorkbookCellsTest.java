package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                            sheet.style(1, 0)
                                    .format(format.replace("\"", "&quot;"))
                                    .set();
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
                            sheet.style(1, 1)
                                    .format(format.replace("\"", "&quot;"))
                                    .set();
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
                .isEqualTo("file.no-value");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, [h]:mm, 2025-09-01T17:00:00Z",
        "0.375, [h]:mm, 2025-09-01T02:00:00Z",
        "0.958333333, [h]:mm, 2025-09-01T16:00:00Z",
        "0.375011574, [h]:mm:ss, 2025-09-01T02:00:01Z",
        "0.395833333, 'hh\"h\"mm', 2025-09-01T02:30:00Z",
        "0.395833333, hh\\:mm, 2025-09-01T02:30:00Z"
    })
    void anHourIsWhatItsFormatShows(double hour, String format, String time) throws IOException {
        byte[] workbook = workbook(sheet -> {
            sheet.value(0, 3, "hour");
            sheet.value(1, 2, LocalDate.of(2025, 9, 1));
            sheet.style(1, 2).format("dd/mm/yyyy").set();
            sheet.value(1, 3, hour);
            sheet.style(1, 3).format(format.replace("\"", "&quot;")).set();
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

        assertThat(reading.all("time")).containsExactly("date.half-read", "2025-09-14T17:00:00Z");
    }

    /** The order of day and month is only about text: it cannot tell what the spreadsheet made of the other cells. */
    @ParameterizedTest
    @CsvSource({"dates: day-first", "'time: {column: time, dates: day-first}'"})
    void aMappingDoesNotMakeADateCellBesideTextsCertain(String mapping) throws IOException {
        byte[] workbook = workbook(sheet -> {
            sheet.value(1, 2, LocalDate.of(2025, 1, 9));
            sheet.style(1, 2).format("dd/mm/yyyy").set();
            sheet.value(2, 0, "S");
            sheet.value(2, 1, 1);
            sheet.value(2, 2, "15/09/2025");
            sheet.value(3, 0, "S");
            sheet.value(3, 1, 1);
            sheet.value(3, 2, LocalDate.of(2025, 9, 9));
            sheet.style(3, 2).format("dd/mm/yyyy").set();
        });

        assertThat(Reading.of("air-observation", MAPPING + "\n" + mapping, workbook)
                        .all("time"))
                .containsExactly("date.half-read", "2025-09-14T17:00:00Z", "2025-09-08T17:00:00Z");
    }

    /** A cell as other programs write it. */
    private static byte[] written(String reference, String cell) throws IOException {
        return Workbooks.changed(
                workbook(sheet -> {
                    sheet.value(2, 0, "T");
                    sheet.value(2, 1, 2);
                    sheet.value(2, 2, "2025-09-01 09:00");
                }),
                (name, text) -> name.startsWith("xl/worksheets/sheet")
                        ? text.replaceAll("<c r=\"" + reference + "\"[^>]*>.*?</c>", cell)
                        : text);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, field.precision",
        "0.12345678901234567890, field.precision",
        "1.23456789012345678, field.precision",
        "7.0000000000000007E-2, 0.07",
        "0.1234567890123456, 0.1234567890123456"
    })
    void aNumberHasTheDigitsThatWereWritten(String saved, String value) throws IOException {
        assertThat(read(written("B2", "<c r=\"B2\"><v>" + saved + "</v></c>")).at(2, "value"))
                .isEqualTo(value);
    }

    /** Other rows of the file are read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c r=\"B2\"><v>19,5</v></c> | file.no-value",
                "<c r=\"B2\"><v>NaN</v></c> | file.no-value",
                "<c r=\"B2\"><v>1e-999999999</v></c> | file.no-value",
                "<c r=\"B2\" t=\"b\"><v>TRUE</v></c> | file.no-value",
                "<c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c> | file.error"
            })
    void aCellThatCannotBeReadRefusesItsRow(String cell, String said) throws IOException {
        Reading reading = read(written("B2", cell));

        assertThat(reading.all("value")).containsExactly(said, "2.0");
    }

    /** As other formulas: the row is refused where the column is read. A formula of another row is not lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<f t=\"dataTable\" ref=\"B2:B3\" dt2D=\"1\" dtr=\"1\" r1=\"A1\" r2=\"A2\"/>",
                "<f t=\"shared\" ref=\"B2:B3\" si=\"0\">SUM(A:A)+LOG10(Bảng1[cột])</f>",
                "<f t=\"array\" ref=\"B2:B3\">A2:A3*2</f>",
                "<f t=\"shared\" si=\"7\"/>",
                "<f t=\"shared\" si=\"7\">A2*2</f>"
            })
    void aFormulaThatTheSheetHasOnlyInPartIsAFormula(String formula) throws IOException {
        byte[] workbook = Workbooks.changed(
                written("B2", "<c r=\"B2\">" + formula + "<v>21.5</v></c>"),
                (name, text) -> formula.contains("B2:B3")
                        ? text.replaceAll(
                                "<c r=\"B3\"[^>]*>.*?</c>",
                                "<c r=\"B3\">" + (formula.contains("shared") ? "<f t=\"shared\" si=\"0\"/>" : "")
                                        + "<v>2</v></c>")
                        : text);

        assertThat(read(workbook).all("value"))
                .containsExactly("file.formula", formula.contains("B2:B3") ? "file.formula" : "2.0");
        assertThat(Reading.of("air-observation", MAPPING.replace("{column: value}", "1"), workbook)
                        .all("value"))
                .containsExactly("1.0", "1.0");
    }

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
                    return null;
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

    @ParameterizedTest
    @CsvSource({"General, true", "0%, cell.no-boolean", "dd/mm/yyyy, cell.no-boolean"})
    void aPercentageOrADateIsNoBoolean(String format, String fee) throws IOException {
        String mapping =
                "data: {procedure: p-1, sector: land, level: COMMUNE, area: '00004', channel: COUNTER, status: RECEIVED, receivedAt: 2025-08-01, dueAt: 2025-08-20, identifierLinked: true, authentication: NONE, applicantKind: PERSON, fee: {column: value}}\nsubject: '{station}'";
        byte[] workbook = workbook(sheet -> {
            sheet.value(1, 1, 1);
            sheet.style(1, 1).format(format).set();
        });

        assertThat(Reading.of("procedure-dossier", mapping, workbook).at(2, "fee"))
                .isEqualTo(fee);
    }

    @Test
    void textWithTheTypeOfAResultIsText() throws IOException {
        assertThat(read(written("A2", "<c r=\"A2\" t=\"str\"><v>S9</v></c>")).at(2, "station"))
                .isEqualTo("S9");
        assertThat(read(written("A2", "<c r=\"A2\" t=\"str\"><f>A9</f><v>S9</v></c>"))
                        .at(2, "station"))
                .isEqualTo("file.formula");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mm:ss",
                "[mm]:ss",
                "hh\\:mm",
                "hh\"h\"mm",
                "h",
                "mmmm",
                "\"Tháng \"m",
                "[$-42A]dd mmmm yyyy",
                "[ss]"
            })
    void aTimeIsNoNumber(String format) throws IOException {
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 1, 0.375);
                            sheet.style(1, 1)
                                    .format(format.replace("\"", "&quot;"))
                                    .set();
                        }))
                        .at(2, "value"))
                .isEqualTo("cell.no-number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#,##0 \"đ\"", "0.00E+00", "[Red]0", "#,##0_);[Red](#,##0)", "0 \"days\"", "General", "0\\d"})
    void aNumberWithLettersBesideItIsANumber(String format) throws IOException {
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 1, 5);
                            sheet.style(1, 1)
                                    .format(format.replace("\"", "&quot;"))
                                    .set();
                        }))
                        .at(2, "value"))
                .isEqualTo("5.0");
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

        Reading reading = read(withoutStyles);

        assertThat(reading.at(2, "value")).isEqualTo("21.5");
        assertThat(reading.noteKeys()).containsExactly("note.no-styles");
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

    /** The hours of a year as a spreadsheet fills them in: each is the one before and a twenty-fourth of a day. */
    @Test
    void timesThatMissASecondByMillisecondsAreMeantAsTheyAreShown() throws IOException {
        List<String> times = new ArrayList<>();
        byte[] year = workbook(sheet -> {
            double time = 45658;
            for (int hour = 1; hour < 3_000; hour++) {
                time += 1.0 / 24;
                sheet.value(hour, 0, "S" + hour);
                sheet.value(hour, 1, 21.5);
                sheet.value(hour, 2, time);
                sheet.style(hour, 2).format("dd/mm/yyyy hh:mm").set();
                times.add(LocalDateTime.of(2025, 1, 1, 0, 0)
                        .plusHours(hour)
                        .minusHours(7)
                        .toInstant(ZoneOffset.UTC)
                        .toString());
            }
        });
        Reading reading = read(year);

        assertThat(IntStream.range(0, times.size()).mapToObj(i -> reading.at(i + 2, "time")))
                .containsExactlyElementsOf(times);
    }

    @ParameterizedTest
    @CsvSource({
        "45901.41666666, dd/mm/yyyy hh:mm, 2025-09-01T03:00:00Z",
        "45901.9999999, dd/mm/yyyy hh:mm, 2025-09-01T17:00:00Z",
        "45901.41675, dd/mm/yyyy hh:mm, 2025-09-01T03:00:07Z",
        "45901.416667, dd/mm/yyyy, 2025-09-01T03:00:00Z",
        "45901.4166695, dd/mm/yyyy hh:mm:ss.000, 2025-09-01T03:00:00.245Z"
    })
    void timesHaveTheSecondsThatAreShown(double serial, String format, String time) throws IOException {
        assertThat(read(workbook(sheet -> {
                            sheet.value(1, 2, serial);
                            sheet.style(1, 2).format(format).set();
                        }))
                        .at(2, "time"))
                .isEqualTo(time);
    }

    @Test
    void theHourTwentyFourIsTheEndOfItsDay() throws IOException {
        byte[] day = workbook(sheet -> {
            sheet.value(0, 3, "hour");
            for (int hour = 1; hour <= 24; hour++) {
                sheet.value(hour, 0, "S");
                sheet.value(hour, 1, hour);
                sheet.value(hour, 2, LocalDate.of(2025, 5, 8));
                sheet.style(hour, 2).format("dd/mm/yyyy").set();
                sheet.value(hour, 3, hour / 24.0);
                sheet.style(hour, 3).format("h:mm").set();
            }
            sheet.value(25, 0, "S");
            sheet.value(25, 1, 1);
            sheet.value(25, 2, LocalDate.of(2025, 5, 8));
            sheet.style(25, 2).format("dd/mm/yyyy").set();
            sheet.value(25, 3, 1.25);
            sheet.style(25, 3).format("h:mm").set();
        });
        Reading reading = Reading.of("air-observation", MAPPING + "\ntime: {column: time, hour: hour}", day);

        for (int hour = 1; hour <= 24; hour++) {
            assertThat(reading.at(hour + 1, "time"))
                    .isEqualTo(Instant.parse("2025-05-07T17:00:00Z")
                            .plus(Duration.ofHours(hour))
                            .toString());
        }
        assertThat(reading.at(26, "time")).startsWith("cell.");
    }

    /** As cells of fields: {@code 1} in the first of two rows, in a format, or merged with the second. */
    @ParameterizedTest
    @CsvSource({
        "dataversion, General, false, S/PM25 S/PM25",
        "dataversion, '#,##0', false, S/PM25 S/PM25",
        "dataversion, 0%, false, cell.no-text S/PM25",
        "dataversion, yyyy, false, cell.no-text S/PM25",
        "dataversion, General, true, file.merged file.merged",
        "system, 000, false, S/PM25 S/PM25",
        "system, 0.0, false, cell.no-text S/PM25",
        "system, General, true, file.merged file.merged",
        "operation, General, true, file.merged file.merged"
    })
    void anAttributeIsACellLikeOthers(String column, String format, boolean isMerged, String said) throws IOException {
        byte[] book = workbook(sheet -> {
            sheet.value(0, 3, column);
            sheet.value(1, 3, 1);
            sheet.style(1, 3).format(format).set();
            for (int i = 0; i < 3; i++) {
                sheet.value(2, i, new String[] {"S", "3", "2025-09-01 10:00"}[i]);
            }
            if (isMerged) {
                sheet.range(1, 3, 2, 3).merge();
            }
        });

        Reading reading = read(book);

        assertThat(String.join(" ", reading.all("subject"))).isEqualTo(said);
    }

    @Test
    void anHourThatSpansRowsIsNoHourOfEach() throws IOException {
        byte[] book = workbook(sheet -> {
            sheet.value(0, 3, "hour");
            sheet.value(1, 2, "2025-09-01");
            sheet.value(1, 3, 9);
            for (int i = 0; i < 3; i++) {
                sheet.value(2, i, new String[] {"T", "3", "2025-09-01"}[i]);
            }
            sheet.range(1, 3, 2, 3).merge();
        });

        assertThat(Reading.of("air-observation", MAPPING + "\ntime: {column: time, hour: hour}", book)
                        .all("time"))
                .containsExactly("file.merged", "file.merged");
    }

    @Test
    void aCellThatSpansRowsIsNoValueOfEach() throws IOException {
        byte[] book = workbook(sheet -> {
            for (int row = 1; row <= 4; row++) {
                sheet.value(row, 1, 20 + row);
                sheet.value(row, 2, LocalDateTime.of(2025, 9, 1, row, 0));
                sheet.style(row, 2).format("yyyy-mm-dd hh:mm").set();
            }
            sheet.value(4, 0, "T");
            sheet.range(1, 0, 3, 0).merge();
        });
        Reading reading = read(book);

        assertThat(List.of(reading.at(2, "station"), reading.at(3, "station"), reading.at(4, "station")))
                .containsOnly("file.merged");
        assertThat(reading.at(5, "station")).isEqualTo("T");
        Reading skipping = Reading.of("air-observation", MAPPING + "\nskipWhenEmpty: [station]", book);
        assertThat(skipping.skipped()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"A3_x000D_, A3", "A3_x000D_&#10;, A3", "A_x005F_B, A_B", "A_x0009_B, attribute.form", "A_x12_B, A_x12_B"
    })
    void controlCharactersOfAWorkbookAreRead(String written, String station) throws IOException {
        byte[] book = Workbooks.changed(
                workbook(sheet -> sheet.value(1, 0, "Sx")), (name, text) -> text.replace(">Sx<", ">" + written + "<"));

        assertThat(read(book).at(2, "station")).isEqualTo(station);
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
