package vn.hanoi.datahub.ingest.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.domain.agency.Hold;
import vn.hanoi.datahub.domain.agency.Quota;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.admission.Holds;
import vn.hanoi.datahub.ingest.api.BodyReader;
import vn.hanoi.datahub.ingest.api.QuotaGate;
import vn.hanoi.datahub.ingest.publish.AdmissionMetrics;
import vn.hanoi.datahub.ingest.publish.DeadLetterPublisher;
import vn.hanoi.datahub.ingest.publish.Effects;
import vn.hanoi.datahub.ingest.publish.EventPublisher;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.ingest.publish.ReceiptPublisher;
import vn.hanoi.datahub.ingest.publish.Redrive;
import vn.hanoi.datahub.ingest.quota.Quotas;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.Traces;

/** Reads the settings and wires the front door. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestProperties.class)
@Import(EdgeConfiguration.class)
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
    Door door(IngestProperties properties, Catalogue catalogue, Holds holds) {
        return new Door(catalogue, properties.ingest().clockTolerance(), holds);
    }

    @Bean
    BodyReader bodyReader(IngestProperties properties, Intake intake, QuotaGate quotaGate) {
        return new BodyReader(
                new BodyReader.Limits(
                        properties.ingest().maxBody().toBytes(),
                        properties.ingest().maxBatch()),
                intake,
                quotaGate);
    }

    @Bean
    AdmissionMetrics admissionMetrics(MeterRegistry meters) {
        return new AdmissionMetrics(meters);
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

    private static Map<String, Object> producer(IngestProperties properties) {
        Map<String, Object> config = EdgeConfiguration.producer(properties.connection(), (int)
                properties.ingest().acknowledgeWithin().toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        return config;
    }

    @Bean
    EventPublisher eventPublisher(
            Producer<String, GenericRecord> eventProducer,
            Catalogue catalogue,
            IngestProperties properties,
            Traces traces) {
        return new EventPublisher(eventProducer, catalogue, properties.ingest().acknowledgeWithin(), traces::here);
    }

    @Bean
    Effects effects(IngestProperties properties, Catalogue catalogue, Registry registry) {
        return new Effects(
                properties.ingest().processors(),
                catalogue,
                registry.<String>serializer(true),
                registry.<GenericRecord>serializer(false));
    }

    @Bean(destroyMethod = "close")
    Producer<String, ApiKey> keyProducer(IngestProperties properties, Registry registry) {
        return new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<ApiKey>serializer(false));
    }

    @Bean
    AuditedTopic<ApiKey> keyRights(
            Producer<String, ApiKey> keyProducer, TopicFeed<String, ApiKey> keyFeed, AuditLog audit) {
        return new AuditedTopic<>(new FollowedTopic<>(keyProducer, keyFeed), audit);
    }

    @Bean
    Holds holds() {
        return new Holds();
    }

    @Bean
    TopicFeed<String, Quarantine> quarantineFeed(IngestProperties properties, Registry registry, Holds holds) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.QUARANTINE,
                (ConsumerRecord<String, Quarantine> record, boolean isNew) -> {
                    Quarantine quarantine = record.value();
                    if (quarantine.getReleasedAt() == null) {
                        holds.put(new Hold(
                                quarantine.getId(),
                                quarantine.getAgency(),
                                quarantine.getType(),
                                quarantine.getSubject(),
                                quarantine.getFrom(),
                                quarantine.getTo(),
                                quarantine.getWhy()));
                    } else {
                        holds.release(quarantine.getId());
                    }
                });
    }

    @Bean(destroyMethod = "close")
    Producer<String, Quarantine> quarantineProducer(IngestProperties properties, Registry registry) {
        return new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<Quarantine>serializer(false));
    }

    @Bean
    AuditedTopic<Quarantine> quarantineRights(
            Producer<String, Quarantine> quarantineProducer,
            TopicFeed<String, Quarantine> quarantineFeed,
            AuditLog audit) {
        return new AuditedTopic<>(new FollowedTopic<>(quarantineProducer, quarantineFeed), audit);
    }

    @Bean
    Redrive redrive(IngestProperties properties, Registry registry) {
        return new Redrive(properties.connection(), registry);
    }

    @Bean
    Quotas quotas(IngestProperties properties) {
        IngestProperties.Quota standard = properties.ingest().quota();
        return new Quotas(new Quota(standard.events(), standard.bytes().toBytes()));
    }

    @Bean
    QuotaGate quotaGate(Quotas quotas, MeterRegistry meters) {
        return new QuotaGate(quotas, meters);
    }

    @Bean
    WebMvcConfigurer gates(QuotaGate quotaGate) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(quotaGate).addPathPatterns("/v1/events", "/ngsi-ld/v1/notify");
            }
        };
    }

    @Bean
    Intake intake(
            Door door,
            EventPublisher publisher,
            DeadLetterPublisher deadLetters,
            ReceiptPublisher receipts,
            AdmissionMetrics metrics,
            InstantSource clock,
            TopicFeed<String, Quarantine> quarantineFeed) {
        return new Intake(door, publisher, deadLetters, receipts, metrics, clock, quarantineFeed::isCaughtUp);
    }

    /** Who may do what; which types and areas an agency may publish, the door decides by the catalogue. */
    @Bean
    Callers.Rules rules() {
        return requests -> requests.requestMatchers("/v1/events", "/ngsi-ld/**", "/v1/mappings/**")
                .hasRole("AGENCY")
                .requestMatchers(HttpMethod.POST, "/v1/files")
                .hasRole("AGENCY")
                .requestMatchers("/v1/files/**")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers("/v1/keys/**")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers(HttpMethod.GET, "/v1/quarantines")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers("/v1/quarantines/**", "/v1/redrives")
                .hasRole("OPERATOR")
                .anyRequest()
                .permitAll();
    }

    @Bean(destroyMethod = "close")
    Producer<String, Receipt> receiptProducer(IngestProperties properties, Registry registry) {
        return new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<Receipt>serializer(false));
    }

    @Bean
    ReceiptPublisher receiptPublisher(Producer<String, Receipt> receiptProducer) {
        return new ReceiptPublisher(receiptProducer);
    }

    @Bean
    DeadLetterPublisher deadLetterPublisher(Producer<String, DeadLetter> deadLetterProducer) {
        return new DeadLetterPublisher(deadLetterProducer);
    }

    @Bean(destroyMethod = "close")
    Admin admin(IngestProperties properties) {
        return Admin.create(
                properties.connection().with(Map.of("request.timeout.ms", 2_000, "default.api.timeout.ms", 2_000)));
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

    /** Ready once all is known that the topics say of rights, files and mappings. */
    @Bean
    HealthIndicator feeds(List<TopicFeed<?, ?>> feeds) {
        return () -> (feeds.stream().allMatch(TopicFeed::isCaughtUp) ? Health.up() : Health.down()).build();
    }
}
