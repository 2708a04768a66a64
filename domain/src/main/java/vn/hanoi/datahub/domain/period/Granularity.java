package vn.hanoi.datahub.domain.period;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import vn.hanoi.datahub.domain.Worded;

/** The possible lengths of a period, finest first. Each nests in every coarser one. */
public enum Granularity implements Worded {
    HOUR,
    DAY,
    MONTH,
    QUARTER,
    YEAR;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the word used in the catalogue and the API: {@code hour}, {@code day}, … */
    public String word() {
        return word;
    }

    public boolean isFinerThan(Granularity other) {
        return compareTo(other) < 0;
    }

    /** Returns whether a period of this length starts at the given time. */
    boolean isStart(LocalDateTime time) {
        if (time.getMinute() != 0 || time.getSecond() != 0 || time.getNano() != 0) {
            return false;
        }
        return switch (this) {
            case HOUR -> true;
            case DAY -> time.getHour() == 0;
            case MONTH -> time.getHour() == 0 && time.getDayOfMonth() == 1;
            case QUARTER -> time.getHour() == 0 && time.getDayOfMonth() == 1 && time.getMonthValue() % 3 == 1;
            case YEAR -> time.getHour() == 0 && time.getDayOfYear() == 1;
        };
    }

    /** Returns the start of the period of this length that contains the given city time. */
    LocalDateTime floor(LocalDateTime time) {
        return switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> time.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> time.toLocalDate().withDayOfMonth(1).atStartOfDay();
            case QUARTER ->
                time.toLocalDate()
                        .withDayOfMonth(1)
                        .withMonth((time.getMonthValue() - 1) / 3 * 3 + 1)
                        .atStartOfDay();
            case YEAR -> time.toLocalDate().withDayOfYear(1).atStartOfDay();
        };
    }

    LocalDateTime plus(LocalDateTime start, long periods) {
        return switch (this) {
            case HOUR -> start.plusHours(periods);
            case DAY -> start.plusDays(periods);
            case MONTH -> start.plusMonths(periods);
            case QUARTER -> start.plusMonths(3 * periods);
            case YEAR -> start.plusYears(periods);
        };
    }
}
