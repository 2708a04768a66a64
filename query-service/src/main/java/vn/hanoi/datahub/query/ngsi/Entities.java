package vn.hanoi.datahub.query.ngsi;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.VnAqiCategory;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Values as entities of the Smart Data Models: the latest value of each indicator and area, and the newest hour of each
 * air quality station.
 */
final class Entities {

    private static final String NAMESPACE = "https://smartdatamodels.org/";

    static final String KPI = "KeyPerformanceIndicator";
    static final String AIR = "AirQualityObserved";
    static final List<String> TYPES = List.of(KPI, AIR);

    /** The IRIs to which the contexts below expand the types. */
    static final Map<String, String> IRIS = Map.of(
            NAMESPACE + "dataModel.KeyPerformanceIndicator/" + KPI, KPI,
            NAMESPACE + "dataModel.Environment/" + AIR, AIR);

    private static final String MODELS = "https://raw.githubusercontent.com/smart-data-models/";
    private static final String KPI_CONTEXT = MODELS + "dataModel.KeyPerformanceIndicator/master/context.jsonld";
    private static final String AIR_CONTEXT = MODELS + "dataModel.Environment/master/context.jsonld";

    /** UN/CEFACT codes of the units that have one. */
    private static final Map<String, String> UNIT_CODES = Map.of("%", "P1", "µg/m³", "GQ", "mm", "MMT", "m", "MTR");

    private static final int AIR_HOURS = 48;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings published;
    private final InstantSource clock;

    public Entities(Catalogue catalogue, Definitions definitions, Readings published, InstantSource clock) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.published = published;
        this.clock = clock;
    }

    /** Returns all entities of a type, in a stable order; empty for an unknown type. */
    Stream<Entity> list(String type) {
        return switch (type) {
            case KPI -> indicators();
            case AIR -> stations();
            default -> Stream.empty();
        };
    }

    private Stream<Entity> indicators() {
        LocalDate today = CityTime.dayOf(clock.instant());
        List<Area> areas = catalogue.areas().list(today);
        return definitions.indicators().stream()
                .flatMap(definition -> areas.stream()
                        .filter(area -> definition.levels().contains(area.level()))
                        .flatMap(area -> published
                                .latest(definition, ValuesQuery.defaultGranularity(definition), area.id())
                                .map(value -> indicator(definition, area, value))
                                .stream()));
    }

    private Entity indicator(IndicatorDefinition definition, Area area, Value value) {
        Period period = value.key().period();
        Optional<Goal> target = catalogue.goal(definition, area, period, clock.instant());
        Double number = value.value();
        return new Entity("urn:ngsi-ld:" + KPI + ":hanoi:" + definition.id() + ":" + area.code(), KPI, KPI_CONTEXT)
                .with("name", definition.name().vi())
                .with("alternateName", definition.name().en())
                .with("category", List.of("quantitative"))
                .with("process", definition.pillar())
                .with("organization", area.fullName())
                .with("area", area.fullName())
                .with("areaServed", area.code())
                .with("areaSince", area.validFrom().toString())
                .with("calculatedBy", "Hà Nội City Data Hub")
                .with("calculationMethod", "automatic")
                .with("calculationFormula", definition.meaning().formula().vi())
                .with("calculationFrequency", frequency(period.granularity()))
                .with(
                        "calculationPeriod",
                        Map.of(
                                "from", period.start().toLocalDate().toString(),
                                "to", period.end().minusNanos(1).toLocalDate().toString()))
                .with("kpiValue", number, measured(definition, value))
                .with(
                        "businessTarget",
                        target.map(Goal::value).map(String::valueOf).orElse(null))
                .with("currentStanding", standing(number, target))
                .with("updatedAt", value.recordedAt())
                .at(area.facts());
    }

    private Map<String, Object> measured(IndicatorDefinition definition, Value value) {
        Map<String, Object> measured = new TreeMap<>();
        measured.put("observedAt", observedAt(value).toString());
        String unit = UNIT_CODES.get(definition.unit());
        if (unit != null) {
            measured.put("unitCode", unit);
        }
        return measured;
    }

    /** Returns the end of the period; while it lasts, when the value was recorded. */
    private Instant observedAt(Value value) {
        Instant end = value.key().period().endInstant();
        return end.isAfter(clock.instant()) ? value.recordedAt() : end;
    }

    private static String frequency(Granularity granularity) {
        return switch (granularity) {
            case HOUR -> "hourly";
            case DAY -> "daily";
            case MONTH -> "monthly";
            case QUARTER -> "quarterly";
            case YEAR -> "yearly";
        };
    }

    private static @Nullable String standing(@Nullable Double value, Optional<Goal> target) {
        return value == null
                ? null
                : target.flatMap(wanted -> wanted.isMetBy(value))
                        .map(met -> met ? "good" : "bad")
                        .orElse(null);
    }

    /** Returns PM2.5 and the air quality index of the newest hour of each station. */
    private Stream<Entity> stations() {
        Map<String, Value> index = newestByStation("air.vn_aqi_hourly");
        return newestByStation("air.pm25_mean").entrySet().stream()
                .map(station -> station(station.getKey(), station.getValue(), index.get(station.getKey())));
    }

    private Map<String, Value> newestByStation(String indicator) {
        LocalDateTime now = CityTime.at(clock.instant());
        Map<String, Value> newest = new TreeMap<>();
        definitions
                .find(indicator)
                .ifPresent(definition -> published
                        .list(
                                ValueFilter.totals(definition, Granularity.HOUR)
                                        .by("station")
                                        .between(now.minusHours(AIR_HOURS), now)
                                        .within(AreaId::isCommune),
                                ValuesQuery.MOST)
                        .filter(value -> value.events() > 0)
                        .forEach(value -> newest.merge(
                                value.key().member(),
                                value,
                                (one, other) ->
                                        other.key().period().compareTo(one.key().period()) >= 0 ? other : one)));
        return newest;
    }

    private Entity station(String station, Value pm25, @Nullable Value index) {
        Period hour = pm25.key().period();
        Area area = catalogue.areas().find(pm25.key().area()).orElseThrow();
        Instant end = observedAt(pm25);
        Double aqi = index != null && index.key().period().equals(hour) ? index.value() : null;
        return new Entity("urn:ngsi-ld:" + AIR + ":hanoi:" + station, AIR, AIR_CONTEXT)
                .with("name", station)
                .with("stationCode", station)
                .with("dateObserved", hour.startInstant() + "/" + end)
                .with("areaServed", area.code())
                .with("areaSince", area.validFrom().toString())
                .with("pm25", pm25.value(), Map.of("unitCode", "GQ", "observedAt", end.toString()))
                .with("airQualityIndex", aqi, Map.of("observedAt", end.toString()))
                .with(
                        "airQualityLevel",
                        aqi == null ? null : VnAqiCategory.of(aqi).english())
                .with("source", "Hà Nội City Data Hub")
                .at(area.facts());
    }
}
