package vn.hanoi.datahub.query.operate;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/** Forwards operators' requests to the ingest service, which manages quarantines and re-drives. */
final class IngestClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @param address address of the ingest service */
    public IngestClient(String address) {
        this.address = address;
    }

    /**
     * Forwards one request.
     *
     * @param path path as received, with its query
     * @param identity the headers that identify the caller
     * @throws ServiceUnavailableException if the ingest service does not answer
     */
    public HttpResponse<byte[]> ask(String method, String path, Map<String, String> identity, byte[] body) {
        HttpRequest request;
        try {
            HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            identity.forEach(asked::header);
            request = asked.build();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the address of the request cannot be read: " + e.getMessage());
        }
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            throw new ServiceUnavailableException("the ingest service does not answer; nothing was changed");
        } catch (IOException brokenOff) {
            throw new ServiceUnavailableException(
                    "the ingest service has not answered yet; what was asked may still be going on, look again before asking once more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("the service stops");
        }
    }
}
