package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.Keys;

/**
 * All that Kafka knows of how far the processor has read is lost while the processor is away: it reads the log from the
 * beginning, and no number changes.
 */
class ReadAgainIT {

    private static final long EVENTS = 200;
    private static final String WANTED = "/v1/indicators/dg.tthc_on_time/values?area=00004&period=month";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsNothingTwice_andSaysMeanwhileHowOldItsDataAre() throws Exception {
        try (SplitHub hub = SplitHub.quiet(folder)) {
            send(hub, 0);
            send(hub, 0); // every event once more: duplicates
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(events(hub)).isEqualTo(EVENTS);
                assertThat(account(hub)).containsExactly(2 * EVENTS, EVENTS, EVENTS, 0L, 0L);
            });

            hub.processor.kill();
            send(hub, EVENTS);
            Instant accepted = Instant.now();
            forgetHowFarItWas(hub);
            assertThat(asOf(hub)).isAfter(Instant.EPOCH).isBefore(accepted);
            hub.processor.launch();

            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                assertThat(events(hub)).isEqualTo(2 * EVENTS);
                assertThat(account(hub)).containsExactly(3 * EVENTS, 2 * EVENTS, EVENTS, 0L, 0L);
                assertThat(asOf(hub)).isAfter(accepted);
            });
        }
    }

    private void forgetHowFarItWas(SplitHub hub) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", hub.settings.kafka()))) {
            await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
                List<String> groups = admin.listGroups().all().get().stream()
                        .map(GroupListing::groupId)
                        .filter(group -> group.startsWith("hanoi-hub-processor"))
                        .toList();
                for (String group : groups) { // the broker would wait for the killed members
                    admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                            .all()
                            .get();
                }
                admin.deleteConsumerGroups(groups).all().get();
                return groups.isEmpty();
            });
        }
    }

    private void send(SplitHub hub, long from) throws IOException, InterruptedException {
        String batch = LongStream.range(from, from + EVENTS)
                .mapToObj(i -> FrontDoorIT.dossier(
                        "again-" + i, "again-" + i, "2025-08-10T10:00:00+07:00", "00004", "COUNTER"))
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(hub.settings.ingestUrl() + "/v1/events"))
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .header("X-API-Key", Keys.read(folder).of("H26.HCC"))
                        .POST(HttpRequest.BodyPublishers.ofString(batch))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private long events(SplitHub hub) throws IOException, InterruptedException {
        long events = 0;
        for (JsonNode row : get(hub, WANTED).path("values")) {
            events += row.path("events").asLong();
        }
        return events;
    }

    /** Accepted, applied, duplicate, pending, difference. */
    private List<Long> account(SplitHub hub) throws IOException, InterruptedException {
        JsonNode total = get(hub, "/v1/reconciliation").path("total");
        return List.of("accepted", "applied", "duplicate", "pending", "difference").stream()
                .map(word -> total.path(word).asLong(-1))
                .toList();
    }

    private Instant asOf(SplitHub hub) throws IOException, InterruptedException {
        JsonNode asOf = get(hub, "/v1/status").path("dataAsOf");
        return asOf.isString() ? Instant.parse(asOf.asString()) : Instant.EPOCH;
    }

    private JsonNode get(SplitHub hub, String path) throws IOException, InterruptedException {
        return new JsonMapper()
                .readTree(http.send(
                                HttpRequest.newBuilder(URI.create(hub.settings.queryUrl() + path))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
