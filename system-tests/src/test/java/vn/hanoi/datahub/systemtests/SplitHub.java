package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.query.QueryApplication;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.demo.DemoFeed;
import vn.hanoi.datahub.standalone.registry.RegistryServer;
import vn.hanoi.datahub.streams.StreamsProcessorApplication;

/** A hub each part of which is a process of its own, so that they can be killed one by one. */
final class SplitHub implements AutoCloseable {

    /** A quarter ends in them, so that every indicator of the plan has a value. */
    private static final int DAYS = 95;

    private static final int RATE = 5;

    /** How processors share their work out: {@code classic}, with warm copies, or {@code streams}. */
    private static final String PROTOCOL = System.getProperty("faults.protocol", "classic");

    final HubSettings settings;
    final BrokerProcess broker;
    final OwnRegistry registry = new OwnRegistry();
    final ServiceProcess ingest;
    final ServiceProcess processor;
    final ServiceProcess query;
    final List<ServiceProcess> processors;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** The schema registry, in this process. */
    final class OwnRegistry {
        private @Nullable RegistryServer server;

        void start() {
            server = RegistryServer.start(
                    KafkaConnection.to(settings.kafka()),
                    RunningHub.SERVICE_KEY,
                    settings.bind(),
                    settings.ports().registry());
        }

        void stop() {
            if (server != null) {
                server.close();
            }
        }
    }

    private SplitHub(Path folder, int instances) {
        this(folder, instances, Map.of());
    }

    /** @param more settings besides the usual ones */
    private SplitHub(Path folder, int instances, Map<String, String> more) {
        settings = RunningHub.settings(folder, "");
        HubSettings.Ports ports = settings.ports();
        List<Integer> processorPorts = new ArrayList<>(RunningHub.freePorts(instances - 1));
        processorPorts.add(0, ports.processor());
        Map<String, String> environment = new HashMap<>(Map.of(
                "HUB_QUERY_PORT", Integer.toString(ports.query()),
                "HUB_INGEST_PORT", Integer.toString(ports.ingest()),
                "HUB_PROCESSORS",
                        processorPorts.stream()
                                .map(port -> "http://127.0.0.1:" + port)
                                .collect(Collectors.joining(",")),
                "HUB_REGISTRY_PORT", Integer.toString(ports.registry()),
                "HUB_KAFKA_PORT", Integer.toString(ports.kafka()),
                "HUB_KEYS", Keys.hashed(folder).toString(),
                "HUB_FILES", folder.resolve("files").toString(),
                "HUB_PARTITIONS", Integer.toString(settings.partitions()),
                "HUB_PROCESSOR_EXITAFTER", "2s",
                "HUB_HISTORY", "jdbc:duckdb:" + folder.resolve("values.duckdb")));
        environment.put("HUB_READERS", "everybody");
        environment.put("HUB_SERVICE_KEY", RunningHub.SERVICE_KEY.text());
        environment.putAll(more);
        broker = new BrokerProcess(settings);
        processors = IntStream.range(0, instances)
                .mapToObj(i -> {
                    Map<String, String> own = new HashMap<>(environment);
                    own.put("HUB_PROCESSOR_PORT", Integer.toString(processorPorts.get(i)));
                    own.put("HUB_INSTANCE", "processor-" + i);
                    own.put("HUB_STATE", state(folder, i).toString());
                    own.put("HUB_GROUP_PROTOCOL", PROTOCOL);
                    own.put("HUB_STANDBYS", instances > 1 && PROTOCOL.equals("classic") ? "1" : "0");
                    return new ServiceProcess(StreamsProcessorApplication.class, processorPorts.get(i), own, folder);
                })
                .toList();
        processor = processors.get(0);
        ingest = new ServiceProcess(IngestApplication.class, ports.ingest(), environment, folder);
        query = new ServiceProcess(QueryApplication.class, ports.query(), environment, folder);
    }

    /** Where an instance of the processor keeps its state. */
    static Path state(Path folder, int instance) {
        return folder.resolve("streams-" + instance);
    }

    /** One that nobody feeds. */
    static SplitHub quiet(Path folder) throws Exception {
        return started(new SplitHub(folder, 1));
    }

    /** One with so many processors, and a disk for Kafka that can be filled. */
    static SplitHub toHurt(Path folder, int instances) throws Exception {
        return toHurt(folder, instances, Map.of());
    }

    static SplitHub toHurt(Path folder, int instances, Map<String, String> more) throws Exception {
        SplitHub hub = new SplitHub(folder, instances, more);
        hub.broker.takeSmallDisk();
        return started(hub);
    }

    private static SplitHub started(SplitHub hub) throws Exception {
        try {
            hub.start();
            return hub;
        } catch (Exception | AssertionError e) {
            hub.close();
            throw e;
        }
    }

    /** One that is fed with the simulated city. */
    static SplitHub fed(Path folder) throws Exception {
        SplitHub hub = quiet(folder);
        Thread feed = new Thread(
                new DemoFeed(
                        hub.settings,
                        RunningHub.catalogue().areas(),
                        1,
                        new DemoFeed.Load(DAYS, 2, RATE, 0),
                        line -> {}),
                "city");
        feed.setDaemon(true);
        feed.start();
        hub.started.push(() -> {
            feed.interrupt();
            feed.join();
        });
        return hub;
    }

    private void start() throws IOException {
        Keys.makeOnce(settings.data(), RunningHub.catalogue());
        started.push(broker);
        broker.start();
        started.push(registry::stop);
        registry.start();
        List<Topic<?, ?>> topics = Topics.of(RunningHub.catalogue());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
            Provisioning.createTopics(admin, topics, settings.partitions(), Optional.empty());
        }
        Provisioning.registerSchemas(Registry.client(settings.registryUrl(), RunningHub.SERVICE_KEY), topics);
        List<ServiceProcess> services = new ArrayList<>(processors);
        services.addAll(List.of(ingest, query));
        for (ServiceProcess service : services) {
            started.push(service);
            service.launch();
        }
        services.forEach(ServiceProcess::awaitReady);
    }

    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
