package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.MAPPING;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.read;
import static vn.hanoi.datahub.ingest.file.StationWorkbook.workbook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates, times and hours of a workbook are numbers that their formats show. */
class WorkbookTimesTest {

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
}
