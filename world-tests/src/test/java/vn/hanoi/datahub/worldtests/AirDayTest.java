package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * One day of several stations, six pollutants and gaps, worked out by hand from the tables of Decision 1459/QĐ-TCMT.
 * Two stations in Ba Đình, one of them without particulates; one in Ngọc Hà. That the oracle agrees is asked of every
 * run.
 */
class AirDayTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final LocalDate DAY = LocalDate.of(2025, 9, 10);
    private static final Instant NOW = Instant.parse("2025-09-12T00:00:00Z");
    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    /** The decision's own twelve hours of PM2.5, oldest first: Nowcast 20.266. */
    private static final double[] DECISION_PM25 = {
        26.9, 24.7, 20.5, 23.5, 19.5, 16.5, 19.0, 16.5, 20.3, 22.4, 19.6, 20.6
    };

    @TempDir
    private Path state;

    private final List<ObjectNode> events = new ArrayList<>();
    private HubValues hub;

    /** An observation of the hour that starts at {@code hour}; 23 is the one labelled 00:00 of the next day. */
    private void observe(String station, String area, String parameter, int hour, double value) {
        LocalDateTime end = DAY.atTime(hour, 0).plusHours(1);
        ObjectNode data = JSON.createObjectNode()
                .put("station", station)
                .put("parameter", parameter)
                .put("value", value)
                .put("averagingMinutes", 60)
                .put("area", area);
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", "vn.hanoi.air-observation")
                .put("source", "urn:hanoi:agency:H26.NNMT")
                .put("subject", station + "/" + parameter)
                .put("id", "e" + events.size())
                .put("time", end.atZone(HANOI).toInstant().toString());
        event.set("data", data);
        events.add(event);
    }

    @BeforeEach
    void aDay() {
        for (int hour = 0; hour < 12; hour++) {
            observe("A", "00004", "PM25", hour, DECISION_PM25[hour]);
        }
        observe("A", "00004", "O3", 11, 136.1);
        observe("A", "00004", "NO2", 11, 118.7);
        for (int hour = 0; hour < 24; hour++) {
            observe("B", "00004", "O3", hour, 300); // no particulates: no index, however bad the ozone
        }
        for (int hour = 0; hour < 24; hour += 2) {
            observe("C", "00008", "PM10", hour, 60); // every other hour is missing
        }
        observe("C", "00008", "SO2", 5, 200);
        observe("C", "00008", "CO", 6, 12_000);
        observe("C", "00008", "PM25", 23, 55.7); // labelled 00:00 of the next day, and of this one
        hub = HubRun.of("air-day", state, CATALOGUE, events, NOW, NOW);
    }

    private Double value(String indicator, String area, String period, String slice) {
        return hub.get(indicator + "|" + area + "|" + period + "|" + slice).getValue();
    }

    private static final String BA_DINH = "00004@2025-07-01";
    private static final String NGOC_HA = "00008@2025-07-01";
    private static final String CITY = "01@2008-08-01";

    @Test
    void anHourIsTheWorstOfNowcastAndGases() {
        // PM2.5 20.266 → 40.5; O3 136.1 → 42.5; NO2 118.7 → 59.35
        assertThat(value("air.vn_aqi_hourly", BA_DINH, "2025-09-10T11", "station=A"))
                .isEqualTo(59);
        assertThat(value("air.vn_aqi_hourly", BA_DINH, "2025-09-10T11", "station=B"))
                .isNull();
        assertThat(value("air.vn_aqi_hourly", BA_DINH, "2025-09-10T11", "")).isEqualTo(59);
    }

    @Test
    void nowcastNeedsTwoOfThreeHours() {
        // C measures PM10 every other hour: at an even hour it has the hour itself and the one before the last
        assertThat(value("air.vn_aqi_hourly", NGOC_HA, "2025-09-10T04", "station=C"))
                .isEqualTo(55);
        // at 05:00 only SO2 was measured, and of the last three hours only one holds particulates
        assertThat(value("air.vn_aqi_hourly", NGOC_HA, "2025-09-10T05", "station=C"))
                .isNull();
    }

    @Test
    void aDayIsTheWorstOfMeansAndHighestHours() {
        // A: PM2.5 mean 20.79 → 41.6; NO2 118.7 → 59.35; O3 1h → 42.5
        assertThat(value("air.vn_aqi_daily", BA_DINH, "2025-09-10", "station=A"))
                .isEqualTo(59);
        assertThat(value("air.vn_aqi_daily", BA_DINH, "2025-09-10", "station=B"))
                .isNull();
        // C: PM10 mean 60 → 55; SO2 200 → 66.7; CO 12,000 → 55; PM2.5 55.7 → 109.5
        assertThat(value("air.vn_aqi_daily", NGOC_HA, "2025-09-10", "station=C"))
                .isEqualTo(110);
    }

    @Test
    void anAreaIsAsBadAsItsWorstStation() {
        assertThat(value("air.vn_aqi_daily", BA_DINH, "2025-09-10", "")).isEqualTo(59);
        assertThat(value("air.vn_aqi_daily", NGOC_HA, "2025-09-10", "")).isEqualTo(110);
        assertThat(value("air.vn_aqi_daily", CITY, "2025-09-10", "")).isEqualTo(110);
        assertThat(value("air.vn_aqi_hourly", CITY, "2025-09-10T11", "")).isEqualTo(59);
    }
}
