package vn.hanoi.datahub.query.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.SilentSensors;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueView;

/**
 * The stations, gauges and links behind each sensor feed, and the newest hour of each. A feed of forty stations may be
 * on time although one of them is silent. The state is derived from the hourly values, so a duplicate, which changes no
 * value, does not count as a sign of life. Looked up at most twice a minute.
 */
final class Stations {

    private static final Duration LOOKED_UP_FOR = Duration.ofSeconds(30);

    private final Definitions definitions;
    private final ValueView values;
    private final SilentSensors silent;
    private final InstantSource clock;
    private volatile Found found = new Found(Instant.MIN, Map.of());

    /**
     * A station, gauge or road link.
     *
     * @param area the area in which it was in its newest hour
     * @param newest end of the newest hour for which it has a value
     */
    public record Station(String name, AreaId area, Instant newest) {}

    private record Found(Instant at, Map<String, Collection<Station>> byType) {}

    public Stations(Definitions definitions, ValueView values, SilentSensors silent, InstantSource clock) {
        this.silent = silent;
        this.definitions = definitions;
        this.values = values;
        this.clock = clock;
    }

    /** Returns the stations whose observations are events of a type; empty if the type has no sensors. */
    public Collection<Station> of(String type) {
        Instant now = clock.instant();
        Found last = found;
        if (last.at().plus(LOOKED_UP_FOR).isBefore(now)) {
            last = new Found(now, lookUp(now));
            found = last;
        }
        return last.byType().getOrDefault(type, List.of());
    }

    private Map<String, Collection<Station>> lookUp(Instant now) {
        LocalDateTime next = CityTime.at(now).plusHours(1);
        Map<String, Map<String, Station>> byType = new HashMap<>();
        for (IndicatorDefinition definition : definitions.indicators()) {
            if (definition.isOfSensors()) {
                Map<String, Station> stations = byType.computeIfAbsent(
                        definition.counting().eventTypes().iterator().next(), type -> new TreeMap<>());
                Stream<Value> inMemory = values.all(ValueFilter.totals(definition, Granularity.HOUR)
                        .by(definition.dimensions().get(0))
                        .within(AreaId::isCommune)
                        .between(LocalDateTime.MIN, next));
                Stream.concat(silent.of(definition), inMemory)
                        .filter(value ->
                                value.events() > 0 && value.key().area().isCommune())
                        .forEach(value -> stations.merge(value.key().member(), station(value, now), Stations::newer));
            }
        }
        return Map.copyOf(byTypeOf(byType));
    }

    private static Map<String, Collection<Station>> byTypeOf(Map<String, Map<String, Station>> byType) {
        Map<String, Collection<Station>> all = new HashMap<>();
        byType.forEach((type, stations) -> all.put(type, List.copyOf(stations.values())));
        return all;
    }

    private static Station station(Value value, Instant now) {
        Instant end = value.key().period().endInstant();
        return new Station(value.key().member(), value.key().area(), end.isAfter(now) ? now : end);
    }

    private static Station newer(Station one, Station other) {
        return other.newest().isBefore(one.newest()) ? one : other;
    }
}
