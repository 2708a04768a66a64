package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** An agency that sends more than its share is told to come back; another notices nothing. */
class QuotaIT {

    private final RunningHub hub = RunningHub.get();

    private Answer batch(SecondDoor door, String agency, int events) {
        return hub.ask(
                "POST",
                door.url + "/v1/events",
                Map.of("X-API-Key", hub.key(agency), "Content-Type", "application/cloudevents-batch+json"),
                IntStream.range(0, events)
                        .mapToObj(i -> FrontDoorIT.dossier(
                                        "q" + i, "quota-" + i, "2025-08-10T10:00:00+07:00", "00004", "COUNTER")
                                .replace("H26.HCC:test", agency))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    @Test
    void tellsWhenToComeBack_andLetsInAgain() {
        try (SecondDoor door = SecondDoor.open(hub, Map.of("hub.ingest.quota.events", 10))) {
            Answer first = batch(door, "H26.HCC", 30);
            assertThat(first.status()).isEqualTo(202);
            assertThat(first.headers().firstValue("RateLimit-Policy"))
                    .hasValue("\"events\";q=10;w=1, \"bytes\";q=268435456;w=1");
            assertThat(first.headers().firstValue("RateLimit").orElse("")).startsWith("\"events\";r=0;t=");

            Answer second = batch(door, "H26.HCC", 1);
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.body().path("type").asString()).isEqualTo("urn:hanoi:datahub:problem:over-quota");
            assertThat(Integer.parseInt(
                            second.headers().firstValue("Retry-After").orElse("0")))
                    .isBetween(1, 3);
            assertThat(batch(door, "H26.X00004", 1).status()).isEqualTo(202);

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(batch(door, "H26.HCC", 1).status()).isEqualTo(202));
        }
    }

    @Test
    void countsBytesToo() {
        try (SecondDoor door = SecondDoor.open(hub, Map.of("hub.ingest.quota.bytes", "1KB"))) {
            assertThat(batch(door, "H26.HCC", 10).status()).isEqualTo(202);
            assertThat(batch(door, "H26.HCC", 1).status()).isEqualTo(429);
        }
    }

    /** Bodies that never end: what one agency has in memory by them is bounded, and goes with their connections. */
    @Test
    void boundsWhatAnAgencyHoldsInMemory() throws Exception {
        try (SecondDoor door = SecondDoor.open(hub, Map.of());
                Socket one = endless(door, "H26.HCC");
                Socket two = endless(door, "H26.HCC")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Answer refused = batch(door, "H26.HCC", 2_000);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.body().path("detail").asString())
                        .startsWith("the bodies that are being read for H26.HCC have reached their total size limit");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            });
            assertThat(batch(door, "H26.X00004", 1).status()).isEqualTo(202);

            one.close();
            two.close();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(batch(door, "H26.HCC", 2_000).status()).isEqualTo(202));
        }
    }

    /** A connection that has sent all but the end of the largest body. */
    private Socket endless(SecondDoor door, String agency) throws IOException {
        URI url = URI.create(door.url);
        Socket socket = new Socket(url.getHost(), url.getPort());
        byte[] body = new byte[(32 << 20) - 1];
        Arrays.fill(body, (byte) ' ');
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/events HTTP/1.1\r\nHost: hub\r\nX-API-Key: " + hub.key(agency)
                        + "\r\nContent-Type: application/cloudevents-batch+json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return socket;
    }
}
