package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** A context broker that tells of entities of the Smart Data Models. */
class NotificationsIT {

    private static final String AIR = """
            {"id":"urn:ngsi-ld:Notification:1","type":"Notification","subscriptionId":"urn:ngsi-ld:Subscription:1","notifiedAt":"2025-10-03T02:00:10Z","data":[
             {"id":"urn:ngsi-ld:AirQualityObserved:Hanoi:N1","type":"AirQualityObserved","@context":["https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld"],
              "dateObserved":{"type":"Property","value":{"@type":"DateTime","@value":"2025-10-03T08:00:00+07:00/2025-10-03T09:00:00+07:00"}},
              "areaServed":{"type":"Property","value":"00598"},"location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[105.8,21.02]}},
              "pm25":{"type":"Property","value":31.5,"unitCode":"GQ"},"co":{"type":"Property","value":1.2,"unitCode":"GP"},"no2":{"type":"Property","value":40,"unitCode":"61"},
              "temperature":{"type":"Property","value":27.1}},
             {"id":"urn:ngsi-ld:AirQualityObserved:N2","type":"https://smartdatamodels.org/dataModel.Environment/AirQualityObserved","stationCode":"N-2","dateObserved":"2025-10-03T09:00:00+07:00","areaServed":"00598","pm10":50},
             {"id":"urn:ngsi-ld:ParkingSpot:1","type":"ParkingSpot","status":{"type":"Property","value":"free"}}]}
            """;

    private final RunningHub hub = RunningHub.get();

    private Answer tell(String agency, String body) {
        return hub.post(
                "/ngsi-ld/v1/notify",
                Map.of("X-API-Key", hub.key(agency), "Content-Type", "application/ld+json"),
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private double mean(String indicator, String dimension) {
        return hub.row(indicator, "00598", "2025-10-03T08", "hour")
                .path(dimension)
                .asDouble(-1);
    }

    @Test
    void makesAnEventOfEachPollutant_inTheHubsUnits() {
        Answer answer = tell("H26.NNMT", AIR);

        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        assertThat(answer.body().path("accepted").asInt()).as(answer.text()).isEqualTo(3);
        assertThat(answer.body().path("refused").asInt()).isEqualTo(2);
        assertThat(answer.text()).contains("unknown-type").contains("40 unit 61");
        for (Map.Entry<String, String> told :
                Map.of("N1/PM25", "31.5", "N1/CO", "1200", "N-2/PM10", "50").entrySet()) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(event("H26.NNMT", told.getKey()))
                            .contains("\"value\":" + told.getValue())
                            .contains("2025-10-03T"));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mean("air.pm25_mean", "value")).isEqualTo(31.5));

        assertThat(tell("H26.NNMT", AIR).body().path("accepted").asInt()).isEqualTo(3);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(event("H26.NNMT", "N1/PM25")).contains("\"duplicate\""));
    }

    private String event(String agency, String subject) {
        return hub.ask(
                        "GET",
                        hub.settings.queryUrl() + "/v1/events/air-observation/" + subject.replace("/", "%2F"),
                        Map.of("X-API-Key", hub.key(agency)),
                        "")
                .text();
    }

    @Test
    void completesAnEntityByTheAgencysMapping() {
        String flow = """
                {"data":[{"id":"urn:ngsi-ld:TrafficFlowObserved:7","type":"TrafficFlowObserved","refRoadSegment":{"type":"Relationship","object":"urn:ngsi-ld:RoadSegment:NG-7"},
                  "dateObservedFrom":{"type":"Property","value":"2025-10-03T08:00:00+07:00"},"dateObservedTo":{"type":"Property","value":"2025-10-03T08:05:00+07:00"},
                  "averageVehicleSpeed":{"type":"Property","value":21.5,"unitCode":"KMH"},"intensity":{"type":"Property","value":30}}]}
                """;
        assertThat(tell("H26.XD", flow)
                        .body()
                        .path("results")
                        .path(0)
                        .path("field")
                        .asString(""))
                .isEqualTo("/data/area");
        Answer stored = hub.ask(
                "PUT",
                hub.settings.ingestUrl() + "/v1/mappings/TrafficFlowObserved",
                Map.of("X-API-Key", hub.key("H26.XD"), "Content-Type", "application/yaml"),
                """
                lookup: {csv: "road,commune,free\\nNG-7,00598,43\\n", key: road, column: link}
                data:
                  link: {column: link}
                  area: {lookup: commune}
                  speedKmh: {column: speedKmh}
                  freeFlowKmh: {lookup: free}
                  vehicles: {column: vehicles}
                  averagingMinutes: {column: averagingMinutes}
                """);
        assertThat(stored.status()).as(stored.text()).isEqualTo(200);

        assertThat(tell("H26.XD", flow).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(mean("traffic.speed_ratio", "value")).isEqualTo(0.5));
    }

    /** A broker that is told of an error gives a subscription up: what cannot be used is kept, and found again. */
    @Test
    void keepsWhatCannotBeUsed_andTheSubscriptionLives() {
        for (String data : new String[] {
            "[1,null,\"x\"]",
            "[{\"id\":\"urn:x:lost\",\"type\":\"ParkingSpot\"}]",
            "[{\"id\":\"a\",\"type\":\"AirQualityObserved\",\"dateObserved\":\"2025-10-03T09:00:00Z\"}]",
            "[{\"id\":\"a\",\"type\":\"AirQualityObserved\",\"co\":{\"value\":\"1e10000000\",\"unitCode\":\"GP\"},\"pm25\":1e999}]"
        }) {
            Answer answer = tell("H26.NNMT", "{\"data\":" + data + "}");
            assertThat(answer.status()).as(data).isEqualTo(200);
            assertThat(answer.body().path("accepted").asInt(-1)).isZero();
            assertThat(answer.body().path("refused").asInt()).isPositive();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.ask(
                                        "GET",
                                        hub.settings.queryUrl() + "/v1/dead-letters",
                                        Map.of("X-API-Key", hub.key("H26.NNMT")),
                                        "")
                                .text())
                        .contains("urn:x:lost"));
    }

    @Test
    void refusesWhatIsNoNotification() {
        for (String body : new String[] {"{}", "[]", "{\"data\":{}}", "no json"}) {
            assertThat(tell("H26.NNMT", body).status()).as(body).isEqualTo(400);
        }
        assertThat(tell("H26.NNMT", "{\"data\":[]}").status()).isEqualTo(202);
    }
}
