package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Reports.Report;

/** Coverage by register: units whose latest report says that they have something ÷ units in force. */
record RegisterFold(FoldSettings settings) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(at.period(), Slice.leaf(at.unit(), at.agency(), "")), change);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        settings.reports()
                .affected(changed.period(), series)
                .forEach(period -> cells.add(new Cell(period, Slice.TOTAL)));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Collection<Report> latest = settings.reports()
                .latest(
                        cell.period(),
                        series,
                        report -> AreaId.parse(report.unit()).isCommune(),
                        Report::unit);
        if (latest.isEmpty()) {
            return Evaluation.NOTHING;
        }
        long having = latest.stream()
                .filter(report -> report.tally().numerator().signum() > 0)
                .count();
        int expected = series.expectedUnits(cell.period());
        Tally tally =
                new Tally(BigDecimal.valueOf(having), BigDecimal.valueOf(expected), latest.size(), Tally.ZERO.units());
        return Evaluation.of(tally, settings.factor(), Evaluation.share(latest.size(), expected));
    }

    @Override
    public boolean carries() {
        return true;
    }
}
