package vn.hanoi.datahub.query.values;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves the recent course of each indicator, for sparklines next to numbers. */
@RestController
@Tag(name = "indicators")
class TrendsController {

    private static final int MOST = 24;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final ValueView values;
    private final Readings readings;
    private final InstantSource clock;

    public TrendsController(
            Catalogue catalogue, Definitions definitions, ValueView values, Readings readings, InstantSource clock) {
        this.readings = readings;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.values = values;
        this.clock = clock;
    }

    /** @param areaSince first day of the unit that has this code */
    record TrendList(String area, LocalDate areaSince, String areaName, List<Trend> trends) {}

    /**
     * @param period granularity of the points
     * @param points period and value, oldest first; a value is null if nothing was reported
     */
    record Trend(String indicator, String period, List<List<@Nullable Object>> points) {}

    /**
     * Returns the latest periods that have begun: hours for live indices, otherwise months, otherwise whatever there
     * is; at most 24, oldest first.
     */
    @Operation(
            operationId = "listTrends",
            summary = "The latest periods of all indicators of an area, for sparklines next to numbers")
    @GetMapping("/v1/trends")
    TrendList trends(@RequestParam(defaultValue = AreaRegister.CITY) String area) {
        Area unit = AskedArea.of(catalogue, area).unit(catalogue);
        LocalDateTime now = CityTime.at(clock.instant());
        return new TrendList(
                unit.code(),
                unit.validFrom(),
                unit.fullName(),
                definitions.indicators().stream()
                        .filter(definition -> definition.levels().contains(unit.level()))
                        .map(definition -> trend(definition, unit, now))
                        .toList());
    }

    private Trend trend(IndicatorDefinition definition, Area unit, LocalDateTime now) {
        Granularity granularity = granularity(definition);
        Stream<Value> ofArea = readings.areWhole(definition)
                ? values.ofArea(definition, "", granularity, unit.code())
                : readings.list(ValueFilter.totals(definition, granularity).in(unit.code()), Integer.MAX_VALUE);
        List<Value> all = ofArea.filter(value -> value.key().area().equals(unit.id())
                        && value.events() > 0
                        && !value.key().period().start().isAfter(now))
                .toList();
        List<List<@Nullable Object>> points = new ArrayList<>();
        for (Value value : all.subList(Math.max(0, all.size() - MOST), all.size())) {
            List<@Nullable Object> point = new ArrayList<>();
            point.add(value.key().period().text());
            point.add(value.value());
            points.add(point);
        }
        return new Trend(definition.id(), granularity.word(), points);
    }

    private static Granularity granularity(IndicatorDefinition definition) {
        Granularity usual = ValuesQuery.defaultGranularity(definition);
        return usual.isFinerThan(Granularity.MONTH) || !definition.periods().contains(Granularity.MONTH)
                ? usual
                : Granularity.MONTH;
    }
}
