package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** What a file is that cannot be read, and what in it is wrong: its sender should not have to search. */
class NamedMistakesTest {

    private static final String HEADER = "station,parameter,value,averagingMinutes,area,time\n";
    private static final String ROW = "S,PM25,1.5,60,00352,2025-09-01 09:00\n";

    private static void assertUnreadable(String mapping, byte[] file, String why) {
        assertThatThrownBy(() -> Reading.of("air-observation", mapping, file))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.line() + ": " + e.detail()).isEqualTo(why));
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%PDF-1.4 | PDF",
                "<html><table> | HTML",
                "\u00EF\u00BB\u00BF <!DOCTYPE html> | HTML",
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/> | XML Spreadsheet 2003",
                "<?xml version=\"1.0\"?><a/> | XML",
                "[{\"station\":1}] | JSON",
                "{\"data\":1} | JSON"
            })
    void namesAnotherFormat(String beginning, String format) {
        assertUnreadable(
                "",
                beginning.getBytes(StandardCharsets.ISO_8859_1),
                "1: the file is " + format + "; save it as .xlsx or as \"CSV UTF-8\"");
    }

    @Test
    void namesUtf32() {
        assertUnreadable(
                "",
                ("\uFEFF" + HEADER).getBytes(Charset.forName("UTF-32LE")),
                "1: the file is UTF-32; save it as .xlsx or as \"CSV UTF-8\"");
    }

    @ParameterizedTest
    @CsvSource({"xl/workbook.bin, XLSB", "word/document.xml, Word (.docx)", "ppt/presentation.xml, PowerPoint (.pptx)"})
    void namesAnotherFormatInAZipArchive(String entry, String format) throws IOException {
        assertUnreadable("", zip(entry), "1: the file is " + format + "; save it as .xlsx or as \"CSV UTF-8\"");
    }

    @ParameterizedTest
    @CsvSource({"7z\u00BC\u00AF, 7z", "Rar!\u001A, RAR", "'\u001F\u008B\u0008', gzip"})
    void namesAnArchive(String beginning, String format) {
        assertUnreadable(
                "",
                beginning.getBytes(StandardCharsets.ISO_8859_1),
                "1: the file is a " + format
                        + " archive; send the file inside it (CSV and XLSX files may be gzipped once)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=|\n", "", "sep= |\n", "\"sep=|\"\n"})
    void readsVerticalBars(String hint) throws IOException {
        assertThat(Reading.of("", hint + (HEADER + ROW).replace(',', '|')).all("value"))
                .containsExactly("1.5");
    }

    @Test
    void readsAQuotedHint() throws IOException {
        assertThat(Reading.of(
                                "",
                                "\"sep=;\"\n" + (HEADER + ROW).replace(',', ';').replace("1.5", "1,5"))
                        .all("value"))
                .containsExactly("1.5");
    }

    @Test
    void namesTheLineWithTextBehindAQuotationMark() {
        assertUnreadable(
                "",
                (HEADER + ROW + "\"S\"x" + ROW.substring(1) + ROW).getBytes(StandardCharsets.UTF_8),
                "3: a cell in this line has text after its closing quotation mark; write a quotation mark inside a cell twice, and put nothing between it and the separator");
    }

    @Test
    void namesTheSheetThatIsEmpty() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            book.newWorksheet("Bìa");
            book.newWorksheet("Số liệu").value(0, 0, "station");
        }

        assertUnreadable(
                "",
                bytes.toByteArray(),
                "1: the first sheet 'Bìa' is empty; only the first visible sheet is read, so move the data to the front. The workbook also has: Số liệu");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| Stations,parameter | 1: the file has a column 'Stations', but air-observation has no such field; did you mean 'station'?",
                "| BÁO CÁO,, | 1: the first line has only one cell, 'BÁO CÁO', which looks like a title; remove the lines above the names of the columns",
                "| station^parameter^value^time | 1: the first line is one cell, 'station^parameter^value^time'; separate the columns by commas, semicolons, tabs or vertical bars, without quotation marks around the whole line, and if a line sep= comes first, name that separator in it",
                "data: {station: {column: tram}} | trạm,time | 1: the mapping names the column 'tram', which the file does not have; did you mean 'trạm'?",
                "data: {station: {column: mã}} | code,time | 1: the mapping names the column 'mã', which the file does not have; its columns are code, time"
            })
    void namesTheColumnThatWasMeant(String mapping, String header, String why) {
        assertUnreadable(mapping == null ? "" : mapping, (header + "\n").getBytes(StandardCharsets.UTF_8), why);
    }

    /** The third letter of the first is Cyrillic, and the second letter of the others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| stаtion,parameter | the column 'stаtion' has U+0430 CYRILLIC SMALL LETTER A as its character 3",
                "data: {station: {column: trạm}} | tr\u0430m,time | the column 'tr\u0430m' has U+0430 CYRILLIC SMALL LETTER A as its character 3",
                "data: {station: {column: mã}} | code,time | the mapping names the column 'mã'"
            })
    void namesTheLetterOfAnotherAlphabet(String mapping, String header, String why) {
        assertThatThrownBy(() -> Reading.of(mapping == null ? "" : mapping, header + "\n"))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.detail().toString()).startsWith(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STATION,Parameter,VALUE,averagingminutes,Area,Time\n",
                "ｓｔａｔｉｏｎ,parameter,value,averagingMinutes,area,ＴＩＭＥ\n"
            })
    void aHeaderInAnotherLetterCaseOrWidthIsTheSame(String header) throws IOException {
        assertThat(Reading.of("", header + ROW + header).all("value")).containsExactly("1.5", "row.header");
    }

    /** Spreadsheets wrap long names. */
    @ParameterizedTest
    @ValueSource(strings = {"Nồng độ\nPM2.5", "Nồng độ \n PM2.5", "Nồng độ\r\nPM2.5"})
    void aLineBreakInANameIsABlank(String name) throws IOException {
        String mapping =
                "data: {station: S, parameter: PM25, value: {column: Nồng độ PM2.5}, averagingMinutes: 60, area: '00166'}";

        assertThat(Reading.of(mapping, "\"" + name + "\";time\n1,5;2025-09-01 09:00\n")
                        .all("value"))
                .containsExactly("1.5");
    }

    @Test
    void aHeaderOfAMappingToo_butOnlyTheNamesThatItGives() throws IOException {
        String mapping =
                "data: {station: {column: Mã trạm}, parameter: PM25, value: {column: Trị số}, averagingMinutes: 60, area: '00166'}\n"
                        + "time: {column: ngày, hour: giờ}\nskipWhenEmpty: [trị số]\nid: '{Mã Phiếu}'";
        String file = "ID,MÃ PHIẾU,MÃ TRẠM,TRỊ SỐ,Ngày,GIỜ\n7,P1,S,1.5,2025-09-01,9:00\n";

        assertThatThrownBy(() -> Reading.of(mapping, file))
                .as("two names of the mapping are one")
                .isInstanceOf(UnreadableFileException.class);
        assertThat(Reading.of(mapping.replace("trị", "Trị"), file).all("id")).containsExactly("P1");
        assertThat(Reading.of(mapping.replace("trị", "Trị").replace("id:", "#"), file)
                        .at(2, "id"))
                .startsWith("row-");
    }

    @Test
    void twoHeadersThatDifferInTheirLetterCaseOnlyAreTwo() throws IOException {
        String mapping =
                "data: {station: {column: Mã}, parameter: PM25, value: {column: %s}, averagingMinutes: 60, area: '00166'}";
        String file = "Mã,MÃ,SỐ,Số,time\nS,T,1.5,2.5,2025-09-01 09:00\n";

        assertThat(Reading.of(mapping.formatted("Số"), file).all("value")).containsExactly("2.5");
        assertThat(Reading.of(mapping.formatted("Số"), file).all("station")).containsExactly("S");
        assertUnreadable(
                mapping.formatted("số"),
                file.getBytes(StandardCharsets.UTF_8),
                "1: the mapping names the column 'số', which the file does not have; did you mean 'SỐ'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Ủy ban nhân dân,,Cộng hòa xã hội | file.letterhead",
                "Ủy ban nhân dân,,Cộng hòa xã hội,,Biểu số 1 | file.letterhead",
                "Stations,Biểu số 1 | file.meant-column",
                "station,Biểu số 1 | file.unknown-column",
                "a,b,c,d,e,f | file.unknown-column"
            })
    void saysThatALetterheadIsOne(String first, String key) {
        assertThatThrownBy(() -> Reading.of("", first + "\n" + HEADER + ROW))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.detail().key()).isEqualTo(key));
    }

    @Test
    void saysThatANoteBelowTheTableIsOne() throws IOException {
        Reading reading = Reading.of("", HEADER + ROW + "Ghi chú: số liệu sơ bộ\n,,,,,Người lập biểu\nS,PM25\n");

        assertThat(reading.all("value")).containsExactly("1.5", "row.note", "row.note", "attribute.missing");
        assertThat(((Refused) reading.byLine().get(3L)).detail())
                .hasToString(
                        "the row has only one cell, 'Ghi chú: số liệu sơ bộ'; a note or a signature below the table is not an event: remove it, or fill in the other columns");
    }

    @Test
    void aNoteIsSkippedWhereTheMappingSkipsIt() throws IOException {
        Reading reading = Reading.of("skipWhenEmpty: [value]", HEADER + ROW + "Ghi chú: số liệu sơ bộ\n,,2,,,\n");

        assertThat(reading.skipped()).isEqualTo(1);
        assertThat(reading.all("value")).containsExactly("1.5", "identity.part");
    }

    /** Its subject is made of the station and the parameter, so these are tempting to fill in. */
    @Test
    void saysWhatARetractionNeeds() throws IOException {
        Reading reading = Reading.of(
                "",
                HEADER.replace("\n", ",operation,subject\n")
                        + ROW.replace("1.5,60,00352", ",,").replace("\n", ",retract,\n")
                        + ",,,,,2025-09-01 09:00,retract,S/PM25\n"
                        + ROW.replace("\n", ",retract,\n"));

        assertThat(reading.all("subject")).containsExactly("field.missing-in-retraction", "S/PM25", "S/PM25");
    }

    @Test
    void namesTheSymbolThatWasMeant() throws IOException {
        Refused refused = (Refused)
                Reading.of("", HEADER + ROW.replace("PM25", "pm25")).byLine().get(2L);

        assertThat(refused.detail()).hasToString("parameter cannot be \"pm25\"; did you mean 'PM25'?");
    }
}
