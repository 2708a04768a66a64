package vn.hanoi.datahub.streams.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.topic.Groups;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.Traces;
import vn.hanoi.datahub.streams.alert.AlertTopology;
import vn.hanoi.datahub.streams.processor.AccountingTopology;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.BacklogRouter;
import vn.hanoi.datahub.streams.processor.Backpressure;
import vn.hanoi.datahub.streams.processor.DefinitionRollout;
import vn.hanoi.datahub.streams.processor.EvaluationLag;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.MonotonicClock;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.streams.topology.HubTopology;

/** Reads the settings and wires the processor. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProcessorProperties.class)
class ProcessorConfiguration {

    /** Kafka's default under exactly-once: alerts do not wait for a backlog. */
    private static final Duration COMMIT_BESIDES = Duration.ofMillis(100);

    /** A thread processes what it has read before it reads on, and a live event waits for that. */
    private static final int READ_AHEAD = 300;

    private static final int BATCH_BYTES = 256 << 10;
    private static final long BUFFER_BYTES = 64L << 20;

    @Bean
    Catalogue catalogue(ProcessorProperties properties) {
        return CatalogueLoader.load(CatalogueFiles.of(properties.catalogue()));
    }

    @Bean
    Registry registry(ProcessorProperties properties) {
        return Registry.at(properties.registry());
    }

    @Bean
    DefinitionLog definitionLog(ProcessorProperties properties, Registry registry) {
        return new DefinitionLog(properties.connection(), registry);
    }

    @Bean
    Partitions partitions(ProcessorProperties properties, Catalogue catalogue, DefinitionLog log) {
        return new Partitions(
                log.partitions(
                        Topics.events(catalogue).stream().map(Topic::name).toList()),
                properties.processor().partitions());
    }

    @Bean
    ActiveDefinitions activeDefinitions(
            ProcessorProperties properties, Catalogue catalogue, DefinitionLog log, Partitions partitions) {
        DefinitionRollout rollout = DefinitionRollout.of(
                catalogue,
                application(properties, catalogue),
                log.read(),
                partitions.shuffle(),
                InstantSource.system().instant());
        log.write(rollout.steps());
        return rollout.active();
    }

    @Bean
    Traces traces(Tracer tracer, Propagator propagator) {
        return new Traces(tracer, propagator);
    }

    @Bean
    WebMvcConfigurer internal(@Value("${hub.service-key}") String key) {
        ServiceGate gate = new ServiceGate(new ServiceKey(key));
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(gate).addPathPatterns("/internal/**");
                registry.addInterceptor(new BodyBound());
            }
        };
    }

    @Bean
    LastResort lastResort(ProcessorProperties properties) {
        return new LastResort(properties.processor().exitAfter());
    }

    @Bean
    LiveStores liveStores() {
        return new LiveStores();
    }

    @Bean
    StreamsRuntime streamsRuntime(
            ProcessorProperties properties,
            Catalogue catalogue,
            ActiveDefinitions active,
            Registry registry,
            Partitions partitions,
            LiveStores liveStores,
            EvaluationLag evaluationLag,
            Traces traces,
            MeterRegistry meters,
            LastResort lastResort) {
        Properties streams = streams(properties, catalogue, registry);
        streams.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, BacklogRouter.LiveFirst.class);
        streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, READ_AHEAD);
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), READ_AHEAD);
        Backpressure backpressure = new Backpressure();
        streams.put(
                StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG), TracedValues.class.getName());
        streams.put(StreamsConfig.producerPrefix(TracedValues.TRACES), traces);
        Topology topology = new HubTopology(
                        catalogue,
                        active,
                        registry,
                        new EventReader(catalogue, registry),
                        partitions,
                        MonotonicClock.REAL,
                        evaluationLag,
                        backpressure,
                        new StateStores(liveStores, true))
                .build();
        PacedClients clients = new PacedClients(backpressure, InstantSource.system());
        return new StreamsRuntime(
                () -> new KafkaStreams(topology, streams, clients),
                kafkaStreams -> bound(kafkaStreams, meters),
                lastResort);
    }

    @Bean
    DryRun trial(
            Catalogue catalogue,
            ActiveDefinitions active,
            Registry registry,
            Partitions partitions,
            LiveStores liveStores,
            StreamsRuntime streamsRuntime) {
        return new DryRun(
                liveStores,
                active,
                () -> streamsRuntime.isProcessing()
                        && liveStores.of(TallyProcessor.CELLS).size() == partitions.shuffle()
                        && liveStores.of(SubjectStores.HISTORIES).size() == partitions.log(),
                stores -> new HubTopology(
                                catalogue,
                                active,
                                registry,
                                new EventReader(catalogue, registry, DryRun.PLACES_FROM),
                                partitions,
                                MonotonicClock.STOPPED,
                                new EvaluationLag(),
                                Backpressure.none(),
                                new StateStores(stores, false))
                        .build(),
                registry,
                InstantSource.system());
    }

    @Bean
    EvaluationLag waitingSince() {
        return new EvaluationLag();
    }

    @Bean
    KnownOutcomes knownOutcomes(StreamsRuntime streamsRuntime) {
        return new KnownOutcomes(streamsRuntime);
    }

    /**
     * Counts the log independently, without deciding anything, in a consumer group of its own that neither waits for
     * the first nor delays it.
     */
    @Bean
    StreamsRuntime accountingRuntime(
            ProcessorProperties properties,
            Catalogue catalogue,
            Registry registry,
            MeterRegistry meters,
            LastResort lastResort) {
        return besides(
                Groups.accounting(properties.processor().applicationId(), catalogue.schedulesFingerprint()),
                new AccountingTopology(catalogue, registry).build(),
                properties,
                catalogue,
                registry,
                meters,
                lastResort);
    }

    /**
     * Runs the alerts, also in a consumer group of their own: a failing rule stops no value and does not end the
     * process.
     */
    @Bean
    StreamsRuntime alertRuntime(
            ProcessorProperties properties, Catalogue catalogue, Registry registry, MeterRegistry meters) {
        return besides(
                Groups.alerts(properties.processor().applicationId()),
                new AlertTopology(catalogue, registry).build(),
                properties,
                catalogue,
                registry,
                meters,
                () -> {});
    }

    private static AutoCloseable bound(KafkaStreams streams, MeterRegistry meters) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        return metrics;
    }

    /** Creates streams that run beside the counting ones and keep their state when the catalogue changes. */
    private static StreamsRuntime besides(
            String name,
            Topology topology,
            ProcessorProperties properties,
            Catalogue catalogue,
            Registry registry,
            MeterRegistry meters,
            Runnable onFailure) {
        Properties streams = streams(properties, catalogue, registry);
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_BESIDES.toMillis());
        return new StreamsRuntime(
                () -> new KafkaStreams(topology, streams), kafkaStreams -> bound(kafkaStreams, meters), onFailure);
    }

    /**
     * Returns the application id of the counting streams. Their state was derived from events by what the catalogue
     * said about them. A catalogue that says something else therefore starts with empty state and recounts the whole
     * log.
     */
    private static String application(ProcessorProperties properties, Catalogue catalogue) {
        return Groups.fold(properties.processor().applicationId(), catalogue.fingerprint());
    }

    /** Returns the settings that differ from Kafka's defaults; comments give the reasons. */
    private static Properties streams(ProcessorProperties properties, Catalogue catalogue, Registry registry) {
        ProcessorProperties.Processor processor = properties.processor();
        Properties streams = new Properties();
        streams.putAll(properties.connection().plain());
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, application(properties, catalogue));
        streams.put(StreamsConfig.STATE_DIR_CONFIG, processor.state().toString());
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, processor.commit().toMillis());
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, processor.threads());
        // An unnamed store or topic would be renamed, and lose its content, whenever a node is added.
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        streams.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        streams.put(DeadLetterHandler.REGISTRY, registry);
        streams.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableLetters.class);
        // No ordering between event types is needed: a subject's events share one partition, and values do not depend
        // on the order of the others. So no task waits for types without new events.
        streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        membership(streams, processor);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // A row of the whole city takes kilobytes: with Kafka's default of 16 kB, a request would carry only a few.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), BUFFER_BYTES);
        // A commit after a large backfill evaluates thousands of cells; with Kafka's default of ten seconds, the
        // producer could be fenced halfway.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 60_000);
        return streams;
    }

    /**
     * Sets who assigns tasks: the instances among themselves (classic), or the brokers (streams, KIP-1071), which then
     * also set the session timeout.
     */
    private static void membership(Properties streams, ProcessorProperties.Processor processor) {
        streams.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, processor.groupProtocol());
        if (processor.groupProtocol().equals("streams")) {
            return;
        }
        // Static membership: a killed instance rejoins as the same member, without waiting for its old session to
        // expire.
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), processor.instance());
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        streams.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, processor.standbys());
        // A new instance gets its share of tasks once its standby replicas are warm; by default, Kafka checks every ten
        // minutes.
        streams.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    }

    /** Reports ready once every task is running: values are correct only then. */
    @Bean
    HealthIndicator streams(StreamsRuntime streamsRuntime, StreamsRuntime accountingRuntime) {
        return () -> health(streamsRuntime.isProcessing() && accountingRuntime.isProcessing(), streamsRuntime);
    }

    /** Reports alive until the streams have failed permanently. */
    @Bean
    HealthIndicator streamsAlive(
            StreamsRuntime streamsRuntime, StreamsRuntime accountingRuntime, StreamsRuntime alertRuntime) {
        return () -> health(
                !streamsRuntime.hasFailed() && !accountingRuntime.hasFailed() && !alertRuntime.hasFailed(),
                streamsRuntime);
    }

    private static Health health(boolean up, StreamsRuntime runtime) {
        return (up ? Health.up() : Health.down())
                .withDetail("state", runtime.state())
                .build();
    }
}
