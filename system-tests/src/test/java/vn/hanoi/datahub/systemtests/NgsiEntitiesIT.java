package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/**
 * Values as a client of an NGSI-LD context broker reads them, held against schemas of the standard and its data models.
 */
class NgsiEntitiesIT {

    private static final String ENTITIES = "/ngsi-ld/v1/entities?type=";
    private static final SchemaFile SCHEMAS = new SchemaFile("ngsi-ld-entities.json");

    private final RunningHub hub = RunningHub.get();

    @Test
    void theLatestValuesAreKeyPerformanceIndicators() {
        assertThat(hub.post(
                                "H26.HCC",
                                "application/cloudevents+json",
                                FrontDoorIT.dossier("ngsi", "ngsi", "2025-08-10T10:00:00+07:00", "00229", "COUNTER"))
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
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.get(
                                        "/ngsi-ld/v1/entities/urn:ngsi-ld:KeyPerformanceIndicator:hanoi:dg.tthc_on_time:01")
                                .body()
                                .path("currentStanding")
                                .path("value")
                                .asString(""))
                        .isIn("good", "bad"));
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
        assertThat(linked.body().size()).isPositive();
        linked.body().forEach(entity -> {
            assertThat(entity.has("@context")).isTrue();
            SCHEMAS.accepts("KeyPerformanceIndicator", entity);
        });

        Set<String> paged = new HashSet<>();
        for (int offset = 0; offset < 6; offset += 2) {
            hub.get(ENTITIES + "KeyPerformanceIndicator&limit=2&offset=" + offset)
                    .body()
                    .forEach(entity -> paged.add(entity.path("id").asString()));
        }
        assertThat(paged).hasSize(6);
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
        SCHEMAS.accepts("AirQualityObserved", air);
        assertThat(air.path("pm25").path("value").asDouble()).isEqualTo(38.5);
        assertThat(air.path("pm25").path("unitCode").asString()).isEqualTo("GQ");
        assertThat(List.of(air.path("dateObserved").path("value").asString().split("/")))
                .containsExactly(end.minus(1, ChronoUnit.HOURS).toString(), end.toString());
        assertThat(air.path("areaServed").path("value").asString()).isEqualTo("00235");
        assertThat(air.path("location").path("value").path("type").asString()).isEqualTo("Point");
    }

    /** A parameter that is passed over would be an answer to another question. */
    @Test
    void everyParameterIsHonouredOrRefused() {
        theNewestHourOfAStationIsAnAirQualityObserved();
        theLatestValuesAreKeyPerformanceIndicators();
        String kpi = "urn:ngsi-ld:KeyPerformanceIndicator:hanoi:dg.tthc_on_time:00229";
        String air = "urn:ngsi-ld:AirQualityObserved:hanoi:NGSI";
        String both = "KeyPerformanceIndicator,AirQualityObserved&limit=1000";

        assertThat(ids(both)).contains(kpi, air);
        assertThat(ids("https://smartdatamodels.org/dataModel.Environment/AirQualityObserved"))
                .contains(air)
                .doesNotContain(kpi);
        assertThat(
                        ids(
                                "https://smartdatamodels.org/dataModel.KeyPerformanceIndicator/KeyPerformanceIndicator&limit=1000"))
                .contains(kpi);
        assertThat(ids("https://evil.org/KeyPerformanceIndicator")).isEmpty();
        assertThat(ids(both + "&idPattern=on_time:00229$")).containsExactly(kpi);
        assertThat(ids(both + "&attrs=pm25,nothing")).contains(air).doesNotContain(kpi);
        JsonNode shown = hub.get("/ngsi-ld/v1/entities/" + air + "?attrs=pm25&format=simplified")
                .body();
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder("id", "type", "pm25");
        assertThat(shown.path("pm25").asDouble()).isEqualTo(38.5);
        assertThat(hub.get("/ngsi-ld/v1/entities/" + air + "?attrs=kpiValue").status())
                .isEqualTo(404);
        assertThat(hub.get(ENTITIES + both + "&options=count,keyValues")
                        .headers()
                        .firstValue("NGSILD-Results-Count"))
                .isPresent();

        for (String wrong : List.of(
                both + "&q=kpiValue>50",
                both + "&scopeQ=/hanoi",
                both + "&georel=near",
                both + "&geometry=Point&coordinates=[8,40]",
                both + "&lang=vi",
                both + "&idPattern=(",
                both + "&idPattern=(?=x)",
                both + "&options=sysAttrs",
                both + "&format=geojson",
                "KeyPerformanceIndicator&limit=x",
                "KeyPerformanceIndicator&count=yes",
                "KeyPerformanceIndicator&limit=1&limit=2",
                "(KeyPerformanceIndicator;AirQualityObserved)",
                "")) {
            Answer answer = hub.get(ENTITIES
                    + wrong.replace("<", "%3C")
                            .replace(">", "%3E")
                            .replace("[", "%5B")
                            .replace("]", "%5D"));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.body().path("detail").asString()).as(wrong).isNotEmpty();
        }
        assertThat(hub.get("/ngsi-ld/v1/entities/" + air + "?limit=1").status()).isEqualTo(400);
    }

    private List<String> ids(String query) {
        Answer answer = hub.get(ENTITIES + query);
        assertThat(answer.status()).as(query).isEqualTo(200);
        return answer.body()
                .valueStream()
                .map(entity -> entity.path("id").asString())
                .toList();
    }
}
