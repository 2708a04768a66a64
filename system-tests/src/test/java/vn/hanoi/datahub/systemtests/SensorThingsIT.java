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

/**
 * A client of the SensorThings API walks from the service's root to the newest observation of a gauge, and every entity
 * on its way is as the standard has it.
 */
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
        String old = encoded("phenomenonTime ge " + hour.minus(36, ChronoUnit.DAYS));
        String twoDays =
                encoded("phenomenonTime ge " + hour.minus(47, ChronoUnit.HOURS) + " and phenomenonTime lt " + hour);
        assertThat(value("/Observations?$orderby=phenomenonTime&$filter=" + twoDays)
                        .path("value")
                        .size())
                .isPositive();
        for (String wrong : List.of(
                "?$filter=" + old,
                "?$orderby=phenomenonTime",
                "?$skiptoken=x",
                "?$expand=Datastreams",
                "?$top=x",
                "?$top=1&%24top=2",
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

    /** Observations come while a client pages: it misses none of those that were there, and sees none twice. */
    @Test
    void aPageResumesAfterTheLastKey_whateverComesMeanwhile() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 6; i++) {
            rain("sta-page-" + i, hour.minus(40 + 2 * i, ChronoUnit.HOURS), 10 + i);
        }
        String all = "/Observations?$top=10000";
        String window = "&$filter="
                + encoded("phenomenonTime ge " + hour.minus(52, ChronoUnit.HOURS) + " and phenomenonTime le "
                        + hour.minus(36, ChronoUnit.HOURS));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ids(value(all + window)).size() >= 6);
        for (String order : List.of("", "&$orderby=phenomenonTime", "&$orderby=phenomenonTime%20desc")) {
            List<String> there = ids(value(all + window + order));
            assertThat(there).hasSizeGreaterThanOrEqualTo(6);
            JsonNode page = value("/Observations?$top=2&$count=true" + window + order);
            assertThat(page.path("@iot.count").asInt()).isEqualTo(there.size());
            List<String> paged = new ArrayList<>(ids(page));
            Instant between = hour.minus(order.isEmpty() ? 51 : order.endsWith("desc") ? 37 : 49, ChronoUnit.HOURS);
            rain("sta-between-" + order, between, 3);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ids(value(all + window + order)).size() > there.size());
            for (int i = 0; i < 50 && page.has("@iot.nextLink"); i++) {
                assertThat(page.path("@iot.nextLink").asString()).doesNotContain("$skip=");
                page = value(page.path("@iot.nextLink").asString());
                paged.addAll(ids(page));
            }
            assertThat(paged).as(order).doesNotHaveDuplicates().containsAll(there);
        }
    }

    private static List<String> ids(JsonNode page) {
        return page.path("value")
                .valueStream()
                .map(entity -> entity.path("@iot.id").asString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
