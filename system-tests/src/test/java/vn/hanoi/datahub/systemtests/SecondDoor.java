package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.standalone.HubSettings;

/** A second front door beside the shared hub's, with settings of its own: as a city would run two instances. */
final class SecondDoor implements AutoCloseable {

    final String url;
    private final ConfigurableApplicationContext service;

    private SecondDoor(String url, ConfigurableApplicationContext service) {
        this.url = url;
        this.service = service;
    }

    static SecondDoor open(RunningHub hub, Map<String, Object> settings) {
        HubSettings free = RunningHub.settings(hub.settings.data(), "");
        Map<String, Object> all = new HashMap<>(Map.of(
                "server.port", free.ports().ingest(),
                "hub.kafka", hub.settings.kafka(),
                "hub.registry", hub.settings.registryUrl(),
                "hub.access.keys", hub.settings.data().resolve("keys.json").toString()));
        all.putAll(settings);
        SecondDoor door = new SecondDoor(free.ingestUrl(), IngestApplication.start(all));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> hub.get(door.url + "/actuator/health/readiness", "application/json")
                                .status()
                        == 200);
        return door;
    }

    @Override
    public void close() {
        service.close();
    }
}
