package vn.hanoi.datahub.ingest.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.config.IngestProperties;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.trace.Traces;

/** Configures what is written to Kafka: events, control records and re-driven events. */
@Configuration(proxyBeanMethods = false)
@Import({AdmissionMetrics.class, Redrive.class, ReceiptPublisher.class, DeadLetterPublisher.class})
class PublishConfiguration {

    /** Creates a separate producer for events, so that delays elsewhere do not affect them. */
    @Bean(destroyMethod = "close")
    Producer<String, GenericRecord> eventProducer(
            KafkaConnection kafka, IngestProperties properties, Registry registry, MeterRegistry meters) {
        Producer<String, GenericRecord> producer = kafka.producer(
                registry.<String>eventSerializer(true),
                registry.<GenericRecord>eventSerializer(false),
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
            Traces traces,
            AdmissionMetrics metrics) {
        return new EventPublisher(
                eventProducer, catalogue, properties.ingest().acknowledgeWithin(), traces::here, metrics);
    }

    @Bean
    DryRunClient dryRunClient(IngestProperties properties, ServiceKey key, Catalogue catalogue, Registry registry) {
        return new DryRunClient(
                properties.ingest().processors(),
                key,
                catalogue,
                registry.<String>serializer(true),
                registry.<GenericRecord>serializer(false));
    }

    @Bean
    Intake intake(
            AdmissionPolicy policy,
            EventPublisher publisher,
            DeadLetterPublisher deadLetters,
            ReceiptPublisher receipts,
            InstantSource clock,
            FollowedTopic<String, Quarantine> quarantineFeed) {
        return new Intake(policy, publisher, deadLetters, receipts, clock, quarantineFeed::isCaughtUp);
    }
}
