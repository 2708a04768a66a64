package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.fold.Reports.Report;
import vn.hanoi.datahub.domain.period.Period;

/**
 * What exists, as last reported for each unit: people, holdings. This is the side of a fold that a flow is divided by.
 * Two reports of the same thing are distinguished by their subjects, the {@link Coordinates#key} of a stock, and are
 * never added up.
 */
record Stock(FoldSettings settings) {

    void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(at.period(), Slice.leaf(at.unit(), at.agency(), at.key())), change);
    }

    /**
     * Adds the cells of the total, and of the reporting agency, to which a report applies.
     *
     * @param byAgency whether to add the cells of the reporting agency
     */
    void affected(Cell changed, Series series, boolean byAgency, Collection<Cell> cells) {
        Report report = Report.of(changed, Tally.ZERO);
        settings.reports().affected(report.period(), series).forEach(period -> {
            cells.add(new Cell(period, Slice.TOTAL));
            if (byAgency) {
                cells.add(new Cell(period, Slice.agency(report.agency())));
            }
        });
    }

    /** Returns the sum of the latest reports for the total, or of an agency's own; zero for other slices. */
    private Tally of(Cell cell, Series series) {
        return cell.slice().isTotal()
                ? sum(cell.period(), series, report -> true)
                : cell.slice().dimension().equals(Slice.AGENCY)
                        ? sum(
                                cell.period(),
                                series,
                                report -> report.agency().equals(cell.slice().member()))
                        : Tally.ZERO;
    }

    /** Returns a flow as a share of what exists; nothing where neither was reported, or the series is over. */
    Evaluation share(Tally flow, Cell cell, Series series) {
        Tally there = of(cell, series);
        Tally both = new Tally(
                flow.numerator(),
                flow.denominator().add(there.denominator()),
                flow.events() + there.events(),
                flow.units());
        return both.events() == 0 || series.isOver(cell.period())
                ? Evaluation.NOTHING
                : Evaluation.of(both, settings.factor(), AdditiveFold.coverage(cell, both, series));
    }

    private Tally sum(Period period, Series series, Predicate<Report> wanted) {
        Tally sum = Tally.ZERO;
        for (Report report : settings.reports().latest(period, series, wanted, Report::unit)) {
            sum = sum.plus(report.tally());
        }
        return sum;
    }
}
