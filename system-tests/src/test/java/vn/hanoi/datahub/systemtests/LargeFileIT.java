package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A million rows through a front door with a heap of 512 MB that is killed on the way: each row is in the log once. */
class LargeFileIT {

    private static final int ROWS = Integer.getInteger("file.rows", 30_000);
    private static final String TOPIC = "hanoi.document.v1";
    private static final String INDICATOR = "dg.documents_signed";

    @TempDir
    private Path folder;

    private final RunningHub hub = RunningHub.get();

    private Path file() throws IOException {
        Path file = folder.resolve("documents.csv");
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write("subject,level,electronic,signed,secret,issuedAt,time,system\n");
            for (int i = 0; i < ROWS; i++) {
                csv.write("large-" + i + ",CITY,true,có,không,15/03/2019 08:00,2019-03-15T09:00:00+07:00,large\n");
            }
        }
        return file;
    }

    private JsonNode job(IngestProcess door, String location) {
        return hub.ask("GET", door.url + location, Map.of("X-API-Key", hub.key("H26.VP")), "")
                .body();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyRowIsInTheLogOnce_thoughTheFrontDoorIsKilled() throws Exception {
        Path file = file();
        try (IngestProcess door = new IngestProcess(hub, folder, Map.of())) {
            door.start();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(door.url + "/v1/files?type=document"))
                                    .header("X-API-Key", hub.key("H26.VP"))
                                    .header("Content-Type", "text/csv")
                                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            String location = answer.headers().firstValue("Location").orElseThrow();
            for (int kills = 1; kills <= 2; kills++) {
                int at = kills * ROWS / 4;
                await().atMost(Duration.ofMinutes(4))
                        .pollInterval(Duration.ofMillis(100))
                        .untilAsserted(() -> assertThat(
                                        job(door, location).path("accepted").asInt())
                                .isGreaterThan(at));
                door.kill();
                door.start();
            }

            JsonNode job = await().atMost(Duration.ofMinutes(4))
                    .until(
                            () -> job(door, location),
                            each -> List.of("done", "failed")
                                    .contains(each.path("status").asString("")));

            assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("done");
            assertThat(job.path("accepted").asInt()).isEqualTo(ROWS);
            assertThat(inTheLog()).isEqualTo(ROWS);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(hub.row(INDICATOR, "01", "2019-03", "month")
                                    .path("denominator")
                                    .asInt(-1))
                            .isEqualTo(ROWS));
        }
    }

    /** How many events of the file committed readers see. */
    private long inTheLog() {
        long events = 0;
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", hub.settings.kafka(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> reader.position(to.getKey()) < to.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(500))) {
                    String source =
                            new String(record.headers().lastHeader("ce_source").value(), StandardCharsets.UTF_8);
                    events += source.endsWith(":large") ? 1 : 0;
                }
            }
        }
        return events;
    }
}
