package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/** Dates and times in files as clerks, loggers and databases write them. */
class TimesPeopleWriteTest {

    private static final String TIMED =
            "data: {station: S, parameter: PM25, value: 1, averagingMinutes: 60, area: '00166'}\n";

    private static Reading times(String mapping, String... times) throws IOException {
        return Reading.of(mapping, "time;x\n" + String.join(";1\n", times) + ";1\n");
    }

    @ParameterizedTest(name = "{1} with {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | 09/15/2025,09/01/2025 | 2025-09-14T17:00:00Z,2025-08-31T17:00:00Z",
                " | 15/09/2025,01/09/2025 | 2025-09-14T17:00:00Z,2025-08-31T17:00:00Z",
                " | 01/09/2025 | 2025-08-31T17:00:00Z",
                " | 15/09/2025,09/15/2025,2025-09-01 | date.mixed,date.mixed,2025-08-31T17:00:00Z",
                "dates: month-first | 09/01/2025 | 2025-08-31T17:00:00Z",
                "dates: day-first | 15/09/2025,09/15/2025 | 2025-09-14T17:00:00Z,date.not-day-first",
                "dates: month-first | 13/09/2025 | date.not-month-first",
                " | 15/09/2025,09/15/2025,05/05/2025 09:00 | date.mixed,date.mixed,2025-05-05T02:00:00Z"
            })
    void aColumnHasOneOrderOfDayAndMonth(String mapping, String cells, String values) throws IOException {
        assertThat(times(TIMED + (mapping == null ? "" : mapping), cells.split(","))
                        .all("time"))
                .containsExactly(values.split(","));
    }

    @Test
    void whatCouldBeTwoDaysThroughoutIsReadAsInVietNam_andTheSenderIsTold() throws IOException {
        assertThat(times(TIMED, "02/09/2025").noteKeys()).containsExactly("note.day-first");
        assertThat(times(TIMED, "02/09/2025", "13/09/2025").noteKeys()).isEmpty();
        assertThat(times(TIMED, "2025-09-02", "09/09/2025").noteKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-01 09:00:00+07, 2025-09-01T02:00:00Z",
        "2025-09-01 09:00:00+0700, 2025-09-01T02:00:00Z",
        "2025-09-01T09:00:00.123456+07:00, 2025-09-01T02:00:00.123456Z",
        "2025-09-01 09:00:00.123456+07, 2025-09-01T02:00:00.123456Z",
        "2025-09-01 02:00:00 UTC, 2025-09-01T02:00:00Z",
        "2025-09-01T02:00:00z, 2025-09-01T02:00:00Z",
        "2025-09-01 02:00Z, 2025-09-01T02:00:00Z",
        "2025-09-01 04:30:00-0230, 2025-09-01T07:00:00Z",
        "2025/09/01 09:00, 2025-09-01T02:00:00Z",
        "2025/9/1, 2025-08-31T17:00:00Z",
        "2025.09.01 9:00:05, 2025-09-01T02:00:05Z",
        "13.09.2025 09:00, 2025-09-13T02:00:00Z",
        "13-9-2025  9:00, 2025-09-13T02:00:00Z",
        "2025-09-01 24:00, 2025-09-01T17:00:00Z",
        "09:00 13/09/2025, 2025-09-13T02:00:00Z",
        "9:00:05 2025-09-01, 2025-09-01T02:00:05Z",
        "2025-09-01\u00a009:00, 2025-09-01T02:00:00Z",
        "01/09/25, time.short-year",
        "2025-09-01 9:00 PM, time.half-day",
        "9:00 SA 01/09/2025, time.half-day",
        "01/09/2025 9h30, time.hour-letter",
        "1756692000, time.epoch",
        "1756692000000, time.epoch",
        "2025-W36, time.week",
        "9:30, time.no-day",
        "2025-13-01, time.no-such-day",
        "2025-09-01 24:01, cell.time",
        "2025-09-01 09:60, cell.time",
        "2025-09-01 09, cell.time",
        "2025-09-01T09:00:00+25:00, cell.time",
        "2025-09/01, cell.time",
        "31/02/2025, time.no-such-day",
        "45901.375, time.serial",
        "45901, time.serial"
    })
    void readsTimesAsDatabasesAndLoggersWriteThem(String text, String moment) throws IOException {
        assertThat(times(TIMED, text).at(2, "time")).isEqualTo(moment);
    }

    @Test
    void readsTheHourFromAColumnOfItsOwn_andStepsToTheEndOfTheInterval() throws IOException {
        String mapping = TIMED + "time: {column: ngày, hour: giờ, label: start, minutes: 60}";

        Reading reading = Reading.of(
                mapping, "ngày;giờ\n01/09/2025;9\n01/09/2025;09:30\n13/09/2025;24\n01/09/2025;25\n01/09/2025;\n");

        assertThat(reading.all("time"))
                .containsExactly(
                        "2025-09-01T03:00:00Z",
                        "2025-09-01T03:30:00Z",
                        "2025-09-13T18:00:00Z",
                        "cell.time",
                        "cell.time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Ho_Chi_Minh", "Asia/Saigon", "Etc/GMT-7", "+07:00"})
    void theCitysClockIsTheSameUnderEachOfItsNames(String zone) throws IOException {
        Yaml yaml = Yaml.read("mapping", new StringReader("{column: time, zone: '" + zone + "'}"));

        assertThat(new Times(DateOrder.DAY_FIRST, TimeRule.read(yaml).zone()).timestamp("1968-01-01 00:00"))
                .contains(OffsetDateTime.parse("1967-12-31T17:00:00Z").withOffsetSameInstant(ZoneOffset.ofHours(7)));
    }

    @Test
    void refusesAnHourThatAClockWentThroughTwiceOrNever() throws IOException {
        Reading reading = times(
                TIMED + "time: {column: time, zone: Europe/Paris}",
                "2025-03-30 02:30",
                "2024-10-27 02:30",
                "2025-07-01 02:30");

        assertThat(reading.all("time")).containsExactly("cell.time", "cell.time", "2025-07-01T00:30:00Z");
    }

    @Test
    void aDateThatHasAnHourAlreadyTakesNoOther() throws IOException {
        Reading reading = Reading.of(
                TIMED + "time: {column: time, hour: hour}",
                "time;hour\n2025-08-31T17:00:00Z;9\n2025-09-01 10:00;9\n2025-09-01 00:00;9\n");

        assertThat(reading.all("time")).containsExactly("cell.time", "cell.time", "2025-09-01T02:00:00Z");
    }
}
