package vn.hanoi.datahub.domain.period;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;

/**
 * A reporting regime: how a report's periods divide the year. In the regime of Decree 09/2019/NĐ-CP (Article 12), a
 * month runs from the 15th of the month before to the 14th, and all longer periods consist of such months.
 *
 * @param id e.g. {@code nd-09-2019}; it follows {@code @} in the written form of a period
 * @param lastDay day of the month on which a month ends; null for the last day of the calendar month
 * @param kinds the kinds of periods that reports are made for
 * @param deadline when a report is due after its period has ended; null where the regime sets no deadline
 */
public record Regime(
        String id,
        Text name,
        Text basis,
        @Nullable Integer lastDay,
        List<Kind> kinds,
        @Nullable Deadline deadline) {

    /** The regime whose months are those of the calendar; its periods are written without a suffix. */
    public static final String CALENDAR = "calendar";

    private static final Pattern WRITTEN = Pattern.compile(
            "(?<year>\\d{4})(?:-(?:(?<month>\\d{2})|Q(?<quarter>[1-4])|H(?<half>[12])|(?<nine>9M)|W(?<week>\\d{2})|YTD-(?<day>\\d{2}-\\d{2})))?");
    private static final int MONTHS_OF_A_QUARTER = 3;
    private static final int MONTHS_OF_A_HALF = 6;
    private static final int NINE = 9;
    private static final int MONTHS_OF_A_YEAR = 12;

    public Regime {
        kinds = List.copyOf(kinds);
    }

    /**
     * When a report is due.
     *
     * @param workingDays working days after the last day of the period
     * @param hour hour of that day in Hà Nội, 1 to 24
     */
    public record Deadline(int workingDays, int hour) {}

    /**
     * Returns the periods of a kind that overlap a range of days, oldest first. A year to date runs from the first day
     * of each year to the same day of the year as the range's last day.
     *
     * @param to the day after the last day of the range
     * @throws IllegalArgumentException for ranges, which are no series of periods
     */
    public List<ReportingPeriod> between(Kind kind, LocalDate from, LocalDate to) {
        List<ReportingPeriod> periods = new ArrayList<>();
        for (int year = from.getYear() - 1; year <= to.getYear() + 1; year++) {
            for (ReportingPeriod period : ofYear(kind, year, to.minusDays(1))) {
                if (period.from().isBefore(to) && period.to().isAfter(from)) {
                    periods.add(period);
                }
            }
        }
        return periods;
    }

    private List<ReportingPeriod> ofYear(Kind kind, int year, LocalDate last) {
        return switch (kind) {
            case WEEK -> weeks(year);
            case MONTH -> series(kind, year, 1, MONTHS_OF_A_YEAR);
            case QUARTER -> series(kind, year, MONTHS_OF_A_QUARTER, 4);
            case HALF_YEAR -> series(kind, year, MONTHS_OF_A_HALF, 2);
            case NINE_MONTHS -> series(kind, year, NINE, 1);
            case YEAR -> series(kind, year, MONTHS_OF_A_YEAR, 1);
            case YEAR_TO_DATE -> List.of(yearToDate(year, last));
            case RANGE -> throw new IllegalArgumentException("a range is one span and no series");
        };
    }

    private List<ReportingPeriod> series(Kind kind, int year, int months, int number) {
        List<ReportingPeriod> series = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            series.add(months(kind, YearMonth.of(year, 1 + i * months), months));
        }
        return series;
    }

    private List<ReportingPeriod> weeks(int year) {
        List<ReportingPeriod> weeks = new ArrayList<>();
        LocalDate monday = LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
        for (; monday.get(IsoFields.WEEK_BASED_YEAR) == year; monday = monday.plusWeeks(1)) {
            weeks.add(week(monday));
        }
        return weeks;
    }

    private ReportingPeriod week(LocalDate monday) {
        String text = "%d-W%02d"
                .formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        return new ReportingPeriod(Kind.WEEK, written(text), monday, monday.plusWeeks(1));
    }

    private ReportingPeriod yearToDate(int year, LocalDate last) {
        LocalDate first = firstDay(YearMonth.of(year, 1));
        LocalDate sameDay = last.plusYears(year - yearOf(last));
        String text = "%d-YTD-%02d-%02d".formatted(year, sameDay.getMonthValue(), sameDay.getDayOfMonth());
        return new ReportingPeriod(Kind.YEAR_TO_DATE, written(text), first, sameDay.plusDays(1));
    }

    private int yearOf(LocalDate day) {
        return day.isBefore(firstDay(YearMonth.of(day.getYear() + 1, 1))) ? day.getYear() : day.getYear() + 1;
    }

    private ReportingPeriod months(Kind kind, YearMonth first, int months) {
        String suffix = switch (kind) {
            case MONTH -> "-%02d".formatted(first.getMonthValue());
            case QUARTER -> "-Q" + first.get(IsoFields.QUARTER_OF_YEAR);
            case HALF_YEAR -> "-H" + (first.getMonthValue() > MONTHS_OF_A_HALF ? 2 : 1);
            case NINE_MONTHS -> "-9M";
            default -> "";
        };
        return new ReportingPeriod(
                kind, written(first.getYear() + suffix), firstDay(first), firstDay(first.plusMonths(months)));
    }

    private String written(String text) {
        return id.equals(CALENDAR) ? text : text + "@" + id;
    }

    private LocalDate firstDay(YearMonth month) {
        return lastDay == null
                ? month.atDay(1)
                : month.minusMonths(1).atDay(lastDay).plus(1, ChronoUnit.DAYS);
    }

    /** Parses the written form of one of its periods, with or without the suffix {@code @} and the regime's id. */
    public Optional<ReportingPeriod> findWritten(String text) {
        String suffix = "@" + id;
        return find(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
    }

    private static Optional<LocalDate> dayOf(int year, String day) {
        try {
            return Optional.of(MonthDay.parse("--" + day).atYear(year));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Parses the written form of one of its periods, without the suffix; empty where there is no such period. */
    public Optional<ReportingPeriod> find(String text) {
        Matcher part = WRITTEN.matcher(text);
        if (!part.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(part.group("year"));
        String day = part.group("day");
        Kind kind = part.group("month") != null
                ? Kind.MONTH
                : part.group("quarter") != null
                        ? Kind.QUARTER
                        : part.group("half") != null
                                ? Kind.HALF_YEAR
                                : part.group("nine") != null
                                        ? Kind.NINE_MONTHS
                                        : part.group("week") != null
                                                ? Kind.WEEK
                                                : day != null ? Kind.YEAR_TO_DATE : Kind.YEAR;
        Optional<LocalDate> last = day == null ? Optional.of(LocalDate.of(year, 1, 1)) : dayOf(year, day);
        return last.stream()
                .flatMap(one -> ofYear(kind, year, one).stream())
                .filter(period -> kinds.contains(kind) && period.text().equals(written(text)))
                .findFirst();
    }
}
