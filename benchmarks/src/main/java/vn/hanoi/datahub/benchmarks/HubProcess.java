package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.hanoi.datahub.standalone.HubCommand;
import vn.hanoi.datahub.standalone.HubSettings;

/** The whole hub as started by {@code ./hub up}: one JVM, on free ports, with a separate data folder. */
final class HubProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final String HEAP = System.getProperty("hub.heap", "2g");

    private final OwnJvm jvm;
    private final HubSettings settings;

    private HubProcess(OwnJvm jvm, HubSettings settings) {
        this.jvm = jvm;
        this.settings = settings;
    }

    /**
     * Starts the hub; returns when it accepts events and serves values.
     *
     * @throws IllegalStateException if it is not ready within three minutes
     */
    static HubProcess start(Path folder) throws IOException, InterruptedException {
        HubSettings settings = HubSettings.elsewhere(folder.resolve("data"));
        HubSettings.Ports ports = settings.ports();
        Map<String, String> environment = Map.of(
                "HUB_QUERY_PORT", Integer.toString(ports.query()),
                "HUB_INGEST_PORT", Integer.toString(ports.ingest()),
                "HUB_PROCESSOR_PORT", Integer.toString(ports.processor()),
                "HUB_REGISTRY_PORT", Integer.toString(ports.registry()),
                "HUB_KAFKA_PORT", Integer.toString(ports.kafka()));
        OwnJvm jvm = OwnJvm.start(
                folder.resolve("hub"),
                false,
                environment,
                List.of(
                        "-Xmx" + HEAP,
                        "-XX:+UseParallelGC", // as ./hub does
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HubCommand.class.getName(),
                        "up",
                        "--data",
                        settings.data().toString()));
        HubProcess hub = new HubProcess(jvm, settings);
        hub.awaitReady(folder);
        return hub;
    }

    private void awaitReady(Path folder) throws InterruptedException {
        long until = System.nanoTime() + READY_WITHIN.toNanos();
        Http ingest = new Http(settings.ingestUrl());
        Http query = new Http(settings.queryUrl());
        while (!ingest.isOk("/actuator/health/readiness") || !query.isOk("/actuator/health/readiness")) {
            if (!jvm.isAlive() || System.nanoTime() > until) {
                close();
                throw new IllegalStateException("the hub does not start; " + folder + " says why");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    HubSettings settings() {
        return settings;
    }

    String processorUrl() {
        return "http://" + settings.host() + ":" + settings.ports().processor();
    }

    long peakMegabytes() {
        return jvm.peakMegabytes();
    }

    double processorSeconds() {
        return jvm.processorSeconds();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
