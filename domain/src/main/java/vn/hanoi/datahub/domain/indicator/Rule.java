package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * A definition's fields, compiled to positions: which events count, where, when, and how much.
 *
 * @param members positions of the dimensions' fields
 */
public record Rule(Condition where, Measure numerator, Measure denominator, TimeOfCount time, List<Integer> members) {

    public Rule {
        members = List.copyOf(members);
    }

    /** Which period an event counts in. */
    @FunctionalInterface
    public interface TimeOfCount {
        @Nullable
        Period of(Event event, Facts facts, Granularity base);

        /** The event's own time. */
        static TimeOfCount eventTime() {
            return (event, facts, base) -> Period.containing(event.time(), base);
        }

        /** A timestamp field. */
        static TimeOfCount field(int position) {
            return (event, facts, base) ->
                    facts.at(position) instanceof Instant time ? Period.containing(time, base) : null;
        }

        /** The start of the averaging interval that ends with the event's time: the hour labelled 00:00 belongs to the day before. */
        static TimeOfCount intervalStart(int averagingMinutes) {
            return (event, facts, base) -> facts.at(averagingMinutes) instanceof Long minutes
                    ? Period.containing(event.time().minusSeconds(minutes * 60), base)
                    : null;
        }

        /** A field that names the period itself. */
        static TimeOfCount period(int position) {
            return (event, facts, base) -> facts.at(position) instanceof String text
                    ? Period.find(text).orElse(null)
                    : null;
        }
    }

    /**
     * What the event contributes under the definition; empty when it does not count.
     *
     * @param lineage the unit the event speaks for and those above it, lowest first
     */
    public Optional<Contribution> contribution(
            IndicatorDefinition definition, Event event, Facts facts, List<Area> lineage) {
        if (!where.test(facts)) {
            return Optional.empty();
        }
        Period period = time.of(event, facts, definition.base());
        if (period == null
                || (definition.validTo() != null && period.start().toLocalDate().isAfter(definition.validTo()))) {
            return Optional.empty();
        }
        BigDecimal above = numerator.of(facts);
        BigDecimal below = denominator.of(facts);
        if (above == null || below == null) {
            return Optional.empty();
        }
        List<AreaId> areas = lineage.stream()
                .filter(area -> definition.levels().contains(area.level()))
                .map(Area::id)
                .toList();
        if (areas.isEmpty()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>(members.size());
        for (int position : members) {
            Object value = facts.at(position);
            values.add(value == null ? "" : value.toString());
        }
        return Optional.of(new Contribution(
                definition.id(),
                areas,
                new Coordinates(period, event.agency(), lineage.get(0).id().toString(), values),
                Tally.of(above, below),
                definition.fold() == FoldKind.STATE));
    }
}
