package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.MAPPING;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.read;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.workbook;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.written;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cells of a workbook have kinds: a number is a code only where the sheet shows it digit by digit, and a date, a
 * percentage or a truth value is never text.
 */
class WorkbookCellsTest {

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

    /** Excel keeps how a text is read aloud beside it (furigana); other programs write it into the cell, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<is><t>S2</t><rPh sb=\"0\" eb=\"2\"><t>es hai</t></rPh><phoneticPr fontId=\"1\"/></is>",
                "<is><r><t>S</t></r><rPh sb=\"0\" eb=\"1\"><t>es</t></rPh><r><t>2</t></r></is>"
            })
    void howATextIsPronouncedIsNoPartOfIt(String text) throws IOException {
        byte[] workbook = written("A2", "<c r=\"A2\" t=\"inlineStr\">" + text + "</c>");

        assertThat(read(workbook).at(2, "station")).isEqualTo("S2");
        assertThat(read(workbook).at(3, "station")).isEqualTo("T");
    }

    /** {@code 21} with a footnote is not 212, and a number that was struck through is no part of the new one. */
    @ParameterizedTest
    @CsvSource({
        "<vertAlign val=\"superscript\"/>, 21²",
        "<b/><vertAlign val=\"superscript\"/>, 21²",
        "<strike/>, 21~~2~~",
        "<strike val=\"1\"/>, 21~~2~~",
        "<strike val=\"0\"/>, 212",
        "<vertAlign val=\"subscript\"/>, 212",
        "<vertAlign val=\"baseline\"/>, 212",
        "<b/>, 212",
    })
    void formatsThatChangeWhatATextSaysAreKept(String format, String station) throws IOException {
        String text = "<r><t>21</t></r><r><rPr>" + format + "</rPr><t>2</t></r>";
        byte[] inCell = written("A2", "<c r=\"A2\" t=\"inlineStr\"><is>" + text + "</is></c>");
        byte[] shared = Workbooks.changed(
                workbook(sheet -> sheet.value(1, 0, "Sx")), (name, xml) -> xml.replaceAll("<t[^>]*>Sx</t>", text));

        assertThat(read(inCell).at(2, "station")).isEqualTo(station);
        assertThat(read(inCell).at(3, "station")).isEqualTo("T");
        assertThat(read(shared).at(2, "station")).isEqualTo(station);
    }

    /** Excel calls such a workbook damaged; the library takes the last of the two. */
    @Test
    void aCellThatARowHasTwiceFailsTheFile() throws IOException {
        byte[] workbook = written("B2", "<c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>");

        assertThatThrownBy(() -> read(workbook))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("file.xlsx");
    }

    /** Two values in a cell, too: each program takes another one. */
    @Test
    void aCellWithTwoValuesFailsTheFile() throws IOException {
        byte[] workbook = written("B2", "<c r=\"B2\"><v>1</v><v>2</v></c>");

        assertThatThrownBy(() -> read(workbook))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("file.xlsx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1<!-- a -->2.5", "<!---->12.5", "12.5<?a b?>", "12<![CDATA[.5]]>"})
    void aCommentIsNoPartOfAValue_andEndsNone(String value) throws IOException {
        assertThat(read(written("B2", "<c r=\"B2\"><v>" + value + "</v></c>")).at(2, "value"))
                .isEqualTo("12.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"S<!-- a -->x1", "<!---->Sx1", "S<![CDATA[x]]>1"})
    void norOfAText(String text) throws IOException {
        byte[] shared = Workbooks.changed(
                workbook(sheet -> sheet.value(1, 0, "Sx1")), (name, xml) -> xml.replace(">Sx1<", ">" + text + "<"));

        assertThat(read(shared).at(2, "station")).isEqualTo("Sx1");
        assertThat(read(written("A2", "<c r=\"A2\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>"))
                        .at(2, "station"))
                .isEqualTo("Sx1");
    }

    /** The content types and relationships say which part it is, and not its name. */
    @Test
    void aPartMayHaveAnyName() throws IOException {
        byte[] workbook = Workbooks.changed(
                workbook(sheet -> sheet.value(1, 0, "Sx")),
                (name, xml) -> xml.replaceAll(
                                "<t[^>]*>Sx</t>",
                                "<r><t>21</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r>")
                        .replace("sharedStrings.xml", "texts.xml")
                        .replace("styles.xml", "looks.xml"));

        Reading reading = read(Workbooks.named(
                workbook, name -> name.replace("sharedStrings", "texts").replace("styles", "looks")));

        assertThat(reading.at(2, "station")).isEqualTo("21²");
        assertThat(reading.noteKeys()).doesNotContain("note.no-styles");
    }
}
