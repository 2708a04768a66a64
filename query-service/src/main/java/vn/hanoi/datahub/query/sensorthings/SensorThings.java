package vn.hanoi.datahub.query.sensorthings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Stations, links and gauges as things, with their hourly values as observations. Each live indicator of each of them
 * is a datastream.
 *
 * <p>If the register knows only the commune of a sensor, its location is the point of that commune.
 */
final class SensorThings {

    private static final int MOST = 500_000;

    private record Unit(String name, String definition) {}

    private static final Map<String, Unit> UNITS = Map.of(
            "µg/m³", new Unit("microgram per cubic metre", "http://qudt.org/vocab/unit/MicroGM-PER-M3"),
            "mm", new Unit("millimetre", "http://qudt.org/vocab/unit/MilliM"),
            "m", new Unit("metre", "http://qudt.org/vocab/unit/M"),
            "%", new Unit("per cent", "http://qudt.org/vocab/unit/PERCENT"));

    private static final Unit NO_UNIT = new Unit("number", "http://qudt.org/vocab/unit/UNITLESS");

    private static final Duration LOOKED_UP_FOR = Duration.ofSeconds(5);

    /**
     * The feed of one sensor for one indicator.
     *
     * @param newest the newest value, in the area in which the sensor is located
     */
    private record Feed(IndicatorDefinition definition, Area area, String member, Value newest) {
        String dimension() {
            return definition.dimensions().get(0);
        }

        String id() {
            return definition.id() + ":" + slug(member);
        }

        String thing() {
            return dimension() + ":" + slug(member);
        }
    }

    /** The feeds, looked up a moment ago. */
    private record Feeds(Instant at, List<Feed> list) {}

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings published;
    private final InstantSource clock;
    private final Duration reach;
    private volatile Feeds feeds = new Feeds(Instant.MIN, List.of());

