package vn.hanoi.datahub.domain.fold;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** Carrying forward: the later periods to which the counts of a period apply. */
final class Carry {

    private static final LocalDate START_OF_TIME = LocalDate.of(1, 1, 1);
    private static final LocalDate END_OF_TIME = LocalDate.of(9999, 1, 1);

    private Carry() {}

    /** Returns the earliest period of a granularity. */
    static Period first(Granularity granularity) {
        return Period.containing(START_OF_TIME, granularity);
    }

    /**
     * Passes on every period to which a change in {@code changed} applies: its own, all up to the current one, and
     * future periods in which something is already stored.
     *
     * @param periods granularities to pass on; those finer than the change's are left out
     * @param stored matches the slices whose stored cells count
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
