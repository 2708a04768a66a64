package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.period.CityTime;

/** A live event of one agency passes a backlog of another, and the backlog is counted all the same. */
class LiveFirstIT {

    private static final String BATCH_TYPE = "application/cloudevents-batch+json";
    private static final int BACKLOG = 16_000;
    private static final int BATCH = 2_000;

    private final RunningHub hub = RunningHub.get();

    @Test
    void passesTheBackfillOfAnotherAgency_whichIsCountedAllTheSame() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String today = CityTime.dayOf(now).toString();
        long before = events("00004", today, "day");
        for (int from = 0; from < BACKLOG; from += BATCH) {
            String batch = IntStream.range(from, from + BATCH)
                    .mapToObj(i -> FrontDoorIT.dossierOf("2016-%02d".formatted(1 + i % 12), "backfill-" + i, "00008"))
                    .collect(Collectors.joining(",", "[", "]"));
            assertThat(hub.post("H26.HCC", BATCH_TYPE, batch).status()).isEqualTo(202);
        }
        String live = FrontDoorIT.dossier("live-1", "live-1", now.toString(), "00004", "COUNTER")
                .replace("H26.HCC:test", "H26.X00004")
                .replace("2025-08-10T10:00:00+07:00", now.toString());
        assertThat(hub.post("H26.X00004", "application/cloudevents+json", live).status())
                .isEqualTo(202);
        Instant accepted = Instant.now();

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> events("00004", today, "day") == before + 1);
        assertThat(pending()).as("the backlog is still being counted").isPositive();
        assertThat(dataAsOf()).as("and the hub says so").isBefore(accepted);

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(events("00008", "2016", "year")).isEqualTo(BACKLOG));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(pending()).isZero();
            assertThat(dataAsOf()).isAfter(accepted);
        });
    }

    private long events(String area, String period, String granularity) {
        return hub.row("dg.tthc_on_time", area, period, granularity)
                .path("events")
                .asLong(0);
    }

    private long pending() {
        return hub.get("/v1/reconciliation")
                .body()
                .path("total")
                .path("pending")
                .asLong(-1);
    }

    private Instant dataAsOf() {
        JsonNode asOf = hub.get("/v1/status").body().path("dataAsOf");
        return asOf.isString() ? Instant.parse(asOf.asString()) : Instant.EPOCH;
    }
}
