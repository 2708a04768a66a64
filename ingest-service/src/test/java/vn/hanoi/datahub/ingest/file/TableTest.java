package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @TempDir
    private Path folder;

    private List<String> rows(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("table"), content);
        List<String> rows = new ArrayList<>();
        try (Table table = Table.open(file, new Table.Limits(1 << 20), List.of())) {
            rows.add(String.join("|", table.header()));
            for (Row row = table.next(); row != null; row = table.next()) {
                rows.add(row.line() + " " + Reading.texts(row) + (row.problem() == null ? "" : " " + row.problem()));
            }
        }
        return rows;
    }

    private List<String> rows(String text) throws IOException {
        return rows(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,2\n",
                "\uFEFFa;b\r\n1;2\r\n",
                "a\tb\n1\t2",
                "a , b\n 1 ,\"2\"\n\n",
                "\"a\",\"b\"\n1,2\n,\n",
                "a,b,\n1,2,\n"
            })
    void readsEveryUsualForm(String text) throws IOException {
        assertThat(rows(text)).containsExactly(text.startsWith("a,b,") ? "a|b|" : "a|b", "2 {a=1, b=2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\na;b\n1;2\n", "\uFEFFSEP=;\r\na;b\r\n1;2\r\n", "\na;b\n1;2\n", ";;\na;b\n1;2\n"})
    void readsThePreambleOfASpreadsheet(String text) throws IOException {
        assertThat(rows(text)).containsExactly("a|b", "3 {a=1, b=2}");
    }

    @Test
    void countsNoSeparatorInsideAQuotedName() throws IOException {
        assertThat(rows("\"a,x,y\";b\n1;2\n")).containsExactly("a,x,y|b", "2 {a=1, b=2}".replace("a=", "a,x,y="));
    }

    @Test
    void refusesARowThatSaysMoreThanTheHeader_andReadsTheNext() throws IOException {
        assertThat(rows("a,b,\n1,2,3\n4,5,,6\n7\n8,9,,\n"))
                .containsExactly(
                        "a|b|",
                        "2 {a=1 | 2 | 3, b=#?} cell 3 of the row is in a column without a name; name the column, or empty the cell",
                        "3 {a=4 | 5 |  | 6, b=#?} the row has 4 cells, but the header has 3",
                        "4 {a=7}",
                        "5 {a=8 | 9 |  | , b=#?} the row has 4 cells, but the header has 3");
    }

    @Test
    void namesTheLineWhereARowBegins() throws IOException {
        assertThat(rows("a,b\n\"x\ny\",2\n3,\n"))
                .containsExactly(
                        "a|b",
                        "2 {a=x\ny | 2, b=#?} lines 2 to 3 are read as one row, because a cell contains a line break: 'x ⏎ y'; remove it, or look for a quotation mark that is not closed where it should be",
                        "4 {a=3}");
    }

    @Test
    void passesManyEmptyRowsBy() throws IOException {
        assertThat(rows("a,b\n" + ",\n".repeat(50_000) + "1,2\n")).containsExactly("a|b", "50002 {a=1, b=2}");
    }

    @Test
    void readsUtf16WithItsMark() throws IOException {
        assertThat(rows("\uFEFFtrạm,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly("trạm|b", "2 {trạm=1, b=2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "a,a\n", "a,b\n\"1,2\n3,4\n", "a,b\n1,\"2", "a,b\n1,\"2\"x\n", "PK\u0003\u0004no zip"})
    void refusesWhatIsBroken(String text) {
        assertThatThrownBy(() -> rows(text)).isInstanceOf(UnreadableFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1258", "windows-1252", "UTF-32"})
    void refusesOtherEncodings(String charset) {
        byte[] file = "trạm,é\n1,2\nCầu Giấy é,3\n".getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> rows(file)).isInstanceOf(UnreadableFileException.class);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "COMMA 1,5 1.5",
                "COMMA 1.234,5 1234.5",
                "COMMA 1.234 1234",
                "COMMA 1.5 -",
                "COMMA 0.125 -",
                "COMMA 0,125 0.125",
                "POINT 0,125 -",
                "POINT -0.125 -0.125",
                "BETWEEN_COMMAS 0.125 0.125",
                "UNKNOWN 0.125 0.125",
                "UNKNOWN 0,125 0.125",
                "POINT 1.5 1.5",
                "POINT 1,234.5 1234.5",
                "POINT 1,234 1234",
                "POINT 1,5 -",
                "BETWEEN_COMMAS 21.022 21.022",
                "BETWEEN_COMMAS 1,5 1.5",
                "BETWEEN_COMMAS 1,234 -",
                "BETWEEN_COMMAS 1,234.5 1234.5",
                "BETWEEN_OTHERS 21,022 21.022",
                "BETWEEN_OTHERS 14.5 14.5",
                "BETWEEN_OTHERS 1.234 -",
                "BETWEEN_OTHERS 1.234.567 1234567",
                "UNKNOWN 1.234 -",
                "UNKNOWN 1,234 -",
                "UNKNOWN 1.234,5 1234.5",
                "UNKNOWN -7 -7",
                "UNKNOWN 1.5e3 1500",
                "UNKNOWN NaN -",
                "UNKNOWN 12. -",
                "UNKNOWN 0x1F -",
                "UNKNOWN ١٢ -"
            })
    void readsNumbersAsTheFileShows_andGuessesNone(Decimals decimals, String text, String number) {
        assertThat(decimals.read(text).map(BigDecimal::toPlainString).orElse("-"))
                .isEqualTo(number);
    }
}
