package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** What an agency sees of the hub: receipts, refusals, duplicates, corrections, retractions. */
class FrontDoorIT {

    private static final String ONE = "application/cloudevents+json";
    private static final String MANY = "application/cloudevents-batch+json";

    private final RunningHub hub = RunningHub.get();

    static String dossier(String id, String subject, String time, String area, String channel) {
        return """
                {"specversion":"1.0","type":"vn.hanoi.procedure-dossier","source":"urn:hanoi:agency:H26.HCC:test","id":"%s","subject":"%s","time":"%s",
                 "data":{"procedure":"p1","sector":"land","level":"COMMUNE","area":"%s","channel":"%s","status":"RESOLVED","receivedAt":"2025-08-01T08:00:00+07:00",
                 "dueAt":"2025-08-20T17:00:00+07:00","resolvedAt":"2025-08-10T10:00:00+07:00","identifierLinked":true,"authentication":"VNEID","applicantKind":"PERSON","fee":false}}
                """.formatted(id, subject, time, area, channel);
    }

    /** One that was received, due and resolved in a month, 2022-01 say. */
    static String dossierOf(String month, String id, String area) {
        String day = month + "-10T10:00:00+07:00";
        return dossier(id, id, day, area, "ONLINE_FULL")
                .replace("2025-08-01T08", month + "-01T08")
                .replace("2025-08-20T17", month + "-20T17")
                .replace("2025-08-10T10:00:00+07:00", day);
    }

    private static String dossier(String id, String subject, String area) {
        return dossier(id, subject, "2025-08-10T10:00:00+07:00", area, "ONLINE_FULL");
    }

