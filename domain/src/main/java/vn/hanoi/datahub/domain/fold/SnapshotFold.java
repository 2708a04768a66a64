package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.fold.Reports.Report;

/**
 * The sum of the latest reports: for each unit, agency and member the latest one, carried forward until its validity
 * ends.
 *
 * <p>A report that names a member (an operator, a sector) counts for that member only. The reporter's own total is the
 * report without a member, because members may overlap.
 */
class SnapshotFold implements Fold {

    private final FoldSettings settings;

    SnapshotFold(FoldSettings settings) {
        this.settings = settings;
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(Reports.cell(at), change);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        List<Slice> slices = slicesOf(Report.of(changed, Tally.ZERO));
        settings.reports()
                .affected(changed.period(), series)
                .forEach(period -> slices.forEach(slice -> cells.add(new Cell(period, slice))));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Collection<Report> latest = settings.reports()
                .latest(
                        cell.period(),
                        series,
                        report -> slicesOf(report).contains(cell.slice()),
                        report -> report.unit() + '\0' + report.agency() + '\0' + report.member());
        if (latest.isEmpty()) {
            return Evaluation.NOTHING;
        }
        Tally sum = Tally.ZERO;
        boolean whole = false;
        for (Report report : latest) {
            sum = sum.plus(report.tally().from(report.unit()));
            whole |= report.unit().equals(series.area());
        }
        Double coverage = whole && cell.slice().isTotal() ? (Double) 1.0 : AdditiveFold.coverage(cell, sum, series);
        return Evaluation.of(sum, settings.factor(), coverage);
    }

    /** Returns the published slices in which a report counts. */
    List<Slice> slicesOf(Report report) {
        return settings.dimensions().isEmpty() || report.member().isEmpty()
                ? List.of(Slice.TOTAL, Slice.agency(report.agency()))
                : List.of(new Slice(settings.dimensions().get(0), report.member()));
    }

    @Override
    public boolean carries() {
        return true;
    }
}