    /** @param reach how far back observations go */
    public SensorThings(
            Catalogue catalogue, Definitions definitions, Readings published, InstantSource clock, Duration reach) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.published = published;
        this.clock = clock;
        this.reach = reach;
    }

    /** Returns all entities of a set, in a stable order. */
    public Stream<EntityNode> list(EntitySet set) {
        return switch (set) {
            case THINGS -> distinct(feeds().stream().map(Feed::thing)).map(this::thing);
            case LOCATIONS -> areas().map(this::location);
            case HISTORICAL_LOCATIONS ->
                distinct(feeds().stream().map(Feed::thing)).map(this::historicalLocation);
            case DATASTREAMS -> feeds().stream().map(this::datastream);
            case SENSORS -> distinct(feeds().stream().map(Feed::dimension)).map(this::sensor);
            case OBSERVED_PROPERTIES ->
                distinct(feeds().stream().map(feed -> feed.definition().id())).map(this::observedProperty);
            case OBSERVATIONS -> feeds().stream().flatMap(this::observations);
            case FEATURES_OF_INTEREST -> areas().map(this::featureOfInterest);
        };
    }

    public Optional<EntityNode> find(EntitySet set, String id) {
        Stream<EntityNode> some = set == EntitySet.OBSERVATIONS
                ? feeds().stream()
                        .filter(feed -> id.startsWith(feed.id() + ":"))
                        .flatMap(this::observations)
                : list(set);
        return some.filter(entity -> entity.id().equals(id)).findFirst();
    }

    private static Stream<String> distinct(Stream<String> ids) {
        return ids.distinct().sorted();
    }

    private Stream<Area> areas() {
        return feeds().stream()
                .map(Feed::area)
                .distinct()
                .sorted(Comparator.comparing(area -> area.id().toString()));
    }

    /**
     * Returns a member in the form used in addresses: letters, digits, dot, hyphen and underscore are kept, other
     * characters are escaped.
     */
    private static String slug(String member) {
        StringBuilder slug = new StringBuilder();
        member.codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point) && point < 128 || "._-".indexOf(point) >= 0) {
                slug.appendCodePoint(point);
            } else {
                slug.append('=').append(Integer.toHexString(point));
            }
        });
        return slug.toString();
    }

    private List<Feed> feeds() {
        Instant now = clock.instant();
        Feeds last = feeds;
        if (last.at().plus(LOOKED_UP_FOR).isBefore(now)) {
            last = new Feeds(now, lookUp(now));
            feeds = last;
        }
        return last.list();
    }

    private List<Feed> lookUp(Instant now) {
        Map<String, Feed> found = new TreeMap<>();
        definitions.indicators().stream()
                .filter(IndicatorDefinition::isOfSensors)
                .forEach(definition -> published
                        .list(hours(definition, reach, now), MOST)
                        .filter(value -> value.events() > 0)
                        .map(value -> new Feed(
                                definition,
                                catalogue.areas().find(value.key().area()).orElseThrow(),
                                value.key().member(),
                                value))
                        .forEach(feed -> found.merge(feed.id(), feed, SensorThings::newer)));
        return List.copyOf(found.values());
    }

    private static Feed newer(Feed one, Feed other) {
        return other.newest().key().period().compareTo(one.newest().key().period()) >= 0 ? other : one;
    }

    /** Returns a filter for the hours of the sensors themselves, without roll-ups. */
    private ValueFilter hours(IndicatorDefinition definition, Duration over, Instant now) {
        LocalDateTime to = CityTime.at(now);
        return ValueFilter.totals(definition, Granularity.HOUR)
                .by(definition.dimensions().get(0))
                .between(to.minus(over).truncatedTo(ChronoUnit.HOURS).plusHours(1), to)
                .within(AreaId::isCommune);
    }

    private List<Feed> feedsOf(String thing) {
        return feeds().stream().filter(feed -> feed.thing().equals(thing)).toList();
    }

    private EntityNode thing(String id) {
        Feed feed = feedsOf(id).get(0);
        return new EntityNode(EntitySet.THINGS, id, null)
                .with("name", feed.member())
                .with(
                        "description",
                        feed.dimension() + " " + feed.member() + ", "
                                + feed.area().fullName())
                .with(
                        "properties",
                        Map.of(
                                "kind",
                                feed.dimension(),
                                "area",
                                feed.area().code(),
                                "areaSince",
                                feed.area().validFrom().toString()))
                .toMany(
                        "Datastreams",
                        () -> feedsOf(id).stream().map(this::datastream).toList())
                .toMany("Locations", () -> List.of(location(feed.area())))
                .toMany("HistoricalLocations", () -> List.of(historicalLocation(id)));
    }

    private EntityNode location(Area area) {
        return new EntityNode(EntitySet.LOCATIONS, area.id().toString(), null)
                .with("name", area.fullName())
                .with("description", "point of the commune the sensor stands in")
                .with("encodingType", "application/geo+json")
                .with("location", point(area))
                .toMany(
                        "Things",
                        () -> distinct(feeds().stream()
                                        .filter(feed -> feed.area().equals(area))
                                        .map(Feed::thing))
                                .map(this::thing)
                                .toList())
                .toMany(
                        "HistoricalLocations",
                        () -> distinct(feeds().stream()
                                        .filter(feed -> feed.area().equals(area))
                                        .map(Feed::thing))
                                .map(this::historicalLocation)
                                .toList());
    }

    private static Map<String, Object> point(Area area) {
        AreaFacts facts = area.facts();
        List<Double> coordinates = facts == null ? List.of() : List.of(facts.longitude(), facts.latitude());
        return Map.of("type", "Point", "coordinates", coordinates);
    }

    private EntityNode historicalLocation(String thing) {
        Feed feed = feedsOf(thing).get(0);
        return new EntityNode(EntitySet.HISTORICAL_LOCATIONS, thing, null)
                .with("time", feed.newest().key().period().startInstant().toString())
                .toOne("Thing", () -> thing(thing))
                .toMany("Locations", () -> List.of(location(feed.area())));
    }

    private EntityNode datastream(Feed feed) {
        IndicatorDefinition definition = feed.definition();
        Unit unit = UNITS.getOrDefault(definition.unit(), NO_UNIT);
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("name", unit.name());
        measured.put("symbol", definition.unit());
        measured.put("definition", unit.definition());
        return new EntityNode(EntitySet.DATASTREAMS, feed.id(), null)
                .with("name", definition.name().vi() + ", " + feed.member())
                .with(
                        "description",
                        definition.name().en() + ", " + feed.member() + ": "
                                + definition.meaning().formula().en())
                .with("observationType", "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement")
                .with("unitOfMeasurement", measured)
                .with("observedArea", point(feed.area()))
                .with("properties", Map.of("indicator", definition.id(), "definitionVersion", definition.version()))
                .toOne("Thing", () -> thing(feed.thing()))
                .toOne("Sensor", () -> sensor(feed.dimension()))
                .toOne("ObservedProperty", () -> observedProperty(definition.id()))
                .toMany("Observations", () -> observations(feed).toList());
    }

    private EntityNode sensor(String kind) {
        return new EntityNode(EntitySet.SENSORS, kind, null)
                .with("name", kind)
                .with("description", "sensors of the kind '" + kind + "'; their agencies know make and model")
                .with("encodingType", "application/json")
                .with("metadata", "/v1/agencies")
                .toMany(
                        "Datastreams",
                        () -> feeds().stream()
                                .filter(feed -> feed.dimension().equals(kind))
                                .map(this::datastream)
                                .toList());
    }

    private EntityNode observedProperty(String indicator) {
        IndicatorDefinition definition = definitions.find(indicator).orElseThrow();
        return new EntityNode(EntitySet.OBSERVED_PROPERTIES, indicator, null)
                .with("name", definition.name().vi())
                .with("definition", "urn:hanoi:datahub:indicator:" + indicator)
                .with("description", definition.meaning().formula().en())
                .toMany(
                        "Datastreams",
                        () -> feeds().stream()
                                .filter(feed -> feed.definition().id().equals(indicator))
                                .map(this::datastream)
                                .toList());
    }

    /** Returns the first moment for which there are observations; older ones are available in the hub's own API. */
    public Instant first() {
        return clock.instant().minus(reach);
    }

    private Stream<EntityNode> observations(Feed feed) {
        return published
                .list(
                        hours(feed.definition(), reach, clock.instant())
                                .in(feed.area().code()),
                        MOST)
                .filter(value -> value.events() > 0
                        && value.value() != null
                        && value.key().member().equals(feed.member()))
                .map(value -> observation(feed, value));
    }

    private EntityNode observation(Feed feed, Value value) {
        Instant start = value.key().period().startInstant();
        return new EntityNode(
                        EntitySet.OBSERVATIONS,
                        feed.id() + ":" + value.key().period().text(),
                        start,
                        feed.id() + '\0' + value.key().period().text())
                .with("phenomenonTime", start + "/" + value.key().period().endInstant())
                .with("result", value.value())
                .with("resultTime", value.recordedAt().toString())
                .with("parameters", Map.of("events", value.events(), "revision", value.revision()))
                .toOne("Datastream", () -> datastream(feed))
                .toOne("FeatureOfInterest", () -> featureOfInterest(feed.area()));
    }

    private EntityNode featureOfInterest(Area area) {
        return new EntityNode(EntitySet.FEATURES_OF_INTEREST, area.id().toString(), null)
                .with("name", area.fullName())
                .with("description", "the commune")
                .with("encodingType", "application/geo+json")
                .with("feature", point(area))
                .toMany(
                        "Observations",
                        () -> feeds().stream()
                                .filter(feed -> feed.area().equals(area))
                                .flatMap(this::observations)
                                .toList());
    }
}
