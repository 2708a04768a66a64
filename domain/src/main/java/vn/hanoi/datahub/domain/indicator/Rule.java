package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.fold.Reading;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * One input of a definition, compiled to field positions: which events of a type count, where, when, and how much.
 *
 * @param eventType the type whose events count
 * @param members positions of the dimensions' fields, -1 where this type has none
 * @param key distinguishes contributions within one cell
 */
public record Rule(
        String eventType, Part part, Condition where, Amount amount, When when, List<Integer> members, Key key) {

    public Rule {
        members = List.copyOf(members);
    }

    /** How much an event counts. */
    public record Amount(Measure numerator, Measure denominator) {}

    /**
     * When an event counts.
     *
     * @param from time from which an event, or the numerator of a state, counts; null for no lower bound
     * @param until time at which the numerator of a state stops counting; null for no upper bound
     */
    public record When(
            TimeOfCount time,
            @Nullable TimestampExpression from,
            @Nullable TimestampExpression until) {

        /** Returns whether the passage of time changes what an event counts for. */
        public boolean dependsOnClock() {
            return from != null || until != null;
        }

        /** Returns the time during which the numerator of a state counts; null when it never does. */
        private StateSpan.@Nullable Window window(Facts facts) {
            Instant start = from == null ? Instant.MIN : from.of(facts);
            Instant end = until == null ? Instant.MAX : until.of(facts);
            return start == null || end == null ? null : new StateSpan.Window(start, end);
        }
    }

    /** Determines the period in which an event counts; null where the event has none. */
    @FunctionalInterface
    public interface TimeOfCount {
        @Nullable
        Period of(Event event, Facts facts, Granularity base);

        /** Uses the event's own time. */
        static TimeOfCount eventTime() {
            return (event, facts, base) -> Period.containing(event.time(), base);
        }

        /** Uses a timestamp field. */
        static TimeOfCount field(int position) {
            return (event, facts, base) ->
                    facts.at(position) instanceof Instant time ? Period.containing(time, base) : null;
        }

        /**
         * Uses the start of the averaging interval that ends at the event's time: the hour labelled 00:00 belongs to
         * the previous day.
         */
        static TimeOfCount intervalStart(int averagingMinutes) {
            return (event, facts, base) -> facts.at(averagingMinutes) instanceof Long minutes
                    ? Period.containing(event.time().minusSeconds(minutes * 60), base)
                    : null;
        }

        /** Uses a field with the text of the period itself. */
        static TimeOfCount period(int position) {
            return (event, facts, base) -> facts.at(position) instanceof String text
                    ? Period.find(text).orElse(null)
                    : null;
        }

        /** Uses a field with a year. */
        static TimeOfCount year(int position) {
            return (event, facts, base) -> facts.at(position) instanceof Long year
                    ? Period.find(year.toString()).orElse(null)
                    : null;
        }
    }

    /** Distinguishes contributions within one cell. */
    @FunctionalInterface
    public interface Key {
        /** Distinguishes none: contributions add up. */
        Key NONE = (event, facts) -> "";

        /** Returns the key; empty text where the event has none and therefore does not count. */
        String of(Event event, Facts facts);
    }

    /**
     * Returns the event's contributions to the definition's values; empty when it does not count.
     *
     * @param lineage the unit that the event reports for and those above it, lowest first
     * @param ended time at which the subject's next event took over; null while this one is in force
     */
    public List<Contribution> contributions(
            IndicatorDefinition definition, Event event, Facts facts, List<Area> lineage, @Nullable Instant ended) {
        boolean state = definition.fold().isState();
        if ((ended != null && !state) || !where.test(facts)) {
            return List.of();
        }
        Period period = when.time().of(event, facts, definition.frame().base());
        BigDecimal above = amount.numerator().of(facts);
        BigDecimal below = amount.denominator().of(facts);
        if (period == null || definition.frame().hasEnded(period) || above == null || below == null) {
            return List.of();
        }
        List<AreaId> areas = lineage.stream()
                .filter(area -> definition.levels().contains(area.level()))
                .map(Area::id)
                .toList();
        if (areas.isEmpty()) {
            return List.of();
        }
        String told = part == Part.STOCK
                ? event.subject()
                : definition.fold() == FoldKind.LATEST ? Reading.key(event.time(), above) : key.of(event, facts);
        if (told.isEmpty() && key != Key.NONE && part == Part.FLOW) {
            return List.of();
        }
        Coordinates at =
                new Coordinates(period, event.agency(), lineage.get(0).id().toString(), members(facts), told, part);
        if (state) {
            return new StateSpan(definition, areas, at, event.time(), ended)
                    .contributions(above, below, when.window(facts));
        }
        TimestampExpression from = when.from();
        Instant counts = from == null ? null : from.of(facts);
        return from != null && counts == null
                ? List.of()
                : List.of(new Contribution(
                        definition.id(), definition.version(), areas, at, Tally.of(above, below), counts));
    }

    private List<String> members(Facts facts) {
        List<String> values = new ArrayList<>(members.size());
        for (int position : members) {
            Object value = position < 0 ? null : facts.at(position);
            values.add(value == null ? "" : value.toString());
        }
        return values;
    }
}
