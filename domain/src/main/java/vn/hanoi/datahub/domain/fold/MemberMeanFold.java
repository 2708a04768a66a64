package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The mean of the members' means: each station counts the same, however many hours it reported. A member's mean is the mean of its
 * observations in the period.
 *
 * <p>Coverage of a member is hours observed ÷ hours of the period; of the area, the mean over its members.
 */
final class MemberMeanFold implements Fold {

    private final List<Granularity> periods;
    private final String dimension;

    MemberMeanFold(List<Granularity> periods, String dimension) {
        this.periods = List.copyOf(periods);
        this.dimension = dimension;
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        Slice member = new Slice(dimension, at.members().get(0));
        for (Granularity granularity : periods) {
            cells.accept(new Cell(at.period().in(granularity), member), change);
        }
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        cells.add(changed);
        cells.add(new Cell(changed.period(), Slice.TOTAL));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Period period = cell.period();
        if (!cell.slice().isTotal()) {
            Tally tally = series.tally(cell);
            return Evaluation.ratio(tally, BigDecimal.ONE, Evaluation.share(tally.events(), period.hours()));
        }
        MeansOfMembers means = new MeansOfMembers();
        series.scan(period, period, (at, tally) -> means.add(tally));
        return Evaluation.ratio(
                new Tally(means.sum, BigDecimal.valueOf(means.members), means.events, Tally.ZERO.units()),
                BigDecimal.ONE,
                Evaluation.share(means.events, means.members * period.hours()));
    }

    /** Added in the order of the scan, which is the members' own: the same bits whoever reported first. */
    private static final class MeansOfMembers {
        private BigDecimal sum = BigDecimal.ZERO;
        private long members;
        private long events;

        void add(Tally member) {
            if (member.denominator().signum() != 0) {
                sum = sum.add(member.numerator().divide(member.denominator(), Evaluation.LAST_DIVISION));
                members++;
                events += member.events();
            }
        }
    }
}
