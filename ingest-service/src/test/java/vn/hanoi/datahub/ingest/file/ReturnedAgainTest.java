package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.edge.table.SpreadsheetCell;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;

/**
 * The list of refused rows, sent again: unchanged it is refused for the same; corrected it means what the file meant.
 */
class ReturnedAgainTest {

    private static final EventType AIR =
            AtTheDoor.CATALOGUE.findType("air-observation").orElseThrow();
    private static final String MAPPING =
            "data: {station: {column: station}, parameter: PM25, value: {column: value}, averagingMinutes: 60, area: '00166'}";

    @TempDir
    private Path folder;

    /** All rows of a file as the list of refused rows would have them. */
    private String returned(String content) throws IOException {
        return returned(content.getBytes(StandardCharsets.UTF_8));
    }

    private String returned(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        Mapping mapping = Mapping.read(MAPPING, AIR);
        Table.Limits limits = new Table.Limits(1 << 20);
        try (Table first = Table.open(file, limits, mapping.columns());
                Table table = Table.open(file, limits, mapping.columns())) {
            Mapping.Survey survey = mapping.survey(first);
            List<String> lines = new ArrayList<>();
            List<String> header = new ArrayList<>(table.header());
            header.addAll(Table.ADDED);
            lines.add(String.join(";", header));
            for (Row row = table.next(); row != null; row = table.next()) {
                Map<String, String> cells = mapping.returned(row, survey.conventions());
                lines.add(table.header().stream()
                                .map(column -> SpreadsheetCell.harmless(cells.getOrDefault(column, "")))
                                .collect(Collectors.joining(";"))
                        + ";" + row.line() + ";;;reason;detail");
            }
            return String.join("\n", lines) + "\n";
        }
    }

    /** What the hub reads when the list of all rows of a file is sent. */
    private Reading again(String content) throws IOException {
        return Reading.of("air-observation", MAPPING, returned(content).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.5 1,234 | 12.5 1234.0",
                "12,5 1.234 | 12.5 1234.0",
                "21,022 7 | 21.022 7.0",
                "1.234 | number.ambiguous",
                "12.5 12,5 1.234 | 12.5 12.5 number.ambiguous"
            })
    void numbersMeanWhatTheyMeantInTheFile(String cells, String values) throws IOException {
        String rows = List.of(cells.split(" ")).stream()
                .map(cell -> "S;" + cell + ";2025-09-01 09:00\n")
                .collect(Collectors.joining());

        Reading again = again("station;value;time\n" + rows);

        assertThat(again.all("value")).containsExactly(values.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "09/15/2025,09/01/2025 | 2025-09-14T17:00:00Z,2025-08-31T17:00:00Z",
                "15/09/2025,01/09/2025 | 2025-09-14T17:00:00Z,2025-08-31T17:00:00Z"
            })
    void datesMeanWhatTheyMeantInTheFile(String cells, String times) throws IOException {
        String rows = List.of(cells.split(",")).stream()
                .map(cell -> "S;1;" + cell + "\n")
                .collect(Collectors.joining());

        Reading again = again("station;value;time\n" + rows);

        assertThat(again.all("time")).containsExactly(times.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"-A1, -A1", "=x, =x", "'=x, code.apostrophe", "'q, code.apostrophe", "plain, plain"})
    void theApostropheOfTheListIsTakenAwayAgain(String station, String meant) throws IOException {
        Reading again = again("station;value;time\n" + station + ";1;2025-09-01 09:00\n");

        assertThat(again.all("station")).containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource({"'time,station,value\n2025-09-01 09:00,S,12,5\n'", "'station,value,time,\nS,12,2025-09-01 09:00,more\n'"
    })
    void aRowThatDoesNotFitStaysRefused(String file) throws IOException {
        Reading again = again(file);

        assertThat(again.all("value")).noneMatch(value -> value.startsWith("12"));
    }

    /** A date cell beside dates as text may have its day and month swapped, and still may in the list. */
    @Test
    void aDateThatMayBeSwappedStaysRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("S");
            List.of("station", "value", "time")
                    .forEach(name ->
                            sheet.value(0, List.of("station", "value", "time").indexOf(name), name));
            sheet.value(1, 0, "S");
            sheet.value(1, 1, 1);
            sheet.value(1, 2, "13/09/2025 09:00");
            sheet.value(2, 0, "S");
            sheet.value(2, 1, 2);
            sheet.value(2, 2, 45901.375);
            sheet.style(2, 2).format("yyyy-mm-dd hh:mm").set();
        }

        for (String mapping : List.of(MAPPING, MAPPING + "\ndates: day-first")) {
            Reading again = Reading.of(
                    "air-observation", mapping, returned(bytes.toByteArray()).getBytes(StandardCharsets.UTF_8));

            assertThat(again.all("time")).containsExactly("2025-09-13T02:00:00Z", "cell.time");
        }
    }

    /** The list has semicolons, which say nothing of a file that had commas. */
    @Test
    void theSeparatorOfTheListDecidesNothing() throws IOException {
        String list =
                "station;value;time;line;column;field;reason;detail\nS;1,234;2025-09-01 09:00;2;;;;\nS;0.5%;2025-09-01 09:00;3;;;;\n";

        assertThat(Reading.of("air-observation", MAPPING, list.getBytes(StandardCharsets.UTF_8))
                        .all("value"))
                .containsExactly("number.ambiguous", "number.percent");
    }

    @Test
    void aDateThatIsTypedIntoTheListIsReadWhereItIsOneDayOnly() throws IOException {
        String list =
                "station;value;time;line;column;field;reason;detail\nS;1;15/09/2025;2;;;;\nS;1;09/09/2025;3;;;;\nS;1;01/09/2025;4;;;;\n";

        assertThat(Reading.of("air-observation", MAPPING, list.getBytes(StandardCharsets.UTF_8))
                        .all("time"))
                .containsExactly("2025-09-14T17:00:00Z", "2025-09-08T17:00:00Z", "date.ambiguous");
    }
}
