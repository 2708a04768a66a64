package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Sends a city's load to the ingest service, with eight clients. Each request has the key of the agency whose batch it
 * sends, and is repeated when the hub asks to retry later.
 */
final class LoadSender {

    private static final int CLIENTS = 8;
    private static final int TRIES = 200;
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;
    private static final int AWAY = 503;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI events;
    private final UnaryOperator<String> keys;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();

    /** @param keys returns the key of an agency */
    LoadSender(String ingest, UnaryOperator<String> keys) {
        this.events = URI.create(ingest + "/v1/events");
        this.keys = keys;
    }

    /** Returns the number of events accepted so far. */
    int accepted() {
        return accepted.get();
    }

    /** Returns the number of requests that were answered with 429 or 503, and sent again. */
    int sentAgain() {
        return tries.get();
    }

    /**
     * Sends the whole load; returns when all of it is accepted.
     *
     * @throws IllegalStateException if anything is refused
     */
    void send(CityLoad load) {
        send(load, load.batches());
    }

    /** Sends some batches of the load. */
    void send(CityLoad load, List<CityLoad.Batch> batches) {
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<?>[] clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
                                CityLoad.Batch batch = batches.get(i);
                                send(batch.agency(), load.body(batch));
                                accepted.addAndGet(batch.numbers().length);
                            }
                        },
                        command -> new Thread(command, "client").start()))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(clients).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("not all was accepted", e.getCause());
        }
    }

    /** Sends one batch until it is accepted. */
    void send(String agency, byte[] body) {
        HttpRequest request = request(agency, body);
        try {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == ACCEPTED) {
                    return;
                } else if (answer.statusCode() != TOO_MANY && answer.statusCode() != AWAY) {
                    throw new IllegalStateException(answer.statusCode() + " "
                            + new String(answer.body(), StandardCharsets.UTF_8)
                                    .substring(0, Math.min(1_000, answer.body().length)));
                }
                tries.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(250);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the hub does not take events");
    }

    /** Sends one batch once; completes with the status of the response. */
    CompletableFuture<Integer> offer(String agency, byte[] body) {
        return http.sendAsync(request(agency, body), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    private HttpRequest request(String agency, byte[] body) {
        return HttpRequest.newBuilder(events)
                .header("Content-Type", "application/cloudevents-batch+json")
                .header("X-API-Key", keys.apply(agency))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }
}
