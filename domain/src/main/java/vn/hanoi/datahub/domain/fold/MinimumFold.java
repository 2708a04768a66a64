package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Reports.Report;

/**
 * The lowest ratio over the members of a dimension. The ratio of a member comes from the latest reports for it; a
 * report that names no member does not count.
 */
final class MinimumFold extends SnapshotFold {

    private final FoldSettings settings;

    MinimumFold(FoldSettings settings) {
        super(settings);
        this.settings = settings;
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        if (Report.of(changed, Tally.ZERO).member().isEmpty()) {
            return;
        }
        Collection<Cell> members = new java.util.LinkedHashSet<>();
        super.affected(changed, series, members);
        cells.addAll(members);
        members.forEach(cell -> cells.add(new Cell(cell.period(), Slice.TOTAL)));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        return cell.slice().isTotal() ? lowest(cell, series) : super.evaluate(cell, series);
    }

    private Evaluation lowest(Cell total, Series series) {
        // Each member's own latest reports decide whether a report for the whole area replaces those for its parts: one
        // member may be reported for the city, another by communes.
        Collection<Evaluation> evaluations = settings
                .reports()
                .wholeAndParts(
                        total.period(), series, report -> !report.member().isEmpty(), Report::member)
                .stream()
                .map(Report::member)
                .sorted()
                .map(member -> super.evaluate(
                        new Cell(total.period(), new Slice(settings.dimensions().get(0), member)), series))
                .filter(evaluation -> evaluation.value() != null)
                .toList();
        Optional<Evaluation> lowest = evaluations.stream().min(Comparator.comparingDouble(MinimumFold::value));
        long events = evaluations.stream().mapToLong(Evaluation::events).sum();
        return lowest.map(least ->
                        new Evaluation(least.value(), least.numerator(), least.denominator(), events, least.coverage()))
                .orElse(Evaluation.NOTHING);
    }

    private static double value(Evaluation evaluation) {
        @Nullable Double value = evaluation.value();
        return value == null ? Double.POSITIVE_INFINITY : value;
    }
}
