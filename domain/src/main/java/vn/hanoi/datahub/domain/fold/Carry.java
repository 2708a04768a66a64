package vn.hanoi.datahub.domain.fold;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** How what was counted in one period speaks for those after it. */
final class Carry {

    private static final LocalDate START_OF_TIME = LocalDate.of(1, 1, 1);
    private static final LocalDate END_OF_TIME = LocalDate.of(9999, 1, 1);

    private Carry() {}

    /** The first period of a granularity there can be. */
    static Period first(Granularity granularity) {
        return Period.containing(START_OF_TIME, granularity);
    }

    /**
     * Every period that a change in {@code changed} speaks for: its own, all up to the one that holds now, and those
     * ahead of now in which something is stored already.
     *
     * @param periods of the values wanted; finer ones than the change's are left out
     */
    static void onward(
            Period changed, List<Granularity> periods, Series series, Predicate<Slice> stored, Consumer<Period> each) {
        for (Granularity granularity : periods) {
            if (granularity.isFinerThan(changed.granularity())) {
                continue;
            }
            Period period = changed.in(granularity);
            do {
                each.accept(period);
                period = period.plus(1);
            } while (!period.start().isAfter(series.now()));
        }
        Granularity base = changed.granularity();
        Period ahead = Period.containing(series.now().toLocalDate(), base).plus(1);
        Period from = ahead.compareTo(changed) > 0 ? ahead : changed.plus(1);
        series.scan(from, Period.containing(END_OF_TIME, base), (cell, tally) -> {
            if (stored.test(cell.slice())) {
                periods.stream()
                        .filter(granularity -> !granularity.isFinerThan(base))
                        .forEach(granularity -> each.accept(cell.period().in(granularity)));
            }
        });
    }
}
