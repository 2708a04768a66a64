package vn.hanoi.datahub.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Measures how far the hub's values are behind what it has accepted. */
final class Delay {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The page reports data as late from 15 s on. */
    private static final double LONG_SECONDS = 8;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI status;

    Delay(String query) {
        this.status = URI.create(query + "/v1/status");
    }

    /** Whether events sent now would be visible late; also true of a hub that does not respond. */
    boolean isLong() throws InterruptedException {
        try {
            String answer = http.send(
                            HttpRequest.newBuilder(status).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return json.readTree(answer).path("delaySeconds").asDouble(Double.MAX_VALUE) > LONG_SECONDS;
        } catch (IOException away) {
            return true;
        }
    }
}
