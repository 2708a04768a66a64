package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.query.history.LocalPostgres;

/**
 * "What did we publish then?", asked of two query services beside each other, one with an embedded history and one with
 * PostgreSQL.
 */
class AsPublishedIT {

    private static final String VALUES = "/v1/indicators/dg.tthc_dossiers_online/values?area=00619&period=month";

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    private void dossier(String id, String channel) {
        assertThat(hub.post(
                                "H26.HCC",
                                "application/cloudevents+json",
                                FrontDoorIT.dossier(id, "as-published", "2025-08-10T10:00:00+07:00", "00619", channel))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void saysWhatWasPublishedThen_overRestartAndRebuild() throws Exception {
        assumeTrue(LocalPostgres.programs().isPresent(), "PostgreSQL is not installed (package postgresql)");
        Path file = folder.resolve("values.duckdb");
        try (LocalPostgres postgres =
                        LocalPostgres.start(LocalPostgres.programs().get());
                OwnQueryService embedded = new OwnQueryService(hub, "jdbc:duckdb:" + file);
                OwnQueryService shared = new OwnQueryService(hub, postgres.url())) {
            Instant before = Instant.now();
            dossier("sent", "COUNTER");
            for (OwnQueryService reader : new OwnQueryService[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(
                                        august(reader, "").path("value").asDouble(-1))
                                .isZero());
            }
            Instant between = Instant.now();
            dossier("corrected", "ONLINE_FULL");
            for (OwnQueryService reader : new OwnQueryService[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(august(reader, "").path("value").asDouble()).isEqualTo(100);
                });
                assertThat(august(reader, "&asOf=" + Instant.now())
                                .path("value")
                                .asDouble())
                        .isEqualTo(100);
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    remembers(reader, before, between);
                });
            }

            embedded.close();
            shared.close();
            embedded.start();
            shared.start();
            for (OwnQueryService reader : new OwnQueryService[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> remembers(reader, before, between));
            }

            embedded.close();
            shared.close();
            Files.delete(file);
            postgres.empty();
            embedded.start();
            shared.start();
            for (OwnQueryService reader : new OwnQueryService[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> remembers(reader, before, between));
            }
        }
    }

    private static JsonNode august(OwnQueryService reader, String asOf) {
        return reader.get(VALUES + asOf).path("values").path(0);
    }

    private static void remembers(OwnQueryService reader, Instant before, Instant between) {
        assertThat(august(reader, "&asOf=" + before).isMissingNode()).isTrue();
        assertThat(august(reader, "&asOf=" + between).path("value").asDouble(-1))
                .isZero();
        assertThat(august(reader, "&asOf=" + between).path("status").asString()).isEqualTo("provisional");
        assertThat(august(reader, "&asOf=" + Instant.now()).path("value").asDouble())
                .isEqualTo(100);
        assertThat(august(reader, "").path("value").asDouble()).isEqualTo(100);
    }
}
