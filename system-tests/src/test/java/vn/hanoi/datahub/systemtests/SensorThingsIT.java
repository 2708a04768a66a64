package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** A client of the SensorThings API walks from the service's root to the newest observation of a gauge, and every entity on its way is as the standard has it. */
class SensorThingsIT {

    private static final String ROOT = "/sensorthings/v1.1";
    private static final SchemaFile SCHEMAS = new SchemaFile("sensorthings-1.1.json");

    private final RunningHub hub = RunningHub.get();

    private void rain(String id, Instant end, double millimetres) {
        String event = """
                {"specversion":"1.0","type":"vn.hanoi.rain-observation","source":"urn:hanoi:agency:H26.XD","id":"%s","subject":"%s","time":"%s",
                 "data":{"gauge":"Trạm A/1","millimetres":%s,"averagingMinutes":60,"area":"00640"}}""".formatted(id, id, end, millimetres);
        assertThat(hub.post("H26.XD", "application/cloudevents+json", event).status())
                .isEqualTo(202);
    }

    private JsonNode value(String path) {
        Answer answer = path.startsWith("http") ? hub.get(path, "application/json") : hub.get(ROOT + path);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void fromTheRootToTheNewestObservation() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 5; i++) {
            rain("sta-" + i, hour.minus(i, ChronoUnit.HOURS), 10 - i);
        }
        String stream = "/Datastreams('rain.accumulation:Tr=1ea1m=20A=2f1')";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get(ROOT + stream + "/Observations?$count=true")
                                .body()
                                .path("@iot.count")
                                .asInt()
                        == 5);

        List<String> sets = new ArrayList<>();
        for (JsonNode set : value("").path("value")) {
            String name = set.path("name").asString();
            sets.add(name);
            JsonNode entities = value(set.path("url").asString() + "?$top=1000").path("value");
            assertThat(entities.size()).as(name).isPositive();
            entities.forEach(entity -> SCHEMAS.accepts(name, entity));
        }
        assertThat(sets).hasSize(8);

        JsonNode things = value("/Things?$top=10000").path("value");
        JsonNode gauge = things.valueStream()
                .filter(thing -> thing.path("name").asString().equals("Trạm A/1"))
                .findFirst()
                .orElseThrow();
        assertThat(gauge.path("@iot.id").asString()).isEqualTo("gauge:Tr=1ea1m=20A=2f1");
        JsonNode datastream = value(gauge.path("Datastreams@iot.navigationLink").asString())
                .path("value")
                .path(0);
        assertThat(datastream.path("unitOfMeasurement").path("symbol").asString())
                .isEqualTo("mm");
        JsonNode newest = value(
                        datastream.path("Observations@iot.navigationLink").asString()
                                + "?$orderby=phenomenonTime%20desc&$top=1")
                .path("value")
                .path(0);
        assertThat(newest.path("result").asDouble()).isEqualTo(10);
        assertThat(newest.path("phenomenonTime").asString()).isEqualTo(hour.minus(1, ChronoUnit.HOURS) + "/" + hour);
        assertThat(value(newest.path("Datastream@iot.navigationLink").asString())
                        .path("@iot.id"))
                .isEqualTo(datastream.path("@iot.id"));
        assertThat(value(newest.path("@iot.selfLink").asString()).path("result").asDouble())
                .isEqualTo(10);
        assertThat(value(newest.path("FeatureOfInterest@iot.navigationLink").asString())
                        .path("feature")
                        .path("coordinates")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void questionsAreAnsweredOrRefusedWithAdvice() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 4; i++) {
            rain("sta-" + i, hour.minus(i, ChronoUnit.HOURS), 10 - i);
        }
        String observations = "/Datastreams('rain.accumulation:Tr=1ea1m=20A=2f1')/Observations";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get(ROOT + observations).body().path("value").size() >= 4);
        String since = encoded("phenomenonTime ge " + hour.minus(3, ChronoUnit.HOURS) + " and phenomenonTime lt "
                + hour.minus(1, ChronoUnit.HOURS));
        assertThat(value(observations + "?$filter=" + since).path("value").size())
                .isEqualTo(2);

        JsonNode page = value(observations + "?$top=3");
        assertThat(page.path("value").size()).isEqualTo(3);
        JsonNode rest = value(page.path("@iot.nextLink").asString());
        assertThat(rest.path("value").size()).isPositive();

        for (String wrong : List.of(
                "/Thing",
                "/Things('nobody')",
                "/Things(1)",
                "/Datastreams('rain.accumulation:Tr=1ea1m=20A=2f1')/Things")) {
            assertThat(hub.get(ROOT + wrong).status()).as(wrong).isEqualTo(404);
        }
        for (String wrong : List.of(
                "?$expand=Datastreams",
                "?$top=x",
                "?$skip=-1",
                "?$count=maybe",
                "?$filter=" + encoded("result gt 1"),
                "?$filter=" + encoded("phenomenonTime ge yesterday"),
                "?$orderby=result")) {
            Answer answer = hub.get(ROOT + "/Observations" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.body().path("detail").asString()).isNotEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
