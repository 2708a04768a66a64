package vn.hanoi.datahub.query.form;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Composition;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Composes the values of spans of days from published ones. Readers who see only released values get a value only where
 * every part of it is released.
 */
public final class ComposedValues {

    /**
     * A value of a span.
     *
     * @param value the value, under the key of its last part
     */
    public record Spanned(ReportingPeriod span, Value value) {}

    private record Place(AreaId area, String member) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparing((Place place) -> place.area().code())
                    .thenComparing(place -> place.area().since())
                    .thenComparing(Place::member)
                    .compare(this, other);
        }
    }

    private static final Comparator<ReportingPeriod> IN_ORDER =
            Comparator.comparing(ReportingPeriod::from).thenComparing(ReportingPeriod::to);

    private final Readings published;
    private final Catalogue catalogue;
    private final CurrentBoundaries boundaries;

    public ComposedValues(Readings published, Catalogue catalogue, CurrentBoundaries boundaries) {
        this.published = published;
        this.catalogue = catalogue;
        this.boundaries = boundaries;
    }

    /**
     * Returns the values of the spans, ordered by area, member and time.
     *
     * @param query selects definition, areas and part; its periods do not matter
     * @throws BadRequestException if the indicator has no value for one of the spans, or the answer would require too
     *     many values
     */
    public List<Spanned> of(ValuesQuery query, SpanQuery asked) {
        IndicatorDefinition definition = query.definition();
        Composition composition = Composition.of(definition.fold());
        Map<ReportingPeriod, List<Period>> parts = new TreeMap<>(IN_ORDER);
        for (ReportingPeriod span : asked.spans()) {
            Optional<List<Period>> found = composition.parts(span, definition.periods(), asked.today());
            found.ifPresent(periods -> parts.put(span, periods));
            // Former years are beside the present one for comparison, and may have no value for the same day.
            if (found.isEmpty() && (span.kind() != Kind.YEAR_TO_DATE || span.equals(asked.last()))) {
                throw SpanQuery.refused(definition, span);
            }
        }
        boolean isSumOfMembers = composition.isOfMembers() && query.dimension().isEmpty();
        ValuesQuery read = isSumOfMembers ? query.by(definition.dimensions().get(0)) : query;
        Map<Place, Map<Period, Value>> values = read(read, parts);
        List<Spanned> composed = new ArrayList<>();
        values.forEach((place, byPeriod) ->
                parts.forEach((span, periods) -> composed(definition, composition, byPeriod, periods)
                        .ifPresent(value -> composed.add(new Spanned(span, value)))));
        return isSumOfMembers ? totals(definition, composition, composed) : composed;
    }

    private Map<Place, Map<Period, Value>> read(ValuesQuery query, Map<ReportingPeriod, List<Period>> parts) {
        Map<Granularity, Set<Period>> wanted = parts.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Period::granularity, TreeMap::new, Collectors.toSet()));
        Map<Place, Map<Period, Value>> values = new TreeMap<>();
        int read = 0;
        for (Map.Entry<Granularity, Set<Period>> length : wanted.entrySet()) {
            LocalDateTime first = length.getValue().stream()
                    .map(Period::start)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            LocalDateTime end = length.getValue().stream()
                    .map(Period::end)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            List<Value> some = query.between(length.getKey(), first, end)
                    .page(published, catalogue, boundaries, 0, ValuesQuery.MOST + 1);
            read += some.size();
            if (read > ValuesQuery.MOST) {
                throw new BadRequestException("composing this takes more than " + ValuesQuery.MOST
                        + " values; name an area, or a shorter time by from and to");
            }
            for (Value value : some) {
                if (length.getValue().contains(value.key().period())) {
                    values.computeIfAbsent(
                                    new Place(value.key().area(), value.key().member()), place -> new HashMap<>())
                            .put(value.key().period(), value);
                }
            }
        }
        return values;
    }

    private Optional<Value> composed(
            IndicatorDefinition definition, Composition composition, Map<Period, Value> values, List<Period> periods) {
        List<Value> parts =
                periods.stream().filter(values::containsKey).map(values::get).toList();
        if (parts.isEmpty() || (parts.size() < periods.size() && !published.areWhole(definition))) {
            return Optional.empty();
        }
        if (periods.size() == 1) {
            return Optional.of(parts.get(0));
        }
        Evaluation whole =
                composition.over(parts.stream().map(ComposedValues::evaluation).toList(), definition.factor());
        return Optional.of(value(parts.get(parts.size() - 1).key(), whole, parts));
    }

    /** Returns the totals of areas whose total is a summary of their members. */
    private static List<Spanned> totals(
            IndicatorDefinition definition, Composition composition, List<Spanned> members) {
        Map<AreaId, Map<ReportingPeriod, List<Value>>> byArea =
                new TreeMap<>(Comparator.comparing(AreaId::code).thenComparing(AreaId::since));
        members.forEach(member -> byArea.computeIfAbsent(member.value().key().area(), area -> new TreeMap<>(IN_ORDER))
                .computeIfAbsent(member.span(), span -> new ArrayList<>())
                .add(member.value()));
        List<Spanned> totals = new ArrayList<>();
        byArea.forEach((area, spans) -> spans.forEach((span, values) -> {
            ValueKey last = values.get(values.size() - 1).key();
            Evaluation total = composition.ofMembers(
                    values.stream().map(ComposedValues::evaluation).toList(), definition.factor());
            ValueKey key = new ValueKey(last.indicator(), last.version(), "", area, "", last.period());
            totals.add(new Spanned(span, value(key, total, values)));
        }));
        return totals;
    }

    private static Evaluation evaluation(Value value) {
        return new Evaluation(value.value(), value.numerator(), value.denominator(), value.events(), value.coverage());
    }

    /** Returns a value that has changed whenever one of its parts has. */
    private static Value value(ValueKey key, Evaluation whole, List<Value> parts) {
        return new Value(
                key,
                whole.value(),
                Value.plain(whole.numerator()),
                Value.plain(whole.denominator()),
                whole.events(),
                whole.coverage(),
                parts.stream().mapToLong(Value::revision).sum(),
                latest(parts.stream().map(Value::firstRecordedAt).toList()),
                latest(parts.stream().map(Value::recordedAt).toList()),
                parts.stream().anyMatch(Value::estimated));
    }

    private static Instant latest(List<Instant> instants) {
        return instants.stream().max(Comparator.naturalOrder()).orElseThrow();
    }
}
