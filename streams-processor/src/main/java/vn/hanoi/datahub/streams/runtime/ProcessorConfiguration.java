package vn.hanoi.datahub.streams.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
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
import org.springframework.context.annotation.Import;
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
import vn.hanoi.datahub.streams.processor.Pacing;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.streams.topology.HubTopology;

/** Reads the settings and wires the processor. */
@Configuration(proxyBeanMethods = false)
@Import({Traces.class, LiveStores.class, StreamsSettings.class, EvaluationLag.class})
@EnableConfigurationProperties(ProcessorProperties.class)
class ProcessorConfiguration {

    /** Kafka's default under exactly-once: alerts do not wait for a backlog. */
    private static final Duration COMMIT_BESIDES = Duration.ofMillis(100);

    /** A thread processes what it has read before it reads on, and a live event waits for that. */
    private static final int READ_AHEAD = 300;

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
    ActiveDefinitions activeDefinitions(StreamsSettings settings, DefinitionLog log, Partitions partitions) {
        DefinitionRollout rollout = DefinitionRollout.of(
                settings.catalogue(),
                settings.application(),
                log.read(),
                partitions.shuffle(),
                InstantSource.system().instant());
        log.write(rollout.steps());
        return rollout.active();
    }

    @Bean
    WebMvcConfigurer internal(@Value("${hub.service-key}") String key) {
        ServiceGate gate = new ServiceGate(new ServiceKey(key));
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(gate).addPathPatterns("/internal/**");
                registry.addInterceptor(new ErrorGate()).addPathPatterns("/error");
                registry.addInterceptor(new BodyBound());
            }
        };
    }

    @Bean
    LastResort lastResort(ProcessorProperties properties) {
        return new LastResort(properties.processor().exitAfter());
    }

    @Bean
    Pacing pacing(EvaluationLag lag) {
        return new Pacing(MonotonicClock.REAL, lag, new Backpressure());
    }

    @Bean
    Topology topology(
            Catalogue catalogue,
            ActiveDefinitions active,
            Registry registry,
            Partitions partitions,
            Pacing pacing,
            LiveStores liveStores) {
        return new HubTopology(catalogue, active, registry, new EventReader(catalogue, registry), partitions, pacing)
                .build(new StateStores(liveStores, true));
    }

    @Bean
    StreamsRuntime streamsRuntime(
            StreamsSettings settings,
            Topology topology,
            Pacing pacing,
            Traces traces,
            MeterRegistry meters,
            LastResort lastResort) {
        Properties streams = settings.asProperties();
        streams.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, BacklogRouter.LiveFirst.class);
        streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, READ_AHEAD);
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), READ_AHEAD);
        streams.put(
                StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG), TracedValues.class.getName());
        streams.put(StreamsConfig.producerPrefix(TracedValues.TRACES), traces);
        PacedClients clients = new PacedClients(pacing.backpressure(), InstantSource.system());
        return new StreamsRuntime(
                () -> new KafkaStreams(topology, streams, clients),
                kafkaStreams -> bound(kafkaStreams, meters),
                lastResort);
    }

    @Bean
    DryRun dryRun(
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
                                Pacing.none())
                        .build(new StateStores(stores, false)),
                registry,
                InstantSource.system());
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
    StreamsRuntime accountingRuntime(StreamsSettings settings, MeterRegistry meters, LastResort lastResort) {
        return besides(
                Groups.accounting(
                        settings.properties().processor().applicationId(),
                        settings.catalogue().schedulesFingerprint()),
                new AccountingTopology(settings.catalogue(), settings.registry()).build(StateStores.persistent()),
                settings,
                meters,
                lastResort);
    }

    /**
     * Runs the alerts, also in a consumer group of their own: a failing rule stops no value and does not end the
     * process.
     */
    @Bean
    StreamsRuntime alertRuntime(StreamsSettings settings, MeterRegistry meters) {
        return besides(
                Groups.alerts(settings.properties().processor().applicationId()),
                new AlertTopology(settings.catalogue(), settings.registry()).build(StateStores.persistent()),
                settings,
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
            String name, Topology topology, StreamsSettings settings, MeterRegistry meters, Runnable onFailure) {
        Properties streams = settings.asProperties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_BESIDES.toMillis());
        return new StreamsRuntime(
                () -> new KafkaStreams(topology, streams), kafkaStreams -> bound(kafkaStreams, meters), onFailure);
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
