package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** CSV as clerks, loggers and spreadsheets write it: each row has the value that its sender means, or is refused. */
class FilesPeopleSendTest {

    private static final String HEADER = "station;parameter;value;averagingMinutes;area;time\n";
    private static final String TIMED =
            "data: {station: S, parameter: PM25, value: 1, averagingMinutes: 60, area: '00166'}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time: {column: time, zone: Etc/GMT+7} | behind UTC",
                "time: {column: time, zone: Hanoi} | no time zone",
                "time: {column: time, label: start} | belong together",
                "time: {column: time, label: middle} | start or end",
                "data: {value: {column: v, factor: 0}} | not 0",
                "data: {value: {column: v, factor: 2, ppb: {molarMass: 48, celsius: 25, hectopascal: 1013.25}}} | not both",
                "data: {value: {column: v, ppb: {molarMass: 48, celsius: 25}}} | hectopascal",
                "data: {value: {column: v, ppb: {molarMass: 48, celsius: 298.15, hectopascal: 1013.25}}} | celsius must be",
                "data: {value: {column: v, ppb: {molarMass: 48, celsius: 25, hectopascal: 101325}}} | hectopascal must be",
                "data: {value: {column: v, ppb: {molarMass: 0.048, celsius: 25, hectopascal: 1013.25}}} | molarMass must be",
                "data: {value: {column: v, ppb: {molarMass: -48, celsius: 25, hectopascal: 1013.25}}} | molarMass must be",
                "data: {value: {column: v, decimal: dot}} | comma or point",
                "dates: iso | day-first or month-first",
                "emptyWhen: '-' | list"
            })
    void aMappingThatCannotBeMeantIsRefusedWhereItStands(String mapping, String error) {
        assertThatThrownBy(() -> Reading.of(mapping, "time\n")).hasMessageContaining(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject: '{station}/{parameter}' | ;PM25 | identity.part",
                "id: '{station}-{time}' | ;PM25 | identity.part",
                "subject: '{mã}' | S;PM25 | identity.part",
                " | S;PM25 | S/PM25"
            })
    void anEmptyPartOfAnIdentityRefusesItsRow(String mapping, String cells, String said) throws IOException {
        Reading reading = Reading.of(
                mapping == null
                        ? ""
                        : "data: {station: {column: station}, parameter: {column: parameter}, value: {column: value}, averagingMinutes: 60, area: '00166'}\n"
                                + mapping,
                "station;parameter;value;averagingMinutes;area;time" + (mapping == null ? "" : ";mã") + "\n" + cells
                        + ";1;60;00166;2025-09-01 09:00\n");

        assertThat(reading.byLine().values().stream()
                        .map(each -> each instanceof Refused refused
                                ? java.util.stream.Stream.concat(
                                                java.util.stream.Stream.of(refused), refused.others().stream())
                                        .map(one -> one.detail().key())
                                        .toList()
                                        .toString()
                                : reading.at(2, "subject")))
                .singleElement()
                .asString()
                .contains(said);
    }

    @Test
    void headersAndCellsMatchHoweverTheirLettersAndBlanksAreWritten() throws IOException {
        String mapping =
                "data: {station: {column: Trạm đo}, parameter: PM25, value: 1, averagingMinutes: 60, area: '00166'}";
        String decomposed = java.text.Normalizer.normalize("Trạm đo", java.text.Normalizer.Form.NFD);

        Reading reading = Reading.of(
                mapping,
                "\u00a0" + decomposed + "\u200b;time\n\u00a0Láng\u00a0;2025-09-01 09:00\n"
                        + java.text.Normalizer.normalize("Láng", java.text.Normalizer.Form.NFD)
                        + ";2025-09-01 09:00\nLá\u200bng;2025-09-01 09:00\n");

        assertThat(reading.all("station")).containsExactly("Láng", "Láng", "text.invisible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tổng cộng", "TỔNG", "Cộng:", "Total", "Grand total", "Tổng số"})
    void aLineOfTotalsIsNoRow(String word) throws IOException {
        Reading reading = Reading.of(
                "", HEADER + "S;PM25;1;60;00166;2025-09-01 09:00\n" + word + ";PM25;1;60;00166;2025-09-01 09:00\n");

        assertThat(reading.all("value")).containsExactly("1.0", "file.total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2;Tổng cộng",
                "Tổng cộng tháng 9;",
                "Tổng cộng: 3;",
                "Tổng (3);",
                "1. Tổng cộng;",
                "Tổng  cộng;",
                ";Trung bình"
            })
    void aLineOfTotalsIsNoRow_howeverItIsWritten(String cells) throws IOException {
        String mapping =
                "data: {station: {column: station}, parameter: PM25, value: {column: value}, averagingMinutes: 60, area: '00166'}";

        Reading reading = Reading.of(mapping, "STT;station;value;time\n" + cells + ";1;2025-09-01 09:00\n");

        assertThat(reading.byLine().values()).allMatch(Refused.class::isInstance);
    }

    @Test
    void aColumnThatShowsNothingFollowsTheOthers() throws IOException {
        String mapping =
                "data: {station: S, parameter: PM25, value: {column: v}, averagingMinutes: 60, area: '00166', latitude: {column: %s}}";

        assertThat(Reading.of(mapping.formatted("w"), "v;w;time\n1,234;21.5;2025-09-01 09:00\n")
                        .at(2, "value"))
                .isEqualTo("1234.0");
        assertThat(Reading.of(mapping.formatted("Vĩ độ"), "v;Vĩ độ;time\n1,234;21.5;2025-09-01 09:00\n")
                        .at(2, "value"))
                .as("a coordinate is copied from a map")
                .isEqualTo("1.234");
    }

    @ParameterizedTest
    @CsvSource({
        "20/08/2025, 2025-08-20T16:59:59.999Z",
        "2025-08-20, 2025-08-20T16:59:59.999Z",
        "20/08/2025 00:00, 2025-08-19T17:00:00Z",
        "20/08/2025 17:00, 2025-08-20T10:00:00Z"
    })
    void aDeadlineByDayEndsWithThatDay(String due, Instant expected) throws IOException {
        Reading reading = Reading.of(
                "plan-task",
                "",
                ("group,leadAgency,dueAt,status,progress,completedAt,subject,id,time\n" + "ARCHIVES,H26.VP," + due
                                + ",COMPLETED,100,2025-08-20,t1,t1,2025-08-20 10:00\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(reading.at(2, "dueAt")).isEqualTo(Long.toString(expected.toEpochMilli()));
        assertThat(reading.at(2, "completedAt"))
                .as("any other date is its first moment")
                .isEqualTo(Long.toString(Instant.parse("2025-08-19T17:00:00Z").toEpochMilli()));
    }

    /** The catalogue says which fields are deadlines, whatever their names. */
    @Test
    void aProcedureIsPublishedOnTimeOnItsLastDay() throws IOException {
        Reading reading = Reading.of(
                "procedure",
                "",
                ("sector,level,eligible,online,prefilled,nationalPortal,publishDueAt,publishedAt,inForce,subject,id,time\n"
                                + "land,CITY,true,FULL,true,true,20/08/2025,20/08/2025,true,p1,p1,2025-08-21 10:00\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(reading.at(2, "publishDueAt"))
                .isEqualTo(
                        Long.toString(Instant.parse("2025-08-20T16:59:59.999Z").toEpochMilli()));
        assertThat(reading.at(2, "publishedAt"))
                .isEqualTo(Long.toString(Instant.parse("2025-08-19T17:00:00Z").toEpochMilli()));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-01 09:00 GMT+7, time.zone",
        "2025-09-01 09:00 UTC+7, time.zone",
        "2025-09-01 09:00+7, time.zone",
        "2025-09-01 09:00 ICT, time.zone",
        "20250901090000, time.compact",
        "20250901, time.compact",
        "20250901 0900, time.compact",
        "'45901,375', time.serial",
        "N/A, cell.placeholder"
    })
    void whatIsNoTimeIsNamed(String cell, String key) throws IOException {
        assertThat(Reading.of("", HEADER + "S;PM25;1.5;60;00166;" + cell + "\n").at(2, "time"))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "x, true",
        "Có, true",
        "ĐÚNG, true",
        "sai, false",
        "Không, false",
        "FALSE, false",
        "✓, field.boolean",
        "C, field.boolean"
    })
    void readsTruthAsClerksWriteIt(String cell, String fee) throws IOException {
        String mapping =
                "data: {procedure: p, sector: s, level: CITY, area: '01', channel: COUNTER, status: RECEIVED, receivedAt: '2025-09-01 08:00', dueAt: '2025-09-20', identifierLinked: true, authentication: NONE, applicantKind: PERSON, fee: {column: fee}}";

        assertThat(Reading.of(
                                "procedure-dossier",
                                mapping,
                                ("time;subject;fee\n2025-09-01 09:00;d;" + cell + "\n")
                                        .getBytes(StandardCharsets.UTF_8))
                        .all("fee"))
                .containsExactly(fee);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aFileInUtf16NeedsNoMark(String charset) throws IOException {
        byte[] file = (HEADER + "Trạm;PM25;1.5;60;00166;2025-09-01 09:00\n").getBytes(charset);

        assertThat(Reading.of("air-observation", "", file).at(2, "station")).isEqualTo("Trạm");
    }

    @Test
    void theHeaderOnceMoreIsRefused_andAnotherHeaderEndsTheFile() throws IOException {
        String row = "S%d;PM25;12.5;60;00166;2025-09-01 09:00\n";
        Reading again = Reading.of("", HEADER + row.formatted(1) + HEADER + row.formatted(2));

        assertThat(again.at(3, "value")).isEqualTo("row.header");
        assertThat(again.at(4, "value")).isEqualTo("12.5");
        assertThatThrownBy(() -> Reading.of(
                        "",
                        HEADER + row.formatted(1) + "station;parameter;averagingMinutes;value;area;time\n"
                                + "S2;PM25;60;12.5;00166;2025-09-01 09:00\n"))
                .isInstanceOf(UnreadableFileException.class)
                .satisfies(failure -> assertThat(
                                ((UnreadableFileException) failure).detail().key())
                        .isEqualTo("file.other-header"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject: '{station}/{parameter'",
                "subject: station",
                "subject: '[station]'",
                "id: '1'",
                "subject: '{{station}}'"
            })
    void aTemplateWithoutAPlaceIsRefused(String mapping) {
        assertThatThrownBy(() -> Reading.of(mapping, HEADER)).hasMessageContaining("in braces");
    }

    @Test
    void aCellThatSwallowedRowsRefusesItsRow() throws IOException {
        Reading reading = Reading.of(
                TIMED,
                "time;note\n2025-09-01 09:00;\"abc\n2025-09-01 10:00;x\n2025-09-01 11:00;y\"\n2025-09-01 12:00;z\n");

        assertThat(reading.all("time")).containsExactly("file.line-break", "2025-09-01T05:00:00Z");
    }

    @Test
    void aLineBreakInTheFirstHeaderAndACodeAsASpreadsheetKeepsIt() throws IOException {
        String mapping =
                "data: {station: {column: station}, parameter: PM25, value: {column: \"v\\n(µg)\"}, averagingMinutes: 60, area: '00166'}";

        Reading reading = Reading.of(mapping, "\"v\n(µg)\";station;time\n1,5;\"=\"\"007\"\"\";2025-09-01 09:00\n");

        assertThat(reading.at(3, "station")).isEqualTo("007");
    }

    @Test
    void theRowsThatCameBackCanBeSentAgainAsTheyAre() throws IOException {
        Reading reading = Reading.of(
                "",
                HEADER.strip()
                        + ";line;column;field;reason;detail\nS;PM25;1;60;00166;2025-09-01 09:00;7;value;/data/value;schema-violation;why\n");

        assertThat(reading.all("value")).containsExactly("1.0");
    }

    @Test
    void everyMistakeOfARowIsTold() throws IOException {
        Refused refused = (Refused)
                Reading.of("", HEADER + ";PM26;abc;x;352;31/02/2025\n").byLine().get(2L);

        assertThat(java.util.stream.Stream.concat(java.util.stream.Stream.of(refused), refused.others().stream()))
                .extracting(Refused::field)
                .containsExactlyInAnyOrder(
                        "/time",
                        "/data/station",
                        "/data/parameter",
                        "/data/value",
                        "/data/averagingMinutes",
                        "/subject");
    }

    @Test
    void theMappingOfTheDocumentationMeansWhatItSays() throws IOException {
        String document = Files.readString(Path.of("../docs/FILES.md"));
        String mapping = document.substring(
                document.indexOf("```yaml") + 7, document.indexOf("```\n", document.indexOf("```yaml")));
        String file =
                "đoạn;tốc độ;số xe;ngày;giờ\nL1;1.234,5;1.012;02/09/2025;9\nL1;31,5;1.012;02/09/2025;9\nL1;-;1;02/09/2025;10\n";

        Reading reading = Reading.of("traffic-observation", mapping, file.getBytes(StandardCharsets.UTF_8));

        assertThat(reading.all("speedKmh")).containsExactly("limit.bounds", "31.5");
        assertThat(reading.at(3, "vehicles")).isEqualTo("1012");
        assertThat(reading.at(3, "freeFlowKmh")).isEqualTo("50.5");
        assertThat(reading.at(3, "time")).isEqualTo("2025-09-02T03:00:00Z");
        assertThat(reading.at(3, "id")).isEqualTo("L1-2025-09-02T10:00+07:00");
        assertThat(reading.skipped()).isOne();
    }
}
