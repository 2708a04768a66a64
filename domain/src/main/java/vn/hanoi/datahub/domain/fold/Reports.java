package vn.hanoi.datahub.domain.fold;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Periodic reports of units, and the selection of those that apply to a period: the latest one up to its end, valid for
 * {@link #VALID_MONTHS} months.
 *
 * <p>A report for a month also applies to its quarter and year until a later report does; the reverse never holds.
 */
record Reports(List<Granularity> periods) {

    /** How long a report stands in for missing later ones, in months. */
    private static final int VALID_MONTHS = 24;

    record Report(Period period, String unit, String agency, String member, Tally tally) {

        /**
         * Of two reports that end together, the one for the longer period ranks higher; then the one with the higher
         * numbers.
         */
        private static final Comparator<Report> ORDER = Comparator.comparing(
                        (Report report) -> report.period().end())
                .thenComparing(report -> report.period().granularity())
                .thenComparing(report -> report.tally().numerator())
                .thenComparing(report -> report.tally().denominator());

        static Report of(Cell cell, Tally tally) {
            String[] parts = cell.slice().leafParts();
            return new Report(cell.period(), parts[0], parts[1], parts[2], tally);
        }

        private Report later(Report other) {
            return ORDER.compare(this, other) >= 0 ? this : other;
        }
    }

    /** Returns the cell in which a report is kept. */
    static Cell cell(Coordinates at) {
        String member = at.members().isEmpty() ? "" : at.members().get(0);
        return new Cell(at.period(), Slice.leaf(at.unit(), at.agency(), member));
    }

    /**
     * Returns the latest valid report for each key, from units that count. Where a report for the area itself is among
     * them, it replaces those for its parts.
     *
     * @param wanted selects the reports to consider
     * @param by key that distinguishes reports
     */
    Collection<Report> latest(Period period, Series series, Predicate<Report> wanted, Function<Report, String> by) {
        Collection<Report> latest = wholeAndParts(period, series, wanted, by);
        List<Report> whole = latest.stream()
                .filter(report -> report.unit().equals(series.area()))
                .toList();
        return whole.isEmpty() ? latest : whole;
    }

    /** Returns the same, with the reports for the area itself alongside those for its parts. */
    Collection<Report> wholeAndParts(
            Period period, Series series, Predicate<Report> wanted, Function<Report, String> by) {
        Map<String, Report> latest = new TreeMap<>();
        LocalDateTime expired = period.end().minusMonths(VALID_MONTHS);
        for (Granularity granularity : periods) {
            if (!period.granularity().isFinerThan(granularity)) {
                Period from = Period.containing(expired.toLocalDate(), granularity);
                series.scan(from, period.last(granularity), (cell, tally) -> {
                    if (cell.slice().isLeaf()
                            && tally.events() > 0
                            && cell.period().end().isAfter(expired)) {
                        Report report = Report.of(cell, tally);
                        if (wanted.test(report) && counts(report.unit(), period, series)) {
                            latest.merge(by.apply(report), report, Report::later);
                        }
                    }
                });
            }
        }
        return latest.values();
    }

    /**
     * Returns whether a unit's reports count in a period. In the series of the unit itself nothing else is added to its
     * reports, so those for the time before its first day count there, too.
     */
    private static boolean counts(String unit, Period period, Series series) {
        return unit.equals(series.area()) ? !series.isOver(period) : series.counts(unit, period);
    }

    /**
     * Returns the periods that change with a report: those it applies to, and future periods with reports of their own.
     */
    Collection<Period> affected(Period reported, Series series) {
        Collection<Period> affected = new ArrayList<>(spokenFor(reported, series.now()));
        periods.stream()
                .filter(base -> !base.isFinerThan(reported.granularity()))
                .forEach(base -> Carry.onward(reported.in(base), periods, series, Slice::isLeaf, period -> {
                    if (period.start().isAfter(series.now())) {
                        affected.add(period);
                    }
                }));
        return affected;
    }

    /** Returns the periods that a report applies to: its own, and those up to now in which it is valid. */
    private List<Period> spokenFor(Period reported, LocalDateTime now) {
        List<Period> spoken = new ArrayList<>();
        LocalDateTime expires = reported.end().plusMonths(VALID_MONTHS);
        for (Granularity granularity : periods) {
            if (granularity.isFinerThan(reported.granularity())) {
                continue;
            }
            Period period = Period.containing(reported.end().minusNanos(1).toLocalDate(), granularity);
            do {
                spoken.add(period);
                period = period.plus(1);
            } while (!period.start().isAfter(now) && period.end().isBefore(expires));
        }
        return spoken;
    }
}
