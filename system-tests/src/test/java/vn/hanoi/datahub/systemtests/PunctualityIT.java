package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** A department reports the plan's tasks of the running month, and the hub says that it did so on time. */
class PunctualityIT {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    private final RunningHub hub = RunningHub.get();

    private JsonNode reports(String query) {
        return hub.get("/v1/punctuality" + query).body();
    }

    @Test
    void aReportOfTheRunningMonthIsOnTime_andCountsInTheRatesOnceItIsDue() {
        ReportSchedule schedule = CATALOGUE.schedule("plan-task").orElseThrow();
        Instant before = Instant.now();
        ReportingPeriod month = schedule.containing(CityTime.dayOf(before));
        assertThat(hub.post("H26.KHCN", "application/cloudevents+json", """
                        {"specversion":"1.0","type":"vn.hanoi.plan-task","source":"urn:hanoi:agency:H26.KHCN","id":"punctuality-1",
                         "subject":"punctuality","time":"%s","data":{"group":"ARCHIVES","leadAgency":"H26.KHCN","dueAt":"2019-01-01T00:00:00Z",
                         "status":"CANCELLED","progress":0}}
                        """.formatted(before))
                        .status())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode answer = reports("?agency=H26.KHCN&type=plan-task&period=month");
            JsonNode report = answer.path("reports").path(0);
            assertThat(report.path("period").asString()).isEqualTo(month.text());
            assertThat(report.path("status").asString()).isEqualTo("on-time");
            assertThat(Instant.parse(report.path("deliveredAt").asString()))
                    .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
            assertThat(Instant.parse(report.path("due").asString()))
                    .isEqualTo(schedule.due(month, CATALOGUE.workingDays()));
            assertThat(report.path("postponedHours").asInt()).isZero();
            assertThat(answer.path("agencies").path(0).path("due").asInt()).isZero();
            assertThat(answer.path("city").path(0).path("onTimeRate").isNull()).isTrue();
        });
        assertThat(hub.get(
                                hub.settings.queryUrl() + "/v1/punctuality?agency=H26.KHCN&type=plan-task&period=month",
                                "text/csv")
                        .text())
                .startsWith("agency,agencyName,type,")
                .contains("H26.KHCN,Sở Khoa học và Công nghệ,plan-task,")
                .contains(month.text());
        JsonNode feed = hub.get("/v1/freshness")
                .body()
                .path("feeds")
                .valueStream()
                .filter(each -> each.path("agency").asString().equals("H26.KHCN")
                        && each.path("type").asString().equals("plan-task"))
                .findFirst()
                .orElseThrow();
        assertThat(feed.path("state").asString()).isEqualTo("on-time");
        assertThat(feed.path("reporting").path("regime").asString()).isEqualTo("nd-09-2019");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "?agency=H26.NOBODY; there is no agency 'H26.NOBODY'",
                "?type=air-observation; there is no event type with periodic feeds 'air-observation'",
                "?regime=nd-9; there is no reporting regime 'nd-9'",
                "?period=fortnight; there is no kind of period 'fortnight'",
                "?from=soon; from is a day such as 2025-12-31, or a month such as 2025-12, in the years 1900 to 2999, not 'soon'",
                "?from=2026-02-01&to=2026-02-01; from is a day before to, not 2026-02-01 and 2026-02-01",
                "?agnecy=H26.VP; agency"
            })
    void saysWhatIsWrongWithAQuestion(String query, String message) {
        RunningHub.Answer answer = hub.get("/v1/punctuality" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(message);
    }
}
