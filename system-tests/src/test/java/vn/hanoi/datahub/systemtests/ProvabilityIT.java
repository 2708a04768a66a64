package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.standalone.HubCommand;

/** Every number can be traced, and every accepted event found again. */
class ProvabilityIT {

    private static final String ONE = "application/cloudevents+json";
    private static final JsonMapper JSON = new JsonMapper();

    private final RunningHub hub = RunningHub.get();

    private ObjectNode database(String subject, String id, Instant time, boolean connected) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", "vn.hanoi.database")
                .put("source", "urn:hanoi:agency:H26.KHCN")
                .put("subject", subject)
                .put("id", id)
                .put("time", time.toString());
        event.set(
                "data",
                JSON.createObjectNode()
                        .put("connected", connected)
                        .put("lastExchangeAt", time.toString())
                        .put("inForce", true));
        return event;
    }

    private void send(ObjectNode event) {
        assertThat(hub.post("H26.KHCN", ONE, event.toString()).status()).isEqualTo(202);
    }

    private JsonNode get(String path, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.settings.queryUrl() + path));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return JSON.createObjectNode().put("status", answer.statusCode()).set("body", JSON.readTree(answer.body()));
    }

    @Test
    void anAgencySeesWhatBecameOfEachOfItsEvents() throws Exception {
        Instant now = Instant.now();
        String subject = "db/" + now.toEpochMilli();
        send(database(subject, "first", now.minusSeconds(600), true));
        send(database(subject, "first", now.minusSeconds(600), true));
        send(database(subject, "first", now.minusSeconds(600), false));
        send(database(subject, "second", now.minusSeconds(300), false));
        String path = "/v1/events/database/" + subject.replace("/", "%2F");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode body = get(path, hub.key("H26.KHCN")).path("body");
            List<String> outcomes = new ArrayList<>();
            body.path("outcomes")
                    .forEach(outcome -> outcomes.add(outcome.path("id").asString("") + " "
                            + outcome.path("outcome").asString("")));
            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            "second applied", "first superseded", "first rejected", "first duplicate");
            assertThat(body.path("inForce").path("data").path("connected").asBoolean(true))
                    .isFalse();
            assertThat(body.path("inForce").path("data").path("lastExchangeAt").asString(""))
                    .isEqualTo(now.minusSeconds(300)
                            .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                            .toString());
        });
    }

    @Test
    void anEventIsShownToItsAgencyAndOperatorsAlone() throws Exception {
        Instant now = Instant.now();
        String subject = "own-" + now.toEpochMilli();
        send(database(subject, "one", now, true));
        String path = "/v1/events/database/" + subject;

        assertThat(get(path, null).path("status").asInt()).isEqualTo(401);
        assertThat(get(path, "nobody's").path("status").asInt()).isEqualTo(401);
        assertThat(get(path, hub.readerKey()).path("status").asInt()).isEqualTo(403);
        assertThat(get(path + "?agency=H26.KHCN", hub.key("H26.VP"))
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(get(path, hub.key("H26.VP")).path("status").asInt()).isEqualTo(404);
            assertThat(get(path + "?agency=H26.KHCN", hub.operatorKey())
                            .path("status")
                            .asInt())
                    .isEqualTo(200);
        });
    }

    @Test
    void acceptedIsTheSumOfItsOutcomes() {
        Instant now = Instant.now();
        for (int i = 0; i < 5; i++) {
            send(database("sum-" + now.toEpochMilli(), "e" + i, now.minusSeconds(i), true));
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode accounts =
                    hub.get("/v1/reconciliation?agency=H26.KHCN").body().path("accounts");
            assertThat(accounts.size()).isPositive();
            for (JsonNode account : accounts) {
                assertThat(account.path("accepted").asLong())
                        .as(account.toString())
                        .isPositive()
                        .isEqualTo(account.path("applied").asLong()
                                + account.path("duplicate").asLong()
                                + account.path("superseded").asLong()
                                + account.path("rejected").asLong());
                assertThat(account.path("pending").asLong()).isZero();
                assertThat(account.path("difference").asLong()).isZero();
            }
        });
    }

    @Test
    void aValueExplainsItself() {
        assertThat(hub.post(
                                "H26.HCC",
                                ONE,
                                FrontDoorIT.dossier(
                                        "explain", "explain", "2025-10-10T10:00:00+07:00", "00070", "ONLINE_FULL"))
                        .status())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode explained = hub.get("/v1/indicators/dg.tthc_dossiers_online/explain?area=00070&period=2025-08")
                    .body();
            assertThat(explained.path("formula").path("vi").asString("")).contains("÷");
            assertThat(explained.path("definitionVersion").asInt()).isEqualTo(1);
            assertThat(explained.path("contributions").path(0).path("agency").asString(""))
                    .isEqualTo("H26.HCC");
            assertThat(explained
                            .path("contributions")
                            .path(0)
                            .path("denominator")
                            .asInt())
                    .isEqualTo(explained.path("value").path("denominator").asInt());
            assertThat(explained.path("latestEvents").path(0).path("topic").asString(""))
                    .isEqualTo("hanoi.procedure-dossier.v1");
            assertThat(explained.path("boundaries").path("validFrom").asString(""))
                    .isEqualTo("2025-07-01");
            assertThat(explained.path("boundaries").path("madeOf").size()).isPositive();
        });
        assertThat(hub.get("/v1/indicators/dg.tthc_dossiers_online/explain?area=00070&period=2025-10-10T10")
                        .status())
                .isEqualTo(400);
        assertThat(hub.get("/v1/indicators/dg.tthc_dossiers_online/explain?area=00070&period=1999")
                        .status())
                .isEqualTo(404);
    }

    /**
     * One event in a cell of its own, corrected once, and another's in the next month: only the correction is behind
     * the value.
     */
    @Test
    void theNewestEventsOfAnExplanationAreThoseThatCountInTheValue() {
        hub.post("H26.HCC", ONE, FrontDoorIT.dossier("b1", "behind", "2025-09-10T10:00:00+07:00", "00292", "COUNTER"));
        JsonNode corrected = hub.post(
                        "H26.HCC",
                        ONE,
                        FrontDoorIT.dossier("b2", "behind", "2025-09-11T10:00:00+07:00", "00292", "ONLINE_FULL"))
                .body();
        hub.post("H26.HCC", ONE, FrontDoorIT.dossier("b3", "other", "2025-10-11T10:00:00+07:00", "00301", "COUNTER"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode explained = hub.get("/v1/indicators/dg.tthc_dossiers_online/explain?area=00292&period=2025-08")
                    .body();
            assertThat(explained.path("value").path("numerator").asInt()).isEqualTo(1);
            assertThat(explained.path("latestEvents").size()).isEqualTo(1);
            assertThat(explained.path("latestEvents").path(0).path("offset").asLong(-1))
                    .isEqualTo(corrected.path("offset").asLong(-2));
        });
    }

    @Test
    void anOperatorNeedNotSayWhoseSubjectItIs() throws Exception {
        hub.post("H26.HCC", ONE, FrontDoorIT.dossier("w1", "whose", "2025-09-10T10:00:00+07:00", "00301", "COUNTER"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/v1/events/procedure-dossier/whose", hub.operatorKey())
                                .path("body")
                                .path("agency")
                                .asString(""))
                        .isEqualTo("H26.HCC"));
        assertThat(get("/v1/events/procedure-dossier/nobodys", hub.operatorKey())
                        .path("status")
                        .asInt())
                .isEqualTo(404);
    }

    /** A dead letter is worded when it is read. */
    private List<String> inVietnamese(String reason, String key) {
        return hub.ask(
                        "GET",
                        hub.settings.queryUrl() + "/v1/dead-letters?reason=" + reason,
                        Map.of("X-API-Key", key, "Accept-Language", "vi-VN,vi;q=0.9,en;q=0.5"),
                        "")
                .body()
                .findValuesAsString("detail");
    }

    @Test
    void deadLettersAreFoundWithReasonAndOrigin_andCanBeDrivenAgain() throws Exception {
        Instant now = Instant.now();
        String subject = "dead-" + now.toEpochMilli();
        send(database(subject, "one", now.minusSeconds(60), true));
        send(database(subject, "one", now.minusSeconds(60), false));
        hub.post("H26.HCC", ONE, FrontDoorIT.dossier("x", "x", "2025-08-10T10:00:00+07:00", "99999", "COUNTER"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode rejected = get("/v1/dead-letters?reason=id-reused&type=database", hub.key("H26.KHCN"))
                    .path("body")
                    .path("deadLetters");
            assertThat(rejected.findValuesAsString("subject")).contains(subject);
            assertThat(rejected.path(0).path("topic").asString("")).isEqualTo("hanoi.database.v1");
            assertThat(get("/v1/dead-letters?reason=unknown-area", hub.operatorKey())
                            .path("body")
                            .path("deadLetters")
                            .path(0)
                            .path("stage")
                            .asString(""))
                    .isEqualTo("ingest");
            assertThat(get("/v1/dead-letters?reason=unknown-area", hub.key("H26.KHCN"))
                            .path("body")
                            .path("deadLetters")
                            .size())
                    .isZero();
        });
        assertThat(inVietnamese("id-reused", hub.key("H26.KHCN")))
                .contains("id one đã được dùng cho đối tượng này với nội dung khác");
        assertThat(inVietnamese("unknown-area", hub.operatorKey())).contains("không có đơn vị hành chính '99999'");
        int exit = HubCommand.line(Map.of())
                .execute(
                        "redrive",
                        "--yes",
                        "--type",
                        "database",
                        "--reason",
                        "id-reused",
                        "--kafka",
                        hub.settings.kafka(),
                        "--registry",
                        hub.settings.registryUrl());

        assertThat(exit).isZero();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<String> outcomes = new ArrayList<>();
            get("/v1/events/database/" + subject, hub.key("H26.KHCN"))
                    .path("body")
                    .path("outcomes")
                    .forEach(outcome -> outcomes.add(outcome.path("outcome").asString("")));
            assertThat(outcomes).containsExactlyInAnyOrder("applied", "rejected", "rejected");
        });
    }

    @Test
    void oldUnitsAreReadInTodaysBoundaries() {
        assertThat(hub.post(
                                "H26.HCC",
                                ONE,
                                FrontDoorIT.dossier(
                                                "old-unit",
                                                "old-unit",
                                                "2025-03-10T10:00:00+07:00",
                                                "00001",
                                                "ONLINE_FULL")
                                        .replace("\"resolvedAt\":\"2025-08", "\"resolvedAt\":\"2025-03"))
                        .status())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode rebased = hub.get("/v1/indicators/dg.tthc_dossiers_online/values"
                            + "?level=commune&period=month&from=2025-03&to=2025-04&boundaries=current")
                    .body()
                    .path("values");
            assertThat(rebased.size()).isPositive();
            double shared = 0;
            for (JsonNode value : rebased) {
                shared += value.path("denominator").asDouble();
                assertThat(value.path("area").asString("")).isNotEqualTo("00001");
            }
            assertThat(shared).isGreaterThan(0.99);
        });
        assertThat(hub.get("/v1/indicators/dg.tthc_dossiers_online/values?boundaries=future")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anAgencysQualityShowsFreshnessRefusalsAndCorrections() {
        Instant now = Instant.now();
        String subject = "quality-" + now.toEpochMilli();
        send(database(subject, "one", now.minusSeconds(60), true));
        send(database(subject, "two", now.minusSeconds(30), true));
        ObjectNode wrong = database(subject, "three", now, true);
        ((ObjectNode) wrong.get("data")).put("colour", "red");
        assertThat(hub.post("H26.KHCN", ONE, wrong.toString()).status()).isEqualTo(422);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode feeds = hub.get("/v1/agencies/H26.KHCN/quality").body().path("feeds");
            JsonNode feed = JSON.missingNode();
            for (JsonNode each : feeds) {
                feed = each.path("type").asString("").equals("database") ? each : feed;
            }
            assertThat(feed.path("state").asString("")).isEqualTo("on-time");
            assertThat(feed.path("cadence").asString("")).isEqualTo("PT24H");
            assertThat(feed.path("freshness").asDouble()).isEqualTo(1.0);
            assertThat(feed.path("corrected").asLong()).isPositive();
            assertThat(feed.path("refused").path("unknown-field").asLong()).isPositive();
            assertThat(feeds.findValuesAsString("state")).contains("never");
        });
        assertThat(hub.get("/v1/agencies/H26.NOBODY/quality").status()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.get("/v1/indicators/hub.refusal_rate/values?by=feed&period=day")
                                .text())
                        .contains("H26.KHCN/database"));
    }

    @Test
    void planTasksAreCountedByGroupAndLead_lateAndDueSoon() {
        Instant now = Instant.now();
        for (int days : new int[] {-3, 10, 90}) {
            ObjectNode event = JSON.createObjectNode()
                    .put("specversion", "1.0")
                    .put("type", "vn.hanoi.plan-task")
                    .put("source", "urn:hanoi:agency:H26.VP")
                    .put("subject", "task" + days)
                    .put("id", "task" + days + now)
                    .put("time", now.minusSeconds(5).toString());
            event.set(
                    "data",
                    JSON.createObjectNode()
                            .put("group", "ARCHIVES")
                            .put("leadAgency", "H26.LTLS")
                            .put("dueAt", now.plus(Duration.ofDays(days)).toString())
                            .put("status", "IN_PROGRESS")
                            .put("progress", 10));
            assertThat(hub.post("H26.VP", ONE, event.toString()).status()).isEqualTo(202);
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode row = JSON.missingNode();
            for (JsonNode each : hub.get("/v1/tasks").body().path("leadAgencies")) {
                row = each.path("leadAgency").asString("").equals("H26.LTLS") ? each : row;
            }
            assertThat(row.path("tasks").asInt()).isEqualTo(3);
            assertThat(row.path("completed").asInt(-1)).isZero();
            assertThat(row.path("overdue").asInt()).isEqualTo(1);
            assertThat(row.path("dueSoon").asInt()).isEqualTo(1);
        });
    }
}
