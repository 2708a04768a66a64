package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** Numbers as people and programs write them: each is read as it is meant, or refused. */
class NumbersInFilesTest {

    private static final String HEADER = "station;parameter;value;averagingMinutes;area;time\n";
    private static final String TIMED =
            "data: {station: S, parameter: PM25, value: 1, averagingMinutes: 60, area: '00166'}\n";

    private static Reading numbers(String mapping, String... numbers) throws IOException {
        return Reading.of(
                mapping,
                HEADER
                        + Arrays.stream(numbers)
                                .map(number -> "S;PM25;" + number + ";60;00166;2025-09-01 09:00\n")
                                .collect(Collectors.joining()));
    }

    @ParameterizedTest(name = "{1} with {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | 1,234.5 1,234 7 | 1234.5 1234.0 7.0",
                " | 1.234,5 1.234 7 | 1234.5 1234.0 7.0",
                " | 12.5 1,234 | 12.5 1234.0",
                " | 0.125 1,234 | 0.125 1234.0",
                " | .5 1,234 | 0.5 1234.0",
                " | ,5 1.234 | 0.5 1234.0",
                " | 21,5 1.234 | 21.5 1234.0",
                " | 21,022 1.5e1 | 21.022 15.0",
                " | 1.234 7 | number.ambiguous 7.0",
                " | 12.5 12,5 7 | number.mixed number.mixed 7.0",
                "decimal: comma | 1.234 12.5 | 1234.0 field.number",
                "decimal: point | 1,234 12.5 | 1234.0 12.5",
                "decimal: point | 0,125 | field.number"
            })
    void aColumnHasOneWayOfWritingNumbers(String mapping, String cells, String values) throws IOException {
        assertThat(numbers(mapping == null ? "" : mapping, cells.split(" ")).all("value"))
                .containsExactly(values.split(" "));
    }

    @Test
    void anAmbiguousNumberIsRefusedWithBothReadings() throws IOException {
        Refused refused = (Refused) numbers("", "1.234").byLine().get(2L);

        assertThat(refused.reason().word()).isEqualTo("schema-violation");
        assertThat(refused.field()).isEqualTo("/data/value");
        assertThat(refused.detail())
                .hasToString(
                        "the column 'value' contains '1.234', which could be 1.234 or 1234; specify the format in the mapping (decimal: point or decimal: comma)");
    }

    @Test
    void aColumnsOwnConventionGoesBeforeTheFiles() throws IOException {
        String mapping =
                "data: {station: S, parameter: PM25, value: {column: v, decimal: comma}, averagingMinutes: 60, area: '00166', latitude: {column: lat}}\ndecimal: point\n";

        Reading reading = Reading.of(mapping, "v;lat;time\n1.234;21.022;2025-09-01 09:00\n");

        assertThat(reading.at(2, "value")).isEqualTo("1234.0");
        assertThat(reading.at(2, "latitude")).isEqualTo("21.022");
    }

    @Test
    void constantsAndTheSecondTableHaveTheirOwnNumbers() throws IOException {
        String mapping = """
                lookup: {csv: "k;v\\nA;1,5\\nB;1.234\\n", key: k, column: station}
                data: {station: {column: station}, parameter: PM25, value: {lookup: v}, averagingMinutes: 60, area: "00166", latitude: 21.022}
                decimal: comma
                """;

        Reading reading =
                Reading.of(mapping, "station,time\nA,2025-09-01 09:00\nB,2025-09-01 09:00\nC,2025-09-01 09:00\n");

        assertThat(reading.all("value")).containsExactly("1.5", "1234.0", "lookup.key");
        assertThat(reading.at(2, "latitude")).isEqualTo("21.022");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "factor: 1000 | 0.0215 | 21.5",
                "ppb: {molarMass: 48.00, celsius: 25, hectopascal: 1013.25} | 50 | 98.0977",
                "ppb: {molarMass: 46.0055, celsius: 20, hectopascal: 1013.25} | 50 | 95.6251",
                "ceiling: 500 | 499.9 | 499.9",
                "ceiling: 500 | 500 | cell.ceiling"
            })
    void aColumnHasItsUnitAndItsCeiling(String rule, String cell, String value) throws IOException {
        String mapping = "data: {station: S, parameter: O3, value: {column: v, " + rule
                + "}, averagingMinutes: 60, area: '00166'}\ndecimal: point";

        String read =
                Reading.of(mapping, "v;time\n" + cell + ";2025-09-01 09:00\n").at(2, "value");

        assertThat(read.startsWith("cell") ? read : read.substring(0, Math.min(read.length(), 7)))
                .isEqualTo(value);
    }

    @Test
    void whatStandsForNothingIsEmptyWhereTheMappingSaysSo() throws IOException {
        assertThat(numbers("emptyWhen: ['-', 'N/A']", "-", "N/A", "7").all("value"))
                .containsExactly("field.missing", "field.missing", "7.0");
        assertThat(numbers("emptyWhen: ['-']\nskipWhenEmpty: [value]", "-", "7").skipped())
                .isOne();
    }

    /** Whole numbers have no decimals, so what could be thousands is that; 150.000 could be 150, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234 | 1234",
                "150.000 | number.ambiguous",
                "150 | 150",
                "1.234.567 | 1234567",
                "12.5 | field.integer"
            })
    void wholeNumbersAreRead(String cell, String vehicles) throws IOException {
        Reading reading = Reading.of(
                "traffic-observation",
                "",
                ("link;area;speedKmh;freeFlowKmh;vehicles;averagingMinutes;time\nL;00166;30;50;" + cell
                                + ";60;2025-09-01 09:00\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(reading.at(2, "vehicles")).isEqualTo(vehicles);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12,5 µg/m3 | number.unit",
                "12.5 mg/m³ | number.unit",
                "30 người | number.unit",
                "95,5 % | number.percent",
                "<5 | number.limit",
                "≥ 5,0 | number.limit",
                "(5) | number.brackets",
                "５ | number.digits",
                "1 234 | number.blanks",
                "1\u00a0234,5 | number.blanks",
                "1\u202f234,5 | number.blanks",
                "1'234.5 | number.blanks",
                "1’234 | number.blanks",
                "5- | number.brackets",
                "–5 | number.brackets",
                "- 5 | number.brackets",
                "- | cell.placeholder",
                "NaN | cell.placeholder",
                "N/A | cell.placeholder",
                "12.5 | 12.5",
                "x | field.number"
            })
    void whatIsNoNumberIsNamed(String cell, String value) throws IOException {
        assertThat(Reading.of("", HEADER + "S;PM25;" + cell + ";60;00166;2025-09-01 09:00\n")
                        .at(2, "value"))
                .isEqualTo(value);
    }

    @Test
    void whatCountsForNothingDecidesNothing() throws IOException {
        assertThat(numbers("emptyWhen: ['-9999.0']", "1,234", "-9999.0").at(2, "value"))
                .isEqualTo("1.234");
        assertThat(Reading.of(
                                "",
                                HEADER
                                        + "S;PM25;1,234;60;00166;2025-09-01 09:00\nTổng cộng;PM25;12.5;60;00166;2025-09-01 09:00\n")
                        .at(2, "value"))
                .isEqualTo("1.234");
    }

    @Test
    void aConstantThatCannotBeReadIsNamedByItsField() throws IOException {
        Reading reading = Reading.of(TIMED.replace("value: 1", "value: '1 000'"), "time\n2025-09-01 09:00\n");

        assertThat(((Refused) reading.byLine().get(2L)).detail().args()).isEqualTo(List.of("value (mapping)", "1 000"));
    }

    /** A program writes points: what has decimals is no whole number, and never thousands. */
    @ParameterizedTest
    @CsvSource({"1.234, field.integer", "150.000, 150", "1012, 1012"})
    void aConstantIsAsAProgramWritesIt(String constant, String vehicles) throws IOException {
        String mapping = "data: {link: L, area: '00166', speedKmh: 30, freeFlowKmh: 50, vehicles: '" + constant
                + "', averagingMinutes: 60}";

        Reading reading =
                Reading.of("traffic-observation", mapping, "time\n2025-09-01 09:00\n".getBytes(StandardCharsets.UTF_8));

        assertThat(reading.at(2, "vehicles")).isEqualTo(vehicles);
    }
}
