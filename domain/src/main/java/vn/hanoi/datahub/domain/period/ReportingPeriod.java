package vn.hanoi.datahub.domain.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.hanoi.datahub.domain.Worded;

/**
 * A span of whole days that a report covers: the month of a regime, a week, nine months, or any range of days.
 *
 * @param kind what kind of span it is
 * @param text the written form, e.g. {@code 2026-03@nd-09-2019}, {@code 2026-H1}, {@code 2026-W07}
 * @param from first day
 * @param to the day after the last day
 */
public record ReportingPeriod(Kind kind, String text, LocalDate from, LocalDate to) {

    public ReportingPeriod {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(from + " is not before " + to);
        }
    }

    /** Returns a range of days, written as an ISO 8601 interval with an exclusive end. */
    public static ReportingPeriod range(LocalDate from, LocalDate to) {
        return new ReportingPeriod(Kind.RANGE, from + "/" + to, from, to);
    }

    /**
     * Returns the fewest periods that make up the span, oldest first.
     *
     * @param lengths the lengths to choose from
     * @param today if the span includes it, the shortest period that is still running may be the last one
     * @return empty if no choice of them does
     */
    public Optional<List<Period>> parts(List<Granularity> lengths, LocalDate today) {
        List<Granularity> longest =
                lengths.stream().sorted(Comparator.reverseOrder()).toList();
        List<Period> parts = new ArrayList<>();
        LocalDateTime end = to.atStartOfDay();
        for (LocalDateTime at = from.atStartOfDay(); at.isBefore(end); ) {
            LocalDateTime start = at;
            Optional<Period> next = longest.stream()
                    .filter(length -> length.isStart(start))
                    .map(length -> new Period(length, start))
                    .filter(period -> !period.end().isAfter(end)
                            || (period.granularity() == longest.get(longest.size() - 1) && isRunning(period, today)))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            parts.add(next.get());
            at = next.get().end();
        }
        return Optional.of(parts);
    }

    /** Returns whether a period includes today, as this span does: it contains nothing from after the span yet. */
    private boolean isRunning(Period period, LocalDate today) {
        return to.isAfter(today)
                && !period.start().toLocalDate().isAfter(today)
                && period.end().toLocalDate().isAfter(today);
    }

    /** Returns the moment at which the span has ended. */
    public Instant endInstant() {
        return CityTime.startOf(to);
    }

    public enum Kind implements Worded {
        WEEK,
        MONTH,
        QUARTER,
        HALF_YEAR,
        NINE_MONTHS,
        YEAR,
        YEAR_TO_DATE,
        RANGE
    }
}
