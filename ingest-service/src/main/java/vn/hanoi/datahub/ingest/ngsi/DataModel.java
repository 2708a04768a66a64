package vn.hanoi.datahub.ingest.ngsi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.hanoi.datahub.ingest.file.Row;

/**
 * The supported entity types (Smart Data Models, smart-data-models.org). Each becomes rows whose columns are named like
 * the fields of an event type. The entity's own attributes are columns, too, for use by the agency's mapping.
 */
enum DataModel {
    /** One event for each pollutant. If the observation specifies no interval, it is one hour. */
    AIR_QUALITY_OBSERVED("Environment", "AirQualityObserved", "air-observation") {
        @Override
        List<Map<String, String>> facts(Entity entity) {
            Map<String, String> station = Map.of(
                    "station", entity.named("stationCode", "refDevice"),
                    "averagingMinutes", minutes(entity).orElse("60"));
            List<Map<String, String>> facts = POLLUTANTS.entrySet().stream()
                    .flatMap(pollutant -> entity.written(pollutant.getKey()).stream()
                            .map(name -> measured(entity, station, name, pollutant.getValue())))
                    .toList();
            Map<String, String> nothing = new LinkedHashMap<>(station);
            nothing.put("time", time(entity, ""));
            return facts.isEmpty() ? List.of(nothing) : facts; // if nothing was measured, admission says so
        }

        private Map<String, String> measured(
                Entity entity, Map<String, String> station, String name, String parameter) {
            Map<String, String> measured = new LinkedHashMap<>(station);
            measured.put("parameter", parameter);
            measured.put("value", entity.amount(name, Entity.MICROGRAMS));
            measured.put("time", time(entity, name));
            return measured;
        }
    },
    /** One event. The model has no free-flow speed, so the agency's mapping supplies it for each link. */
    TRAFFIC_FLOW_OBSERVED("Transportation", "TrafficFlowObserved", "traffic-observation") {
        @Override
        List<Map<String, String>> facts(Entity entity) {
            return List.of(Map.of(
                    "time", time(entity, "averageVehicleSpeed"),
                    "link", entity.named("refRoadSegment", "laneId"),
                    "speedKmh", entity.amount("averageVehicleSpeed", Entity.KILOMETRES_AN_HOUR),
                    "vehicles", entity.amount("intensity", Entity.COUNT),
                    "averagingMinutes", minutes(entity).orElse("")));
        }
    };

    private static final Map<String, String> POLLUTANTS =
            Map.of("pm25", "PM25", "pm10", "PM10", "no2", "NO2", "so2", "SO2", "o3", "O3", "co", "CO");

    private static final String NAMESPACE = "https://smartdatamodels.org/";

    /** The namespace of NGSI-LD itself; names that no context defines are in it, too (ETSI GS CIM 009 V1.8.1, 4.4). */
    private static final String CORE = "https://uri.etsi.org/ngsi-ld/";

    private final String domain;
    private final String entityType;
    private final String eventType;

    DataModel(String domain, String entityType, String eventType) {
        this.domain = domain;
        this.entityType = entityType;
        this.eventType = eventType;
    }

    abstract List<Map<String, String>> facts(Entity entity);

    /** Returns the model of an entity type: its name, or the IRI to which its context expands the name. */
    static Optional<DataModel> of(String type) {
        return Arrays.stream(values())
                .filter(model -> type.equals(model.entityType)
                        || type.equals(NAMESPACE + "dataModel." + model.domain + "/" + model.entityType)
                        || type.equals(CORE + "default-context/" + model.entityType))
                .findFirst();
    }

    /**
     * Returns the name of an attribute; an IRI of an unknown namespace is another attribute, whatever its last part.
     */
    static String attribute(String name) {
        return name.startsWith(NAMESPACE) || name.startsWith(CORE) ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    String entityType() {
        return entityType;
    }

    String eventType() {
        return eventType;
    }

    /** Returns the rows of an entity, all of them with line 1. */
    List<Row> rows(Entity entity) {
        Map<String, String> all = new LinkedHashMap<>(entity.cells());
        all.keySet().removeAll(List.of("id", "type", "subject", "operation", "dataversion", "system"));
        all.put("entity", entity.id());
        all.putIfAbsent("area", entity.cell("areaServed"));
        return facts(entity).stream()
                .map(facts -> {
                    Map<String, String> cells = new LinkedHashMap<>(all);
                    cells.putAll(facts);
                    cells.values().removeIf(String::isEmpty);
                    return Row.of(1, cells);
                })
                .toList();
    }

    /** Returns the time of the observation, from the entity or else from the attribute itself. */
    private static String time(Entity entity, String attribute) {
        return ends(entity)
                .map(OffsetDateTime::toString)
                .orElse(
                        entity.cell("dateObserved").isEmpty()
                                ? entity.cell(attribute + ".observedAt")
                                : entity.cell("dateObserved"));
    }

    /**
     * Returns the end of the observed interval, which is given as two times separated by a slash (ISO 8601), or as two
     * attributes.
     */
    private static Optional<OffsetDateTime> ends(Entity entity) {
        String observed = entity.cell("dateObserved");
        return time(
                entity.cell("dateObservedTo").isEmpty()
                        ? observed.substring(observed.indexOf('/') + 1)
                        : entity.cell("dateObservedTo"));
    }

    private static Optional<String> minutes(Entity entity) {
        String observed = entity.cell("dateObserved");
        int stroke = observed.indexOf('/');
        Optional<OffsetDateTime> begins =
                time(stroke < 0 ? entity.cell("dateObservedFrom") : observed.substring(0, stroke));
        return begins.flatMap(from ->
                ends(entity).map(to -> Long.toString(Duration.between(from, to).toMinutes())));
    }

    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
