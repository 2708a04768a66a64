package vn.hanoi.datahub.query.feed;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.net.Instances;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * Asks the running processors for the outcomes of a subject's events. Each processor knows the partitions it works on.
 */
public final class Processors {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Instances instances;
    private final ServiceKey key;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param addresses addresses of the processors: one for each, or one name for all of them
     * @param key the key that the processors require
     */
    public Processors(List<String> addresses, ServiceKey key, JsonMapper json) {
        this.key = key;
        this.instances = new Instances(addresses);
        this.json = json;
    }

    private volatile Map<String, String> states = Map.of();
    private volatile @Nullable Instant waitingSince;

    /** Returns the outcomes, newest last; empty if no processor can be asked now. */
    public Optional<List<JsonNode>> outcomes(String type, String agency, String subject) {
        return all("/internal/outcomes?type=" + encoded(type) + "&agency=" + encoded(agency) + "&subject="
                + encoded(subject));
    }

    /** Returns which of the given agencies have events for a subject; empty if no processor can be asked now. */
    public Optional<List<String>> owners(String type, String subject, List<String> agencies) {
        return all("/internal/owners?type=" + encoded(type) + "&subject=" + encoded(subject) + "&agency="
                        + encoded(String.join(",", agencies)))
                .map(owners -> owners.stream().map(JsonNode::asString).toList());
    }

    /** Returns the combined answers of all processors to one question, each for the partitions it works on. */
    private Optional<List<JsonNode>> all(String question) {
        List<String> answers = instances.now().stream()
                .flatMap(address -> ask(address + question).stream())
                .toList();
        return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(answers.stream()
                        .flatMap(answer -> json.readTree(answer).valueStream())
                        .toList());
    }

    /** Returns the answer to a question; empty if it is not answered with 200. Another processor may answer it. */
    private Optional<String> ask(String question) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(question))
                            .header(ServiceKey.HEADER, key.text())
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Asks each processor whether it is working, and since when its counted events have been waiting for evaluation.
     */
    public void look() {
        Map<String, String> now = new LinkedHashMap<>();
        Instant earliest = null;
        for (String address : instances.now()) {
            now.put(address, state(address));
            Instant since = waitsSince(address);
            if (since != null && (earliest == null || since.isBefore(earliest))) {
                earliest = since;
            }
        }
        states = now;
        waitingSince = earliest;
    }

    /**
     * Returns the moment before which everything counted is in the values; empty if nothing was waiting at the last
     * look.
     */
    public Optional<Instant> waitingSince() {
        return Optional.ofNullable(waitingSince);
    }

    private @Nullable Instant waitsSince(String address) {
        return ask(address + "/internal/waiting")
                .map(answer -> json.readTree(answer).path("since").asString(""))
                .filter(since -> !since.isEmpty())
                .map(Instant::parse)
                .orElse(null);
    }

    /**
     * Returns the state of each processor by address, as of the last look: up, starting (it answers but does not work
     * yet), or down (it does not answer, or has failed permanently).
     */
    public Map<String, String> states() {
        return states;
    }

    private String state(String address) {
        return ask(address + "/readyz").isPresent()
                ? "up"
                : ask(address + "/livez").isPresent() ? "starting" : "down";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
