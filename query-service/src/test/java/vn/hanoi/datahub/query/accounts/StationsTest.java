package vn.hanoi.datahub.query.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.SilentSensors;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.PublishedParts;

/** Hours are in memory for a day. On 2025-07-01 the ward 00166 became another one with the same code. */
class StationsTest {

    private static final AreaId OLD_WARD = new AreaId("00166", LocalDate.of(2008, 8, 1));
    private static final AreaId NEW_WARD = new AreaId("00166", LocalDate.of(2025, 7, 1));
    private static final Definitions DEFINITIONS = new Definitions(Shipped.CATALOGUE);
    private static final IndicatorDefinition AIR =
            DEFINITIONS.find("air.pm25_mean").orElseThrow();

    private Instant now = Instant.parse("2025-06-30T05:30:00Z");
    private final SilentSensors silent = new SilentSensors(DEFINITIONS);
    private final ValueView view =
            new ValueView(new RecentWindow(Duration.ofDays(1), Duration.ofDays(10)), () -> now, silent);

    private void hear(AreaId ward, String hour, String... stations) {
        hear(ward, hour, 1, stations);
    }

    private void hear(AreaId ward, String hour, long events, String... stations) {
        Period period = Period.parse(hour);
        now = period.startInstant().plusSeconds(1_800);
        publish(ward, period, events, stations);
    }

    private void publish(AreaId ward, Period period, long events, String... stations) {
        view.put(
                new RowKey(AIR.id(), AIR.version(), ward, period),
                PublishedParts.of(Stream.concat(Stream.of(""), Stream.of(stations))
                        .map(station -> new PublishedPart(
                                station.isEmpty() ? "" : "station",
                                station,
                                20.0,
                                null,
                                null,
                                events,
                                null,
                                1,
                                1_000,
                                2_000))
                        .toList()));
    }

    private List<String> known() {
        view.trim(indicator -> 0);
        return new Stations(DEFINITIONS, view, silent, () -> now)
                .of("air-observation").stream()
                        .map(station -> station.name() + " " + station.area() + " " + station.newest())
                        .toList();
    }

    @Test
    void aStationIsWhereItWasHeardLast() {
        hear(OLD_WARD, "2025-06-30T12", "OLD", "GONE");
        hear(NEW_WARD, "2025-07-01T08", "OLD");
        hear(NEW_WARD, "2025-09-01T08", "LIVE");

        assertThat(known())
                .containsExactly(
                        "GONE 00166@2008-08-01 2025-06-30T06:00:00Z",
                        "LIVE 00166@2025-07-01 2025-09-01T01:30:00Z",
                        "OLD 00166@2025-07-01 2025-07-01T02:00:00Z");
    }

    @Test
    void aStationThatIsHeardAgainIsHeardNow() {
        hear(NEW_WARD, "2025-07-01T08", "OLD");
        hear(NEW_WARD, "2025-09-01T08", "LIVE");
        hear(NEW_WARD, "2025-09-01T09", "OLD");

        assertThat(known())
                .containsExactly(
                        "LIVE 00166@2025-07-01 2025-09-01T02:00:00Z", "OLD 00166@2025-07-01 2025-09-01T02:30:00Z");
    }

    @Test
    void aRetractedHourIsNoSignOfLife() {
        hear(NEW_WARD, "2025-07-01T08", "OLD");
        hear(NEW_WARD, "2025-09-01T08", "LIVE");
        publish(NEW_WARD, Period.parse("2025-07-01T08"), 0, "OLD");

        assertThat(known()).containsExactly("LIVE 00166@2025-07-01 2025-09-01T01:30:00Z");
    }
}
