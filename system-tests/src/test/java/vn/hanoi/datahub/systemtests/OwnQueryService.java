package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.query.QueryApplication;

/** A query service of a test's own beside the hub's, which the test may stop and start. */
final class OwnQueryService implements AutoCloseable {

    private final RunningHub hub;
    private final int port;
    private final Map<String, Object> settings = new HashMap<>();
    private ConfigurableApplicationContext service;

    /** @param history where its history lies */
    OwnQueryService(RunningHub hub, String history) throws IOException {
        this(hub, history, Map.of());
    }

    /** @param more settings besides the usual ones */
    OwnQueryService(RunningHub hub, String history, Map<String, Object> more) throws IOException {
        this.hub = hub;
        settings.put("hub.query.readers", "everybody");
        settings.putAll(more);
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        settings.put("server.port", port);
        settings.put("hub.kafka", hub.settings.kafka());
        settings.put("hub.registry", hub.settings.registryUrl());
        settings.put("hub.access.keys", hub.settings.data().resolve("keys.json").toString());
        settings.put("hub.query.history.url", history);
        settings.put("hub.query.history.user", "hub");
        settings.put("spring.main.register-shutdown-hook", false);
        start();
    }

    /** Starts it and waits until it is ready and its history is filled: until then, older values are answered 503. */
    void start() {
        service = QueryApplication.start(settings);
        String older = "/v1/indicators/dg.tthc_on_time/values?period=day&from=2021-02-01&to=2021-02-02";
        for (String path : List.of("/actuator/health/readiness", older)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> hub.ask("GET", url(path), Map.of("X-API-Key", hub.readerKey()), "")
                                    .status()
                            == 200);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    JsonNode get(String path) {
        return hub.get(url(path), "application/json").body();
    }

    @Override
    public void close() {
        service.close();
    }
}
