package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the hub with an agency's key, retries while the hub asks to come back later, and reports refusals as errors.
 */
public final class HubClient {

    private static final int TRIES = 30;
    private static final long LONGEST_WAIT_SECONDS = 10;
    private static final JsonMapper JSON = new JsonMapper();

    /** Over quota, or a hub behind a proxy that does not respond yet. */
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String ingest;
    private final String query;
    private final String key;
    private final Messages words;

    /** @param key empty where none is needed */
    public HubClient(String ingest, String query, String key, Messages words) {
        this.ingest = ingest;
        this.query = query;
        this.key = key;
        this.words = words;
    }

    /** Thrown when the hub refuses a request, with the detail of its problem response. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int status;

        RefusedException(int status, String detail) {
            super(detail);
            this.status = status;
        }
    }

    /** Returns the address of the ingest service. */
    String ingest() {
        return ingest;
    }

    /** Calls the ingest service. */
    JsonNode ask(String method, String path) throws IOException, InterruptedException {
        return json(send(ingest + path, method, BodyPublishers::noBody, Map.of(), TRIES));
    }

    /** Calls the ingest service for something that must not be done twice: does not retry. */
    JsonNode askOnce(String path, String body) throws IOException, InterruptedException {
        return json(send(
                ingest + path,
                "POST",
                () -> BodyPublishers.ofString(body),
                Map.of("Content-Type", "application/json"),
                1));
    }

    /** Reads from the query service. */
    JsonNode read(String path) throws IOException, InterruptedException {
        return json(send(query + path, "GET", BodyPublishers::noBody, Map.of(), TRIES));
    }

    /**
     * Sends a body that can be created again; returns the path of the {@code Location} in the response, where its
     * progress can be followed. Its host may be another one than that by which this client reaches the hub.
     */
    String upload(String path, Map<String, String> headers, Supplier<BodyPublisher> body)
            throws IOException, InterruptedException {
        return send(ingest + path, "POST", body, headers, TRIES)
                .headers()
                .firstValue("Location")
                .map(location -> location.substring(Math.max(0, location.indexOf("/v1/"))))
                .orElseThrow(() -> new IOException(words.of("no-hub", ingest)));
    }

    private JsonNode json(HttpResponse<byte[]> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException(words.of("no-hub", response.uri()), e);
        }
    }

    private HttpResponse<byte[]> send(
            String url, String method, Supplier<BodyPublisher> body, Map<String, String> headers, int tries)
            throws IOException, InterruptedException {
        IOException last = new IOException("not tried");
        String failure = "away";
        for (int attempt = 0; attempt < tries; attempt++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                    .header("Accept-Language", words.tag())
                    .timeout(Duration.ofMinutes(30))
                    .method(method, body.get());
            headers.forEach(request::header);
            if (!key.isEmpty()) {
                request.header("X-API-Key", key);
            }
            long wait = 1;
            try {
                HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                int status = response.statusCode();
                if (status < 300) {
                    return response;
                } else if (!LATER.contains(status)) {
                    throw new RefusedException(status, detail(response));
                }
                last = new IOException(detail(response));
                failure = "busy";
                wait = response.headers().firstValueAsLong("Retry-After").orElse(1);
            } catch (IOException e) {
                last = e;
                failure = "away";
            }
            if (attempt + 1 == tries) {
                break;
            } else if (attempt == 0) {
                System.err.println("hub: " + words.of("waiting", url, reason(last)));
            }
            TimeUnit.SECONDS.sleep(Math.min(LONGEST_WAIT_SECONDS, wait));
        }
        throw new IOException(words.of(failure, url, reason(last)), last);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private String detail(HttpResponse<byte[]> response) {
        String said = "";
        try {
            JsonNode problem = JSON.readTree(response.body());
            said = problem.path("detail").asString(problem.path("title").asString(""));
        } catch (JacksonException e) {
            // not written by a hub
        }
        return response.statusCode() + " " + (said.isEmpty() ? words.of("no-hub", response.uri()) : said);
    }
}
