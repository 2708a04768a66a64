package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.query.QueryApplication;

/** "What did we publish then?", asked of two query services beside each other, one with an embedded history and one with PostgreSQL. */
class AsPublishedTest {

    private static final String VALUES = "/v1/indicators/dg.tthc_dossiers_online/values?area=00619&period=month";

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    /** A query service of this test's own. */
    private final class Reader implements AutoCloseable {
        private final int port;
        private final Map<String, Object> settings = new HashMap<>();
        private ConfigurableApplicationContext service;

        Reader(String history) throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            settings.put("server.port", port);
            settings.put("hub.kafka", hub.settings.kafka());
            settings.put("hub.registry", hub.settings.registryUrl());
            settings.put("hub.query.history.url", history);
            settings.put("hub.query.history.user", "hub");
            settings.put("spring.main.register-shutdown-hook", false);
            start();
        }

        void start() {
            service = QueryApplication.start(settings);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> hub.get(url("/actuator/health/readiness"), "application/json")
                                    .status()
                            == 200);
        }

        private String url(String path) {
            return "http://127.0.0.1:" + port + path;
        }

        JsonNode august(String asOf) {
            return hub.get(url(VALUES + asOf), "application/json")
                    .body()
                    .path("values")
                    .path(0);
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private void dossier(String id, String channel) {
        assertThat(hub.post(
                                "H26.HCC",
                                "application/cloudevents+json",
                                FrontDoorTest.dossier(
                                        id, "as-published", "2025-08-10T10:00:00+07:00", "00619", channel))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void saysWhatWasPublishedThen_overRestartAndRebuild() throws Exception {
        assumeTrue(LocalPostgres.programs().isPresent(), "PostgreSQL is not installed (package postgresql)");
        Path file = folder.resolve("values.duckdb");
        try (LocalPostgres postgres =
                        LocalPostgres.start(LocalPostgres.programs().get());
                Reader embedded = new Reader("jdbc:duckdb:" + file);
                Reader shared = new Reader(postgres.url())) {
            Instant before = Instant.now();
            dossier("sent", "COUNTER");
            for (Reader reader : new Reader[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(reader.august("").path("value").asDouble(-1))
                                        .isZero());
            }
            Instant between = Instant.now();
            await().atMost(Duration.ofSeconds(70))
                    .until(() -> Instant.now()
                            .isAfter(between.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60)));
            dossier("corrected", "ONLINE_FULL");
            for (Reader reader : new Reader[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(reader.august("").path("value").asDouble()).isEqualTo(100);
                    remembers(reader, before, between);
                });
            }

            embedded.close();
            shared.close();
            embedded.start();
            shared.start();
            for (Reader reader : new Reader[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> remembers(reader, before, between));
            }

            embedded.close();
            shared.close();
            Files.delete(file);
            postgres.empty();
            embedded.start();
            shared.start();
            for (Reader reader : new Reader[] {embedded, shared}) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> remembers(reader, before, between));
            }
        }
    }

    private static void remembers(Reader reader, Instant before, Instant between) {
        assertThat(reader.august("&asOf=" + before).isMissingNode()).isTrue();
        assertThat(reader.august("&asOf=" + between).path("value").asDouble(-1)).isZero();
        assertThat(reader.august("&asOf=" + between).path("status").asString()).isEqualTo("provisional");
        assertThat(reader.august("&asOf=" + Instant.now()).path("value").asDouble())
                .isEqualTo(100);
        assertThat(reader.august("").path("value").asDouble()).isEqualTo(100);
    }
}