    private void awaitCount(String area, int numerator, int denominator) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode row = hub.row("dg.tthc_dossiers_online", area, "2025-08", "month");
            assertThat(row.path("numerator").asInt(-1) + "/"
                            + row.path("denominator").asInt(-1))
                    .isEqualTo(numerator + "/" + denominator);
        });
    }

    @Test
    void oneEventMovesTheNumber_andTheReceiptSaysWhereItLies() {
        Answer answer = hub.post("H26.HCC", ONE, dossier("a1", "one", "00008"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("topic").asString()).isEqualTo("hanoi.procedure-dossier.v1");
        assertThat(answer.body().path("offset").isIntegralNumber()).isTrue();
        awaitCount("00008", 1, 1);
        JsonNode row = hub.row("dg.tthc_dossiers_online", "00008", "2025-08", "month");
        assertThat(row.path("areaName").asString()).isEqualTo("Phường Ngọc Hà");
        assertThat(row.path("value").asDouble()).isEqualTo(100.0);
        assertThat(row.path("start").asString()).isEqualTo("2025-08-01T00:00:00+07:00");
        assertThat(row.path("definitionVersion").asInt()).isEqualTo(1);
    }

    @Test
    void aBatchIsAnsweredEventByEvent() {
        String good = dossier("b1", "batch-1", "00025");
        String bad = dossier("b2", "batch-2", "99999");

        Answer mixed = hub.post("H26.HCC", MANY, "[" + good + "," + bad + "]");
        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.body().path("accepted").asInt()).isEqualTo(1);
        assertThat(mixed.body().path("refused").asInt()).isEqualTo(1);
        JsonNode refused = mixed.body().path("results").get(1);
        assertThat(refused.path("index").asInt()).isEqualTo(1);
        assertThat(refused.path("id").asString()).isEqualTo("b2");
        assertThat(refused.path("reason").asString()).isEqualTo("unknown-area");
        assertThat(refused.path("field").asString()).isEqualTo("/data/area");

        assertThat(hub.post("H26.HCC", MANY, "[" + good + "]").status()).isEqualTo(202);
        assertThat(hub.post("H26.HCC", MANY, "[" + bad + "]").status()).isEqualTo(422);
    }

    @Test
    void aBatchLeavesAReceipt_thatItsAgencyFindsAgain() {
        Answer answer = hub.post(
                "H26.HCC", MANY, "[" + dossier("re1", "re-1", "00025") + "," + dossier("re2", "re-2", "99999") + "]");
        String id = answer.body().path("receipt").asString();

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode receipt = receipts("H26.HCC").path("receipts").get(0);
            assertThat(receipt.path("id").asString("")).isEqualTo(id);
            assertThat(receipt.path("type").asString()).isEqualTo("procedure-dossier");
            assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
            assertThat(receipt.path("refused").path("unknown-area").asInt()).isEqualTo(1);
            assertThat(receipt.path("places").get(0).path("firstOffset").asLong())
                    .isEqualTo(
                            answer.body().path("results").get(0).path("offset").asLong());
        });
        assertThat(receipts("H26.VP").toString()).doesNotContain(id);
    }

    private JsonNode receipts(String agency) {
        return hub.ask("GET", hub.settings.queryUrl() + "/v1/receipts", Map.of("X-API-Key", hub.key(agency)), "")
                .body();
    }

    /**
     * One refusal of each status; the reasons themselves are DoorTest's, their statuses ProblemsTest's. 409 is in
     * KeysIT, 413 below.
     */
    @ParameterizedTest(name = "{0} -> {2} {3}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "\"1.0\"; \"0.3\"; 400; malformed; /specversion",
                "H26.HCC:test; H26.VP; 403; not-your-type; /source",
                "\"area\":\"00004\"; \"area\":\"99999\"; 422; unknown-area; /data/area"
            })
    void refusesWithTheReason(String right, String wrong, int status, String reason, String field) {
        String event = dossier("r", "refused", "00004").replace(right, wrong);

        Answer answer = hub.post("H26.HCC", ONE, event);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body().path("reason").asString()).isEqualTo(reason);
        assertThat(answer.body().path("field").asString()).isEqualTo(field);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:hanoi:datahub:problem:" + reason);
        assertThat(answer.body().path("detail").asString()).isNotBlank();
    }

    @Test
    void answersWhatCannotBeReadWithAProblem() {
        byte[] event = dossier("odd", "odd", "00004").getBytes(StandardCharsets.UTF_8);
        String key = hub.key("H26.HCC");

        assertThat(hub.post("/v1/events?dryRun=%ff", Map.of("Content-Type", ONE, "X-API-Key", key), event)
                        .status())
                .isEqualTo(400);
        assertThat(hub.post("/v1/events", Map.of("Content-Type", "multipart/form-data", "X-API-Key", key), event)
                        .status())
                .isEqualTo(415);
        assertThat(hub.post(
                                "/v1/events",
                                Map.of("Content-Type", ONE, "X-API-Key", key, "Accept", "application/xml"),
                                event)
                        .status())
                .isEqualTo(406);
    }

    /** Read as UTF-8, a text in another charset may become another text without a word. */
    @ParameterizedTest(name = "{0} {1}; charset={2}")
    @CsvSource({
        "/v1/events, application/cloudevents+json, iso-8859-1",
        "/v1/events, application/cloudevents-batch+json, utf-16",
        "/v1/events, application/json, windows-1258",
        "/ngsi-ld/v1/notify, application/ld+json, windows-1252",
        "/v1/files?type=procedure-dossier, text/csv, windows-1258"
    })
    void refusesADeclaredCharsetThatItDoesNotRead(String path, String type, String charset) {
        String key = hub.key(path.startsWith("/ngsi") ? "H26.NNMT" : "H26.HCC");

        Answer answer = hub.post(
                path,
                Map.of("Content-Type", type + "; charset=" + charset, "X-API-Key", key),
                dossier("charset", "charset", "00004").getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("detail").asString()).contains("'" + charset + "' is declared");
    }

    @Test
    void knowsItsKeys() {
        byte[] event = dossier("k1", "k1", "00004").getBytes(StandardCharsets.UTF_8);

        assertThat(hub.post("/v1/events", Map.of("Content-Type", ONE), event).status())
                .isEqualTo(401);
        assertThat(hub.post("/v1/events", Map.of("Content-Type", ONE, "X-API-Key", "wrong"), event)
                        .status())
                .isEqualTo(401);
        assertThat(hub.post("/v1/events", Map.of("Content-Type", "text/plain", "X-API-Key", hub.key("H26.HCC")), event)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void refusesWhatIsTooLarge() {
        String tooMany = "[" + String.join(",", java.util.Collections.nCopies(10_001, "{}")) + "]";
        assertThat(hub.post("H26.HCC", MANY, tooMany).status()).isEqualTo(413);
        assertThat(hub.post("H26.HCC", MANY, "[" + " ".repeat(33 << 20) + "]").status())
                .isEqualTo(413);
        assertThat(hub.post("H26.HCC", MANY, "[{").status()).isEqualTo(400);
    }

    @Test
    void takesATenThousandEventBatch() {
        String batch = IntStream.range(0, 10_000)
                .mapToObj(i -> dossier("t" + i, "ten-thousand-" + i, "00103"))
                .collect(java.util.stream.Collectors.joining(",", "[", "]"));

        assertThat(hub.post("H26.HCC", MANY, batch).status()).isEqualTo(202);
        awaitCount("00103", 10_000, 10_000);
    }

    @Test
    void aDryRunPublishesNothing() {
        Answer answer = hub.post(
                "/v1/events?dryRun=true",
                Map.of("Content-Type", ONE, "X-API-Key", hub.key("H26.HCC")),
                dossier("dry", "dry", "00097").getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().has("offset")).isFalse();

        hub.post("H26.HCC", ONE, dossier("wet", "wet", "00097"));

        awaitCount("00097", 1, 1);
    }

    @Test
    void countsOnce_heals_andForgets() {
        String area = "00070";
        hub.post("H26.HCC", ONE, dossier("c1", "case", area));
        hub.post("H26.HCC", ONE, dossier("c1", "case", area));
        hub.post("H26.HCC", ONE, dossier("c2", "other", area));
        awaitCount(area, 2, 2);

        hub.post("H26.HCC", ONE, dossier("c3", "case", "2025-08-11T10:00:00+07:00", area, "COUNTER"));
        awaitCount(area, 1, 2);

        hub.post("H26.HCC", ONE, dossier("c4", "case", "2025-08-09T10:00:00+07:00", area, "ONLINE_FULL"));
        hub.post("H26.HCC", ONE, dossier("c3", "case", "2025-08-12T10:00:00+07:00", area, "ONLINE_FULL"));
        hub.post(
                "H26.HCC",
                ONE,
                dossier("c5", "other", "2025-08-12T10:00:00+07:00", area, "ONLINE_FULL")
                        .replace("\"data\"", "\"operation\":\"retract\",\"data\""));
        awaitCount(area, 0, 1);

        hub.post("H26.HCC", ONE, dossier("c6", "other", "2025-08-13T10:00:00+07:00", area, "ONLINE_FULL"));
        awaitCount(area, 1, 2);
    }

    @Test
    void takesWhatTheCloudEventsSdkSends() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("sdk-1")
                .withType("vn.hanoi.traffic-observation")
                .withSource(URI.create("urn:hanoi:agency:H26.XD"))
                .withSubject("đường Láng")
                .withTime(OffsetDateTime.parse("2025-09-01T08:05:00+07:00"))
                .withData(
                        "application/json",
                        "{\"link\":\"L1\",\"area\":\"00199\",\"speedKmh\":20,\"freeFlowKmh\":50,\"vehicles\":3,\"averagingMinutes\":5}"
                                .getBytes(StandardCharsets.UTF_8))
                .build();
        Map<String, String> headers = new HashMap<>();
        List<byte[]> body = new ArrayList<>();
        headers.put("X-API-Key", hub.key("H26.XD"));
        HttpMessageFactory.createWriter(headers::put, body::add).writeBinary(event);
        headers.entrySet().forEach(header -> header.setValue(percentEncoded(header.getValue())));

        assertThat(hub.post("/v1/events", headers, body.get(0)).status()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.row("traffic.speed_ratio", "00199", "2025-09-01T08", "hour")
                                .path("value")
                                .asDouble(-1))
                        .isEqualTo(0.4));
    }

    /** Java's client sends no header value that is not ASCII; the binding says to encode it. */
    private static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(b >= 0 ? Character.toString((char) b) : String.format("%%%02X", b & 0xff));
        }
        return encoded.toString();
    }
}
