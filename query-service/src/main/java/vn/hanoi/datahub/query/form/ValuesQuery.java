package vn.hanoi.datahub.query.form;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** A validated query for values. */
public record ValuesQuery(
        IndicatorDefinition definition,
        String dimension,
        Granularity granularity,
        @Nullable AskedArea area,
        @Nullable AreaLevel level,
        LocalDateTime from,
        LocalDateTime to,
        @Nullable Instant asOf,
        boolean inCurrentBoundaries) {

    /** Maximum number of values examined for one answer, including the pages before it. */
    public static final int MOST = 500_000;

    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(9999, 1, 1, 0, 0);

    /**
     * Returns the query for the indicator's own periods, or for spans of days composed of them.
     *
     * @param spans whether it is for spans of days: the request's period and bounds are then those of the spans
     */
    public static ValuesQuery of(
            Catalogue catalogue,
            IndicatorDefinition definition,
            ValuesRequest asked,
            @Nullable Instant asOf,
            boolean spans) {
        String area = asked.area() == null && asked.level() == null ? AreaRegister.CITY : asked.area();
        LocalDateTime from = spans || asked.from() == null ? FIRST : Dates.start("from", asked.from());
        LocalDateTime to = spans || asked.to() == null ? LAST : Dates.start("to", asked.to());
        if (!from.isBefore(to)) {
            throw new BadRequestException("from is a moment before to, not " + asked.from() + " and " + asked.to()
                    + "; a period that begins at to is no longer included");
        }
        return new ValuesQuery(
                definition,
                asked.by() == null ? "" : dimension(definition, asked.by()),
                spans || asked.period() == null
                        ? defaultGranularity(definition)
                        : granularity(definition, asked.period()),
                area == null ? null : AskedArea.of(catalogue, area),
                asked.level() == null ? null : level(asked.level()),
                from,
                to,
                asOf,
                asked.inCurrentBoundaries());
    }

    /** Returns the query for the total of one area. */
    public static ValuesQuery totals(IndicatorDefinition definition, AreaId area) {
        return new ValuesQuery(
                definition,
                "",
                defaultGranularity(definition),
                new AskedArea(area.code(), area.since()),
                null,
                FIRST,
                LAST,
                null,
                false);
    }

    /** Returns the same query for other periods. */
    ValuesQuery between(Granularity length, LocalDateTime first, LocalDateTime end) {
        return new ValuesQuery(definition, dimension, length, area, level, first, end, asOf, inCurrentBoundaries);
    }

    /** Returns the same query for the members of a dimension. */
    ValuesQuery by(String other) {
        return new ValuesQuery(definition, other, granularity, area, level, from, to, asOf, inCurrentBoundaries);
    }

    /** Returns the definition in force of the indicator with an id. Internal indicators cannot be queried. */
    public static IndicatorDefinition definition(Definitions definitions, String id) {
        return definitions
                .find(id)
                .filter(definition -> !definition.publication().internal())
                .orElseThrow(
                        () -> new NotFoundException("there is no indicator '" + id + "'; /v1/indicators lists them"));
    }

    public static IndicatorDefinition definition(Definitions definitions, String id, @Nullable Integer version) {
        IndicatorDefinition inForce = definition(definitions, id);
        return version == null
                ? inForce
                : definitions
                        .find(id, version)
                        .filter(former -> definitions.versions(inForce).contains(version))
                        .orElseThrow(() -> new BadRequestException(id + " has no values of definition version "
                                + version + "; it has those of " + definitions.versions(inForce)));
    }

    /**
     * Returns the default granularity of an indicator: the finest one for live indices, and for plan indicators the
     * year, for which the targets are set.
     */
    public static Granularity defaultGranularity(IndicatorDefinition definition) {
        List<Granularity> periods = definition.periods();
        return definition.pillar().equals("live") && periods.get(0).isFinerThan(Granularity.MONTH)
                ? periods.get(0)
                : periods.get(periods.size() - 1);
    }

    private static String dimension(IndicatorDefinition definition, String by) {
        if (!by.equals(Slice.AGENCY) && !definition.dimensions().contains(by)) {
            throw new BadRequestException(definition.id() + " is not broken down by '" + by + "'; it is by "
                    + String.join(
                            ", ",
                            Stream.concat(Stream.of(Slice.AGENCY), definition.dimensions().stream())
                                    .toList()));
        }
        return by;
    }

    private static Granularity granularity(IndicatorDefinition definition, String period) {
        return Worded.find(Granularity.class, period)
                .filter(definition.periods()::contains)
                .orElseThrow(() -> noPeriod(definition, period));
    }

    private static BadRequestException noPeriod(IndicatorDefinition definition, String period) {
        String own = definition.periods().stream().map(Granularity::word).collect(Collectors.joining(", "));
        String composed = SpanQuery.composed(definition).stream()
                .map(ReportingPeriod.Kind::word)
                .collect(Collectors.joining(", "));
        return new BadRequestException(definition.id() + " has no period '" + period + "'; it has " + own
                + (composed.isEmpty() ? "" : "; composed of these: " + composed));
    }

    /** Parses a level, or reports which levels there are. */
    public static AreaLevel level(String word) {
        return Worded.find(AreaLevel.class, word)
                .orElseThrow(() -> new BadRequestException("level is city, district or commune, not '" + word + "'"));
    }

    /**
     * Parses the moment as of which values are requested.
     *
     * @throws BadRequestException if it is invalid or in the future
     */
    public static Instant asOf(String text, Instant now) {
        Instant asOf = Dates.start("asOf", text).atZone(CityTime.ZONE).toInstant();
        if (asOf.isAfter(now)) {
            throw new BadRequestException("asOf is in the future, and what will be published then is not known");
        }
        return asOf;
    }

    /**
     * Returns one page of values, ordered by area, member and time.
     *
     * @throws BadRequestException if the answer would require too many values
     */
    public List<Value> page(
            Readings published, Catalogue catalogue, CurrentBoundaries boundaries, int first, int size) {
        if (!inCurrentBoundaries) {
            return published
                    .list(
                            wanted(
                                    area == null || level != null ? null : area.code(),
                                    unit -> isWanted(unit, catalogue)),
                            first + size)
                    .skip(first)
                    .toList();
        }
        List<Value> reported =
                published.list(wanted(null, unit -> true), MOST + 1).toList();
        if (reported.size() > MOST) {
            throw new BadRequestException("re-basing this takes more than " + MOST
                    + " values; name a shorter time by from and to, or a longer period");
        }
        Stream<Value> rebased = published.areWhole(definition)
                ? boundaries.rebased(definition, reported.stream())
                : boundaries.rebasedWhole(definition, reported.stream());
        return rebased.filter(value -> isWanted(value.key().area(), catalogue))
                .skip(first)
                .limit(size)
                .toList();
    }

    private ValueFilter wanted(@Nullable String code, Predicate<AreaId> units) {
        return new ValueFilter(definition, dimension, granularity, code, units, from, to, asOf);
    }

    private boolean isWanted(AreaId id, Catalogue catalogue) {
        if (level == null) {
            return area == null || area.matches(id);
        }
        Optional<Area> unit = catalogue.areas().find(id);
        return unit.isPresent()
                && unit.get().level() == level
                && (area == null
                        || catalogue
                                .areas()
                                .isWithin(
                                        unit.get().code(),
                                        area.code(),
                                        unit.get().validFrom()));
    }
}
