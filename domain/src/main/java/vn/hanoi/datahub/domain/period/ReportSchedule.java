package vn.hanoi.datahub.domain.period;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;

/**
 * How a periodic feed reports: once for each period of one kind of a regime, by the regime's deadline. A feed without a
 * schedule is continuous: it reports at a cadence.
 *
 * @param regime a regime with a deadline
 * @param kind one of its kinds whose periods follow one another without a gap
 */
public record ReportSchedule(Regime regime, Kind kind) {

    private static final Set<Kind> WITHOUT_GAPS =
            EnumSet.of(Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.HALF_YEAR, Kind.YEAR);

    public ReportSchedule {
        if (regime.deadline() == null || !hasSeries(regime, kind)) {
            throw new IllegalArgumentException("nothing is due for a " + kind.word() + " of " + regime.id());
        }
    }

    /** Returns whether a regime divides the year into periods of a kind, so that every day is in one of them. */
    public static boolean hasSeries(Regime regime, Kind kind) {
        return regime.kinds().contains(kind) && WITHOUT_GAPS.contains(kind);
    }

    /** Returns the period that contains a day in Hà Nội. */
    public ReportingPeriod containing(LocalDate day) {
        return endingAfter(day, day.plusDays(1)).get(0);
    }

    /** Returns the period that a text names, such as {@code 2026-03}; empty if it names none of this kind. */
    public Optional<ReportingPeriod> named(String text) {
        return regime.findWritten(text).filter(period -> period.kind() == kind);
    }

    /**
     * Returns the periods that end after the start of a day and that have begun before another, oldest first.
     *
     * @param to a day after {@code from}
     */
    public List<ReportingPeriod> endingAfter(LocalDate from, LocalDate to) {
        return regime.between(kind, from, to);
    }

    /** Returns the moment at which the report about a period is due, before any postponement. */
    public Instant due(ReportingPeriod period, WorkingDays calendar) {
        return calendar.due(period, Objects.requireNonNull(regime.deadline()));
    }
}
