package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Periodic reports: for each reporter and unit the latest one up to the end of the period, carried forward until its validity ends, then
 * added up. A period has a value where at least one report is for it or for a part of it.
 *
 * <p>A report for a month also answers for its quarter and year until a later one does. A report that names a dimension (an operator, a sector)
 * counts for that member only: the reporter's own total is the report without one, because members may overlap.
 */
final class SnapshotFold implements Fold {

    /** How long a report stands in for the ones that did not come. */
    private static final int VALID_MONTHS = 24;

    private final List<Granularity> periods;
    private final List<String> dimensions;
    private final BigDecimal factor;

    SnapshotFold(List<Granularity> periods, List<String> dimensions, BigDecimal factor) {
        this.periods = List.copyOf(periods);
        this.dimensions = List.copyOf(dimensions);
        this.factor = factor;
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        String member = at.members().isEmpty() ? "" : at.members().get(0);
        cells.accept(new Cell(at.period(), Slice.leaf(at.unit(), at.agency(), member)), change);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        List<Slice> slices = slicesOf(changed.slice());
        Period reported = changed.period();
        for (Granularity finer : periods) {
            Period from = periodAt(finer, reported.start());
            series.scan(from, latest(reported, finer), (cell, tally) -> {
                for (Granularity granularity : periods) {
                    if (!granularity.isFinerThan(finer) && !granularity.isFinerThan(reported.granularity())) {
                        slices.forEach(slice -> cells.add(new Cell(cell.period().in(granularity), slice)));
                    }
                }
            });
        }
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Map<String, Report> latest = new TreeMap<>();
        for (Granularity granularity : periods) {
            if (!cell.period().granularity().isFinerThan(granularity)) {
                Period last = cell.period().last(granularity);
                series.scan(periodAt(granularity, last.end().minusMonths(VALID_MONTHS)), last, (at, tally) -> {
                    if (at.slice().isLeaf()
                            && tally.events() > 0
                            && slicesOf(at.slice()).contains(cell.slice())
                            && at.period().end().isAfter(cell.period().end().minusMonths(VALID_MONTHS))) {
                        latest.merge(at.slice().member(), new Report(at.period(), tally), Report::later);
                    }
                });
            }
        }
        if (latest.values().stream().noneMatch(report -> report.isWithin(cell.period()))) {
            return Evaluation.NOTHING;
        }
        Tally sum = Tally.ZERO;
        for (Map.Entry<String, Report> entry : latest.entrySet()) {
            String unit = new Slice("~", entry.getKey()).leafParts()[0];
            sum = sum.plus(entry.getValue().tally().from(unit));
        }
        return Evaluation.ratio(sum, factor, AdditiveFold.coverage(cell, sum, series));
    }

    /** The published slices a report counts in. */
    private List<Slice> slicesOf(Slice leaf) {
        String[] parts = leaf.leafParts();
        return dimensions.isEmpty() || parts[2].isEmpty()
                ? List.of(Slice.TOTAL, Slice.agency(parts[1]))
                : List.of(new Slice(dimensions.get(0), parts[2]));
    }

    private static Period periodAt(Granularity granularity, LocalDateTime time) {
        return Period.containing(time.toLocalDate(), granularity);
    }

    private static Period latest(Period reported, Granularity granularity) {
        return periodAt(granularity, reported.end().plusMonths(VALID_MONTHS));
    }

    /** A report and what it is for; of two that end together the one for the longer period says more. */
    private record Report(Period period, Tally tally) {
        boolean isWithin(Period other) {
            return !period.start().isBefore(other.start()) && !period.end().isAfter(other.end());
        }

        Report later(Report other) {
            int byEnd = period.end().compareTo(other.period.end());
            return byEnd > 0 || (byEnd == 0 && other.period.granularity().isFinerThan(period.granularity()))
                    ? this
                    : other;
        }
    }
}
