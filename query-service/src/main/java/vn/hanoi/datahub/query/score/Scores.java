package vn.hanoi.datahub.query.score;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.score.CompositeIndex;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion;
import vn.hanoi.datahub.domain.score.CompositeIndex.Series;
import vn.hanoi.datahub.domain.score.Score;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;

/** Scores the units of an index in a year, from the values that the caller may read. */
final class Scores {

    /** Most values of one criterion; there are 126 communes, with three stages of scoring each. */
    private static final int MOST = 10_000;

    private final Definitions definitions;
    private final Readings published;
    private final CurrentBoundaries boundaries;

    Scores(Definitions definitions, Readings published, CurrentBoundaries boundaries) {
        this.definitions = definitions;
        this.published = published;
        this.boundaries = boundaries;
    }

    /** What a criterion is scored from, by unit. */
    private record Known(Map<String, Double> values, Map<String, Map<Series, Double>> reported) {
        Score.Known of(String unit) {
            return new Score.Known(values.get(unit), reported.getOrDefault(unit, Map.of()));
        }
    }

    /** @param units codes of agencies, or of areas in force at the end of the year */
    List<Score> of(CompositeIndex index, List<String> units, Period year) {
        List<Known> known = index.criteria().stream()
                .map(criterion -> known(index, criterion, year))
                .toList();
        return units.stream()
                .map(unit -> new Score(
                        unit,
                        Stream.iterate(0, i -> i < known.size(), i -> i + 1)
                                .map(i -> Score.of(
                                        index.criteria().get(i), known.get(i).of(unit)))
                                .toList()))
                .toList();
    }

    private Known known(CompositeIndex index, Criterion criterion, Period year) {
        Map<String, Double> values = new HashMap<>();
        definition(criterion.source().indicator())
                .ifPresent(definition -> own(index, definition, year)
                        .forEach(value -> put(values, index.isOfCommunes() ? area(value) : member(value), value)));
        Map<String, Map<Series, Double>> reported = new HashMap<>();
        definition(criterion.source().reported())
                .ifPresent(definition -> read(
                                index, definition, definition.dimensions().get(0), year)
                        .forEach(value -> put(index, reported, value)));
        return new Known(values, reported);
    }

    /** Returns the units' own values: an agency also has those of the agencies that it took over by the year's end. */
    private Stream<Value> own(CompositeIndex index, IndicatorDefinition definition, Period year) {
        return index.isOfCommunes()
                ? read(index, definition, "", year)
                : boundaries.rebased(
                        definition,
                        read(index, definition, Slice.AGENCY, year),
                        year.last(Granularity.DAY).start().toLocalDate());
    }

    private Optional<IndicatorDefinition> definition(@Nullable String id) {
        return Optional.ofNullable(id).flatMap(definitions::find);
    }

    private Stream<Value> read(CompositeIndex index, IndicatorDefinition definition, String dimension, Period year) {
        ValueFilter wanted =
                ValueFilter.totals(definition, Granularity.YEAR).by(dimension).at(year);
        return published
                .list(index.isOfCommunes() ? wanted.within(AreaId::isCommune) : wanted.in(AreaRegister.CITY), MOST)
                .filter(value -> value.events() > 0);
    }

    private static String area(Value value) {
        return value.key().area().toString();
    }

    private static String member(Value value) {
        return value.key().member();
    }

    private static void put(Map<String, Double> values, String unit, Value value) {
        Double number = value.value();
        if (number != null) {
            values.put(unit, number);
        }
    }

    /** Reads {@code self} of a commune, or {@code self:H26.KHCN} of a department. */
    private static void put(CompositeIndex index, Map<String, Map<Series, Double>> reported, Value value) {
        String[] parts = member(value).split(":", 2);
        String unit = index.isOfCommunes() ? area(value) : parts[parts.length - 1];
        Double number = value.value();
        if (number != null) {
            Worded.find(Series.class, parts[0])
                    .ifPresent(series -> reported.computeIfAbsent(unit, none -> new EnumMap<>(Series.class))
                            .put(series, number));
        }
    }
}
