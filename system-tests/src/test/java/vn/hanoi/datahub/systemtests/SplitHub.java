package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.query.QueryApplication;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.demo.DemoFeed;
import vn.hanoi.datahub.standalone.registry.RegistryServer;
import vn.hanoi.datahub.streams.StreamsProcessorApplication;

/** A hub each part of which is a process of its own, fed with the simulated city, so that its parts can be killed one by one. */
final class SplitHub implements AutoCloseable {

    final HubSettings settings;
    final BrokerProcess broker;
    final ServiceProcess ingest;
    final ServiceProcess processor;
    final ServiceProcess query;
    private final AutoCloseable registry;
    private final Thread feed;

    SplitHub(Path folder) throws IOException {
        settings = RunningHub.settings(folder, "");
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.of(""));
        Keys.makeOnce(folder, catalogue);
        broker = new BrokerProcess(settings);
        broker.start();
        registry = RegistryServer.start(
                settings.kafka(), settings.bind(), settings.ports().registry());
        List<Topic> topics = Topics.of(catalogue);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
            Provisioning.createTopics(admin, topics, settings.partitions(), Optional.empty());
        }
        Provisioning.registerSchemas(Registry.client(settings.registryUrl()), topics);
        HubSettings.Ports ports = settings.ports();
        Map<String, String> environment = Map.of(
                "HUB_QUERY_PORT", Integer.toString(ports.query()),
                "HUB_INGEST_PORT", Integer.toString(ports.ingest()),
                "HUB_PROCESSOR_PORT", Integer.toString(ports.processor()),
                "HUB_REGISTRY_PORT", Integer.toString(ports.registry()),
                "HUB_KAFKA_PORT", Integer.toString(ports.kafka()),
                "HUB_KEYS", Keys.hashed(folder).toString(),
                "HUB_FILES", folder.resolve("files").toString(),
                "HUB_STATE", folder.resolve("streams").toString(),
                "HUB_PARTITIONS", Integer.toString(settings.partitions()),
                "HUB_HISTORY", "jdbc:duckdb:" + folder.resolve("values.duckdb"));
        processor = new ServiceProcess(StreamsProcessorApplication.class, ports.processor(), environment, folder);
        ingest = new ServiceProcess(IngestApplication.class, ports.ingest(), environment, folder);
        query = new ServiceProcess(QueryApplication.class, ports.query(), environment, folder);
        List<ServiceProcess> services = List.of(processor, ingest, query);
        for (ServiceProcess service : services) {
            service.launch();
        }
        services.forEach(ServiceProcess::awaitReady);
        feed = new Thread(new DemoFeed(settings, catalogue.areas(), 1, 20, line -> {}), "city");
        feed.setDaemon(true);
        feed.start();
    }

    @Override
    public void close() throws Exception {
        feed.interrupt();
        feed.join();
        query.close();
        processor.close();
        ingest.close();
        registry.close();
        broker.close();
    }
}
