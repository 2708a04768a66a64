package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.standalone.HubSettings;

/** With Kafka away an agency hears so within five seconds, and nothing is acknowledged. */
class KafkaAwayIT {

    @TempDir
    private Path folder;

    @Test
    void saysComeBackLater() throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, "[{\"sha256\":\"" + KeyRing.sha256("secret") + "\",\"agency\":\"H26.HCC\"}]");
        HubSettings settings = RunningHub.settings(folder, "");
        try (ConfigurableApplicationContext ingest = IngestApplication.start(Map.of(
                "server.port", settings.ports().ingest(),
                "hub.kafka", settings.kafka(),
                "hub.registry", RunningHub.get().settings.registryUrl(),
                "hub.access.keys", keys.toString()))) {
            String event = FrontDoorIT.dossier("away", "away", "2025-08-10T10:00:00+07:00", "00004", "COUNTER");

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(settings.ingestUrl() + "/v1/events"))
                                    .header("Content-Type", "application/cloudevents-batch+json")
                                    .header("X-API-Key", "secret")
                                    .timeout(Duration.ofSeconds(5))
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "[" + event + "," + event.replace("away", "too") + "]"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
    }
}
