package vn.hanoi.datahub.query.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.query.view.Freshness;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Who is late, of all that are asked for something. */
@RestController
@Tag(name = "registers")
public class FreshnessController {

    /** So many stations that are not on time are named; their number is told of all. */
    private static final int MOST_STATIONS = 100;

    private final Catalogue catalogue;
    private final LogCounts logCounts;
    private final Stations stations;
    private final InstantSource clock;

    public FreshnessController(Catalogue catalogue, LogCounts logCounts, Stations stations, InstantSource clock) {
        this.stations = stations;
        this.catalogue = catalogue;
        this.logCounts = logCounts;
        this.clock = clock;
    }

    /** Every feed somebody is asked for, and how it stands to its cadence now; an hour in which the hub heard nobody is held against nobody. */
    @Operation(summary = "Every feed that is asked for, and whether it is on time, late or silent now")
    @GetMapping("/v1/freshness")
    Map<String, Object> freshness() {
        Instant now = clock.instant();
        return Map.of(
                "feeds",
                catalogue.agencies().stream()
                        .flatMap(agency -> catalogue.cadences(agency).entrySet().stream()
                                .map(asked ->
                                        feed(agency, asked.getKey(), asked.getValue(), logCounts.freshness(), now)))
                        .toList());
    }

    private Map<String, @Nullable Object> feed(
            Agency agency, String type, Duration cadence, Freshness freshness, Instant now) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("agency", agency.code());
        row.put("agencyName", agency.name());
        row.put("type", type);
        row.put("typeName", typeName(catalogue, type));
        row.put("cadence", cadence.toString());
        row.putAll(standing(new Feed(agency.code(), type), cadence, freshness, now));
        row.put("stations", stations(agency, type, cadence, freshness, now));
        return row;
    }

    /** How the stations of a feed stand, and which of them are not on time; null where it has none. */
    private @Nullable Map<String, Object> stations(
            Agency agency, String type, Duration cadence, Freshness freshness, Instant now) {
        Map<Freshness.State, Integer> states = new EnumMap<>(Freshness.State.class);
        List<Map<String, Object>> notOnTime = new ArrayList<>();
        for (Stations.Station station : stations.of(type)) {
            if (isOf(agency, station)) {
                Freshness.State state = freshness.state(station.newest(), cadence, now);
                states.merge(state, 1, Integer::sum);
                if (state != Freshness.State.ON_TIME && notOnTime.size() < MOST_STATIONS) {
                    notOnTime.add(row(station, state));
                }
            }
        }
        if (states.isEmpty()) {
            return null;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("onTime", states.getOrDefault(Freshness.State.ON_TIME, 0));
        row.put("late", states.getOrDefault(Freshness.State.LATE, 0));
        row.put("silent", states.getOrDefault(Freshness.State.SILENT, 0));
        row.put("notOnTime", notOnTime);
        return row;
    }

    private static Map<String, Object> row(Stations.Station station, Freshness.State state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("station", station.name());
        row.put("area", station.area().code());
        row.put("areaSince", station.area().since());
        row.put("lastEventAt", station.newest().toString());
        row.put("state", state.word());
        return row;
    }

    /** Whether a station stands where an agency reports for. */
    private boolean isOf(Agency agency, Stations.Station station) {
        return agency.area() == null
                || catalogue
                        .areas()
                        .isWithin(
                                station.area().code(),
                                agency.area(),
                                station.area().since());
    }

    /** What people call an event type; null where the catalogue has none of this name, as an agency may have sent. */
    static @Nullable Text typeName(Catalogue catalogue, String type) {
        return catalogue.findType(type).map(EventType::title).orElse(null);
    }

    /**
     * How one feed stands.
     *
     * @param cadence null where nobody asks for it
     */
    static Map<String, @Nullable Object> standing(
            Feed feed, @Nullable Duration cadence, Freshness freshness, Instant now) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Optional<Instant> lastAt = freshness.lastAt(feed);
        row.put("lastAt", lastAt.map(Instant::toString).orElse(null));
        row.put(
                "lastEventAt",
                freshness.lastEventAt(feed).map(Instant::toString).orElse(null));
        row.put(
                "state",
                cadence == null ? null : freshness.state(feed, cadence, now).word());
        row.put(
                "silentSeconds",
                lastAt.isEmpty() ? null : (Long) freshness.silentFor(feed, now).toSeconds());
        return row;
    }
}
