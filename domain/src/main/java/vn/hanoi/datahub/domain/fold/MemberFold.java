package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Period;

/**
 * A summary over the members of a dimension: the mean of the stations' means, in which each station has the same weight
 * however many hours it reported; or the highest gauge.
 *
 * <p>For a mean, the coverage of a member is hours observed ÷ hours of the period; for the area, it is the same ratio
 * over its members.
 */
record MemberFold(FoldSettings settings, Summary summary) implements Fold {

    /** How the value of an area is computed from its members. */
    enum Summary {
        MEAN,
        MAX
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        Slice member = new Slice(settings.dimensions().get(0), at.members().get(0));
        settings.periods()
                .forEach(granularity -> cells.accept(new Cell(at.period().in(granularity), member), change));
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        cells.add(changed);
        cells.add(new Cell(changed.period(), Slice.TOTAL));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        return cell.slice().isTotal()
                ? summary == Summary.MEAN ? mean(cell.period(), series) : highest(cell.period(), series)
                : member(series.tally(cell), cell.period());
    }

    private Evaluation member(Tally tally, Period period) {
        return summary == Summary.MEAN
                ? Evaluation.of(tally, settings.factor(), Evaluation.share(tally.events(), period.hours()))
                : Evaluation.of(tally, null, null);
    }

    /**
     * Adds the means in the order of the scan, which is the order of the members, so that the bits do not depend on
     * which member reported first.
     */
    private Evaluation mean(Period period, Series series) {
        Tally[] means = {Tally.ZERO};
        series.scan(period, period, (at, member) -> {
            if (member.denominator().signum() != 0) {
                BigDecimal mean = member.numerator().divide(member.denominator(), Evaluation.LAST_DIVISION);
                means[0] = means[0].plus(new Tally(mean, BigDecimal.ONE, member.events(), Tally.ZERO.units()));
            }
        });
        long hours = means[0].denominator().longValueExact() * period.hours();
        return Evaluation.of(means[0], settings.factor(), Evaluation.share(means[0].events(), hours));
    }

    private Evaluation highest(Period period, Series series) {
        Tally[] highest = {Tally.ZERO};
        series.scan(period, period, (at, member) -> {
            if (member.events() > 0) {
                BigDecimal most = highest[0].events() == 0
                        ? member.numerator()
                        : highest[0].numerator().max(member.numerator());
                highest[0] =
                        new Tally(most, BigDecimal.ZERO, highest[0].events() + member.events(), Tally.ZERO.units());
            }
        });
        return Evaluation.of(highest[0], null, null);
    }
}
