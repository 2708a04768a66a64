package vn.hanoi.datahub.ingest.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.api.AdmissionMetrics;
import vn.hanoi.datahub.ingest.api.ApiKeys;
import vn.hanoi.datahub.ingest.api.EventsController.Limits;
import vn.hanoi.datahub.ingest.publish.DeadLetterPublisher;
import vn.hanoi.datahub.ingest.publish.EventPublisher;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;

/** Reads the settings and wires the front door. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestProperties.class)
class IngestConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Catalogue catalogue(IngestProperties properties) {
        return CatalogueLoader.load(CatalogueFiles.of(properties.catalogue()));
    }

    @Bean
    ApiKeys apiKeys(IngestProperties properties, Catalogue catalogue) {
        return new ApiKeys(KeyRing.read(properties.ingest().keys(), catalogue));
    }

    @Bean
    Door door(IngestProperties properties, Catalogue catalogue) {
        return new Door(catalogue, properties.ingest().clockTolerance());
    }

    @Bean
    Limits limits(IngestProperties properties) {
        return new Limits(
                properties.ingest().maxBody().toBytes(), properties.ingest().maxBatch());
    }

    @Bean
    AdmissionMetrics admissionMetrics(MeterRegistry meters) {
        return new AdmissionMetrics(meters);
    }

    @Bean
    Registry registry(IngestProperties properties) {
        return Registry.at(properties.registry());
    }

    @Bean(destroyMethod = "close")
    Producer<String, GenericRecord> eventProducer(
            IngestProperties properties, Registry registry, MeterRegistry meters) {
        KafkaProducer<String, GenericRecord> producer = new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<GenericRecord>serializer(false));
        new KafkaClientMetrics(producer).bindTo(meters);
        return producer;
    }

    @Bean(destroyMethod = "close")
    Producer<String, DeadLetter> deadLetterProducer(IngestProperties properties, Registry registry) {
        return new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<DeadLetter>serializer(false));
    }

    /** What departs from Kafka's defaults, and why. */
    private static Map<String, Object> producer(IngestProperties properties) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.kafka());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A sender waits at most five seconds for an answer: Kafka's two minutes would be two minutes of silence.
        int within = (int) properties.ingest().acknowledgeWithin().toMillis();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, within);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, within / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, within);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        return config;
    }

    @Bean
    EventPublisher eventPublisher(
            Producer<String, GenericRecord> eventProducer, Catalogue catalogue, IngestProperties properties) {
        return new EventPublisher(eventProducer, catalogue, properties.ingest().acknowledgeWithin());
    }

    @Bean
    DeadLetterPublisher deadLetterPublisher(Producer<String, DeadLetter> deadLetterProducer) {
        return new DeadLetterPublisher(deadLetterProducer);
    }

    @Bean(destroyMethod = "close")
    Admin admin(IngestProperties properties) {
        return Admin.create(Map.of(
                "bootstrap.servers", properties.kafka(), "request.timeout.ms", 2_000, "default.api.timeout.ms", 2_000));
    }

    /** Ready while Kafka answers: without it nothing can be acknowledged. */
    @Bean
    HealthIndicator kafka(Admin admin) {
        return () -> {
            try {
                admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                return Health.up().build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Health.down().build();
            } catch (Exception e) {
                return Health.down().withDetail("kafka", "does not answer").build();
            }
        };
    }
}
