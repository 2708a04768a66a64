package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The time during which one event is the state of its subject, as changes at the moments where something begins or
 * ends.
 *
 * <pre>
 *   event ──────── numerator begins ──────── numerator ends ──────── next event
 *   + denominator  + numerator               − numerator             − all that remains
 * </pre>
 *
 * <p>A change that the event itself causes counts at once; a change that only time causes counts when that time comes.
 *
 * @param began the event's time
 * @param ended the next event's time; null while there is none
 */
record StateSpan(
        IndicatorDefinition definition,
        List<AreaId> areas,
        Coordinates at,
        Instant began,
        @Nullable Instant ended) {

    /** The time during which the numerator counts. */
    record Window(Instant from, Instant until) {}

    List<Contribution> contributions(BigDecimal numerator, BigDecimal denominator, @Nullable Window window) {
        List<Contribution> changes = new ArrayList<>();
        Tally subject = new Tally(BigDecimal.ZERO, denominator, 1, Tally.ZERO.units());
        Tally holding = new Tally(numerator, BigDecimal.ZERO, 0, Tally.ZERO.units());
        add(changes, began, subject, null);
        if (ended != null) {
            add(changes, ended, subject.negated(), null);
        }
        if (window != null && !holding.isZero()) {
            Instant rises = window.from().isAfter(began) ? window.from() : began;
            Instant falls = ended == null || window.until().isBefore(ended) ? window.until() : ended;
            if (rises.isBefore(falls)) {
                add(changes, rises, holding, rises.equals(began) ? null : rises);
                if (!falls.equals(Instant.MAX)) {
                    add(changes, falls, holding.negated(), falls.equals(ended) ? null : falls);
                }
            }
        }
        return changes;
    }

    /** Adds a change at a moment, in the base period that contains it. */
    private void add(List<Contribution> changes, Instant moment, Tally change, @Nullable Instant from) {
        Coordinates there = new Coordinates(
                Period.containing(moment, definition.frame().base()),
                at.agency(),
                at.unit(),
                at.members(),
                at.key(),
                at.part());
        changes.add(new Contribution(definition.id(), definition.version(), areas, there, change, from));
    }
}
