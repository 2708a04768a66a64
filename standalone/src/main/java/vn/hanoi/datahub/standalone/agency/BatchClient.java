package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends batches to the ingest service as an agency does: with a key, and again when the hub asks to retry. */
public final class BatchClient {

    private static final int TRIES = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI events;
    private final URI reconciliation;
    private final String key;

    public BatchClient(String ingest, String query, String key) {
        this.events = URI.create(ingest + "/v1/events");
        this.reconciliation = URI.create(query + "/v1/reconciliation");
        this.key = key;
    }

    /**
     * Sends one batch until it is answered. At worst, a retry creates duplicates, which count once.
     *
     * @return the response that the contract defines: {@code accepted}, {@code refused}, {@code results}
     * @throws IOException when the hub is unreachable
     */
    public JsonNode send(List<? extends JsonNode> batch) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(events)
                .header("Content-Type", "application/cloudevents-batch+json")
                .header("X-API-Key", key)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(batch)))
                .build();
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                int status = response.statusCode();
                if (status == 202 || status == 207 || status == 422) {
                    return json.readTree(response.body());
                } else if (status != 503 && status != 429) {
                    throw new IllegalStateException("the hub answered " + status + ": "
                            + json.readTree(response.body()).path("detail").asString(""));
                }
                last = new IOException("the hub answered " + status);
            } catch (IOException e) {
                last = e;
            }
            Thread.sleep(500);
        }
        throw new IOException(events + " does not accept events: " + last.getMessage(), last);
    }

    /** Returns the outcomes of all events accepted from an agency and type so far. */
    public Outcomes outcomes(String agency, String type) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(reconciliation + "?agency=" + agency))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Outcomes sum = new Outcomes(0, 0, 0, 0);
        for (JsonNode account : json.readTree(response.body()).path("accounts")) {
            if (account.path("type").asString("").equals(type)) {
                sum = sum.plus(new Outcomes(
                        account.path("applied").asLong(),
                        account.path("duplicate").asLong(),
                        account.path("superseded").asLong(),
                        account.path("rejected").asLong()));
            }
        }
        return sum;
    }

    /** Counts of events by outcome. */
    public record Outcomes(long applied, long duplicate, long superseded, long rejected) {

        public long total() {
            return applied + duplicate + superseded + rejected;
        }

        Outcomes plus(Outcomes other) {
            return new Outcomes(
                    applied + other.applied,
                    duplicate + other.duplicate,
                    superseded + other.superseded,
                    rejected + other.rejected);
        }
    }
}
