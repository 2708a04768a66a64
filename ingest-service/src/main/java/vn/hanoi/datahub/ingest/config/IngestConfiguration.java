package vn.hanoi.datahub.ingest.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
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
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
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
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.log.ControlLog;
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

    /** Events have a producer of their own: what stalls elsewhere does not reach them. */
    @Bean(destroyMethod = "close")
    Producer<String, GenericRecord> eventProducer(
            KafkaConnection kafka, IngestProperties properties, Registry registry, MeterRegistry meters) {
        Producer<String, GenericRecord> producer = kafka.producer(
                registry.<String>serializer(true),
                registry.<GenericRecord>serializer(false),
                properties.ingest().acknowledgeWithin(),
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 2, ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024));
        new KafkaClientMetrics(producer).bindTo(meters);
        return producer;
    }

    @Bean(destroyMethod = "close")
    ControlLog controlLog(KafkaConnection kafka, IngestProperties properties, Registry registry) {
        return new ControlLog(kafka, registry, properties.ingest().acknowledgeWithin());
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
    Effects effects(IngestProperties properties, ServiceKey key, Catalogue catalogue, Registry registry) {
        return new Effects(
                properties.ingest().processors(),
                key,
                catalogue,
                registry.<String>serializer(true),
                registry.<GenericRecord>serializer(false));
    }

    @Bean
    AuditedTopic<ApiKey> keyRights(ControlLog log, FollowedTopic<String, ApiKey> keyFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, keyFeed), audit);
    }

    @Bean
    Holds holds() {
        return new Holds();
    }

    @Bean
    FollowedTopic<String, Quarantine> quarantineFeed(TopicFollower follower, Holds holds) {
        return follower.follow(
                Topics.QUARANTINE,
                TopicHandler.ofKeys(
                        "the quarantines in force", (id, quarantine) -> hold(holds, quarantine), holds::release));
    }

    private static void hold(Holds holds, Quarantine quarantine) {
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
    }

    @Bean
    AuditedTopic<Quarantine> quarantineRights(
            ControlLog log, FollowedTopic<String, Quarantine> quarantineFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, quarantineFeed), audit);
    }

    @Bean
    Redrive redrive(KafkaConnection kafka, Registry registry) {
        return new Redrive(kafka, registry);
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
            FollowedTopic<String, Quarantine> quarantineFeed) {
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

    @Bean
    ReceiptPublisher receiptPublisher(ControlLog log) {
        return new ReceiptPublisher(log);
    }

    @Bean
    DeadLetterPublisher deadLetterPublisher(ControlLog log) {
        return new DeadLetterPublisher(log);
    }

    @Bean(destroyMethod = "close")
    Admin admin(KafkaConnection kafka) {
        return kafka.admin(Duration.ofSeconds(2));
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
    HealthIndicator feeds(List<FollowedTopic<?, ?>> feeds) {
        return () -> (feeds.stream().allMatch(FollowedTopic::isCaughtUp) ? Health.up() : Health.down()).build();
    }
}
