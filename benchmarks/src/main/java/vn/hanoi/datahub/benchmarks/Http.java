package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** Short requests to a service of the hub that may be busy or not yet running. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final String service;
    private final ServiceKey key;

    Http(String service) {
        this(service, new ServiceKey(""));
    }

    Http(String service, ServiceKey key) {
        this.service = service;
        this.key = key;
    }

    boolean isOk(String path) throws InterruptedException {
        try {
            return get(path).statusCode() == OK;
        } catch (IOException away) {
            return false;
        }
    }

    /** Returns the response; a missing node if there is none yet. */
    JsonNode json(String path) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = get(path);
            return answer.statusCode() == OK ? json.readTree(answer.body()) : MissingNode.getInstance();
        } catch (IOException away) {
            return MissingNode.getInstance();
        }
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(service + path))
                        .timeout(PATIENCE)
                        .header(ServiceKey.HEADER, key.text())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
