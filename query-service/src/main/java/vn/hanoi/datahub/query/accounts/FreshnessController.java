package vn.hanoi.datahub.query.accounts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Freshness;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Reports which of the expected feeds are late. */
@RestController
@Tag(name = "registers")
class FreshnessController {

    /** Maximum number of stations listed that are not on time; the counts include all of them. */
    private static final int MOST_STATIONS = 100;

    private final Catalogue catalogue;
    private final LogCounts logCounts;
    private final Punctuality punctuality;
    private final Stations stations;
    private final Readings readings;
    private final InstantSource clock;

    public FreshnessController(
            Catalogue catalogue,
            LogCounts logCounts,
            Punctuality punctuality,
            Stations stations,
            Readings readings,
            InstantSource clock) {
        this.readings = readings;
        this.punctuality = punctuality;
        this.stations = stations;
        this.catalogue = catalogue;
        this.logCounts = logCounts;
        this.clock = clock;
    }

    /** @param feeds all feeds that agencies are expected to send */
    record FeedStates(List<FeedState> feeds) {}

    /**
     * @param cadence expected interval between events, as an ISO 8601 duration
     * @param stations counts of the feed's stations by state; null if the feed has no stations
     * @param reporting for which periods it reports; null if it is continuous
     */
    record FeedState(
            String agency,
            Text agencyName,
            String type,
            @Nullable Text typeName,
            Duration cadence,
            @JsonUnwrapped Freshness.Standing standing,
            @Nullable StationStates stations,
            @Nullable Reporting reporting) {}

    /**
     * How a periodic feed reports.
     *
     * @param regime id of the reporting regime
     * @param period kind of its periods
     */
    record Reporting(String regime, String period) {}

    /** @param notOnTime late or silent stations, at most a hundred */
    record StationStates(int onTime, int late, int silent, List<StationState> notOnTime) {}

    record StationState(String station, String area, LocalDate areaSince, Instant lastEventAt, String state) {}

    /**
     * Returns every expected feed and its current state relative to its cadence, or to its due moments where it is
     * periodic. Hours in which the hub received nothing from any agency do not count against a feed.
     */
    @Operation(
            operationId = "getFreshness",
            summary = "All expected feeds, and whether each is on time, late, silent or overdue now")
    @GetMapping("/v1/freshness")
    FeedStates freshness() {
        Instant now = clock.instant();
        Set<String> partlyHidden = partlyHidden();
        return new FeedStates(catalogue.agencies().stream()
                .flatMap(agency -> catalogue.cadences(agency, CityTime.dayOf(now)).entrySet().stream()
                        .map(asked -> feed(agency, asked.getKey(), asked.getValue(), now, partlyHidden)))
                .toList());
    }

    private FeedState feed(Agency agency, String type, Duration cadence, Instant now, Set<String> partlyHidden) {
        Freshness.Standing standing = punctuality.standing(new Feed(agency.code(), type), cadence, now);
        return new FeedState(
                agency.code(),
                agency.name(),
                type,
                catalogue.findType(type).map(EventType::title).orElse(null),
                cadence,
                partlyHidden.contains(type) ? standing.byDay() : standing,
                stations(agency, type, cadence, now),
                catalogue
                        .schedule(type)
                        .map(schedule -> new Reporting(
                                schedule.regime().id(), schedule.kind().word()))
                        .orElse(null));
    }

    /**
     * Returns the event types of which this caller may not read all that is counted. Their feeds are told to the day:
     * who asks again and again would otherwise see each event of a commune arrive, and count a day's.
     */
    private Set<String> partlyHidden() {
        return catalogue.indicators().stream()
                .filter(definition -> !readings.areWhole(definition))
                .flatMap(definition -> definition.counting().eventTypes().stream())
                .collect(Collectors.toSet());
    }

    private @Nullable StationStates stations(Agency agency, String type, Duration cadence, Instant now) {
        Map<Freshness.State, Integer> states = new EnumMap<>(Freshness.State.class);
        List<StationState> notOnTime = new ArrayList<>();
        for (Stations.Station station : stations.of(type)) {
            if (isOf(agency, station)) {
                Freshness.State state = logCounts.freshness().state(station.newest(), cadence, now);
                states.merge(state, 1, Integer::sum);
                if (state != Freshness.State.ON_TIME && notOnTime.size() < MOST_STATIONS) {
                    notOnTime.add(new StationState(
                            station.name(),
                            station.area().code(),
                            station.area().since(),
                            station.newest(),
                            state.word()));
                }
            }
        }
        return states.isEmpty()
                ? null
                : new StationStates(
                        states.getOrDefault(Freshness.State.ON_TIME, 0),
                        states.getOrDefault(Freshness.State.LATE, 0),
                        states.getOrDefault(Freshness.State.SILENT, 0),
                        notOnTime);
    }

    /** Returns whether a station is located in the area that an agency reports for. */
    private boolean isOf(Agency agency, Stations.Station station) {
        return agency.area() == null
                || catalogue
                        .areas()
                        .isWithin(
                                station.area().code(),
                                agency.area(),
                                station.area().since());
    }
}
