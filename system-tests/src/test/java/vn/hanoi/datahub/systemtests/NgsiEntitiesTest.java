package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** Values as a client of an NGSI-LD context broker reads them, held against what the data models ask for. */
class NgsiEntitiesTest {

    private static final String ENTITIES = "/ngsi-ld/v1/entities?type=";
    private static final Set<String> OF_A_KPI = Set.of(
            "id",
            "type",
            "name",
            "alternateName",
            "category",
            "process",
            "organization",
            "area",
            "areaServed",
            "calculatedBy",
            "calculationMethod",
            "calculationFormula",
            "calculationFrequency",
            "calculationPeriod",
            "kpiValue",
            "businessTarget",
            "currentStanding",
            "updatedAt",
            "location");

    private final RunningHub hub = RunningHub.get();

    @Test
    void theLatestValuesAreKeyPerformanceIndicators() {
        assertThat(hub.post(
                                "H26.HCC",
                                "application/cloudevents+json",
                                FrontDoorTest.dossier("ngsi", "ngsi", "2025-08-10T10:00:00+07:00", "00229", "COUNTER"))
                        .status())
                .isEqualTo(202);
        String id = "urn:ngsi-ld:KeyPerformanceIndicator:hanoi:dg.tthc_on_time:00229";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(hub.get("/ngsi-ld/v1/entities/" + id).status())
                                .isEqualTo(200));

        JsonNode one = hub.get("/ngsi-ld/v1/entities/" + id).body();
        assertThat(one.path("kpiValue").path("value").asDouble()).isEqualTo(100);
        assertThat(one.path("kpiValue").path("unitCode").asString()).isEqualTo("P1");
        assertThat(one.has("currentStanding"))
                .as("no target is set for a commune")
                .isFalse();
        assertThat(hub.get("/ngsi-ld/v1/entities/urn:ngsi-ld:KeyPerformanceIndicator:hanoi:dg.tthc_on_time:01")
                        .body()
                        .path("currentStanding")
                        .path("value")
                        .asString())
                .isIn("good", "bad");
        assertThat(one.path("location").path("type").asString()).isEqualTo("GeoProperty");
        assertThat(hub.get("/ngsi-ld/v1/entities/" + id + "?options=keyValues")
                        .body()
                        .path("kpiValue")
                        .asDouble())
                .isEqualTo(100);

        Answer linked = hub.get(
                hub.settings.queryUrl() + ENTITIES + "KeyPerformanceIndicator&limit=1000&count=true",
                "application/ld+json");
        assertThat(linked.type()).startsWith("application/ld+json");
        assertThat(Integer.parseInt(
                        linked.headers().firstValue("NGSILD-Results-Count").orElseThrow()))
                .isGreaterThanOrEqualTo(linked.body().size());
        linked.body().forEach(NgsiEntitiesTest::isAKpi);

        Set<String> paged = new HashSet<>();
        for (int offset = 0; offset < 6; offset += 2) {
            hub.get(ENTITIES + "KeyPerformanceIndicator&limit=2&offset=" + offset)
                    .body()
                    .forEach(entity -> paged.add(entity.path("id").asString()));
        }
        assertThat(paged).hasSize(6);
    }

    /** What the schema of the data model (KeyPerformanceIndicator 0.2.1) and NGSI-LD itself ask for. */
    private static void isAKpi(JsonNode entity) {
        assertThat(entity.path("id").asString()).matches("urn:ngsi-ld:KeyPerformanceIndicator:[^\\s]+");
        assertThat(entity.path("type").asString()).isEqualTo("KeyPerformanceIndicator");
        assertThat(entity.path("@context").size()).isEqualTo(2);
        entity.propertyNames().forEach(name -> {
            assertThat(name).isIn(with("@context"));
            if (!Set.of("id", "type", "@context").contains(name)) {
                assertThat(entity.path(name).path("type").asString()).isIn("Property", "GeoProperty");
                assertThat(entity.path(name).has("value")).isTrue();
            }
        });
        assertThat(entity.path("category").path("value").path(0).asString()).isEqualTo("quantitative");
        assertThat(entity.path("calculationFrequency").path("value").asString())
                .isIn("hourly", "daily", "weekly", "monthly", "yearly", "quarterly", "bimonthly", "biweekly");
        JsonNode period = entity.path("calculationPeriod").path("value");
        assertThat(LocalDate.parse(period.path("from").asString()))
                .isBeforeOrEqualTo(LocalDate.parse(period.path("to").asString()));
        if (entity.has("kpiValue")) {
            assertThat(entity.path("kpiValue").path("value").isNumber()).isTrue();
            Instant.parse(entity.path("kpiValue").path("observedAt").asString());
        }
        if (entity.has("currentStanding")) {
            assertThat(entity.path("currentStanding").path("value").asString())
                    .isIn("veryGood", "good", "fair", "bad", "veryBad");
        }
        Instant.parse(entity.path("updatedAt").path("value").path("@value").asString());
    }

    private static Set<String> with(String more) {
        Set<String> all = new HashSet<>(OF_A_KPI);
        all.add(more);
        return all;
    }

    @Test
    void theNewestHourOfAStationIsAnAirQualityObserved() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        String event = """
                {"specversion":"1.0","type":"vn.hanoi.air-observation","source":"urn:hanoi:agency:H26.NNMT","id":"ngsi-air","subject":"NGSI/PM25","time":"%s",
                 "data":{"station":"NGSI","parameter":"PM25","value":38.5,"averagingMinutes":60,"area":"00235"}}""".formatted(end);
        assertThat(hub.post("H26.NNMT", "application/cloudevents+json", event).status())
                .isEqualTo(202);
        String id = "urn:ngsi-ld:AirQualityObserved:hanoi:NGSI";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(hub.get("/ngsi-ld/v1/entities/" + id).status())
                                .isEqualTo(200));

        JsonNode air = hub.get(ENTITIES + "AirQualityObserved&id=" + id).body().path(0);
        assertThat(air.path("pm25").path("value").asDouble()).isEqualTo(38.5);
        assertThat(air.path("pm25").path("unitCode").asString()).isEqualTo("GQ");
        assertThat(List.of(air.path("dateObserved").path("value").asString().split("/")))
                .containsExactly(end.minus(1, ChronoUnit.HOURS).toString(), end.toString());
        assertThat(air.path("areaServed").path("value").asString()).isEqualTo("00235");
        assertThat(air.path("location").path("value").path("type").asString()).isEqualTo("Point");
    }
}
