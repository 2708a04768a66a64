package vn.hanoi.datahub.query.config;

import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.query.api.AlertRows;
import vn.hanoi.datahub.query.api.NewsWriter;
import vn.hanoi.datahub.query.feed.AlertFeeds;
import vn.hanoi.datahub.query.feed.Live;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.webhook.Deliveries;
import vn.hanoi.datahub.query.webhook.Postman;
import vn.hanoi.datahub.query.webhook.Signer;
import vn.hanoi.datahub.query.webhook.Target;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.DefinitionStep;

/** Wires who is told: alerts, and the webhooks that updates are sent to. */
@Configuration(proxyBeanMethods = false)
class TellingConfiguration {

    private static final int WRITTEN_WITHIN_MILLIS = 4_000;
    private static final int WEBHOOK_EVENTS = 500;

    @Bean
    Alerts alerts() {
        return new Alerts();
    }

    @Bean
    AlertRows alertRows(Catalogue catalogue) {
        return new AlertRows(catalogue);
    }

    @Bean
    AlertFeeds alertFeeds(Alerts alerts, Live live) {
        return new AlertFeeds(alerts, live);
    }

    @Bean
    TopicFeed<String, Alert> alertFeed(QueryProperties properties, Registry registry, AlertFeeds feeds) {
        return EdgeConfiguration.feed(properties.connection(), registry, Topics.ALERT, feeds::alert);
    }

    @Bean
    TopicFeed<String, AlertAcknowledgement> acknowledgementFeed(
            QueryProperties properties, Registry registry, AlertFeeds feeds) {
        return EdgeConfiguration.feed(
                properties.connection(), registry, Topics.ALERT_ACKNOWLEDGEMENT, feeds::acknowledgement);
    }

    @Bean(destroyMethod = "close")
    Producer<String, AlertAcknowledgement> acknowledgementProducer(QueryProperties properties, Registry registry) {
        return producer(properties, registry);
    }

    @Bean
    AuditedTopic<AlertAcknowledgement> acknowledgements(
            Producer<String, AlertAcknowledgement> acknowledgementProducer,
            TopicFeed<String, AlertAcknowledgement> acknowledgementFeed,
            AuditLog audit) {
        return new AuditedTopic<>(new FollowedTopic<>(acknowledgementProducer, acknowledgementFeed), audit);
    }

    private static <R extends SpecificRecord> Producer<String, R> producer(
            QueryProperties properties, Registry registry) {
        return new KafkaProducer<>(
                EdgeConfiguration.producer(properties.connection(), WRITTEN_WITHIN_MILLIS),
                registry.serializer(true),
                registry.serializer(false));
    }

    @Bean
    Deliveries deliveries() {
        return new Deliveries();
    }

    @Bean
    TopicFeed<String, Webhook> webhookFeed(QueryProperties properties, Registry registry, Deliveries deliveries) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.WEBHOOK,
                (ConsumerRecord<String, Webhook> record, boolean isNew) -> deliveries.put(record.value()));
    }

    @Bean(destroyMethod = "close")
    Producer<String, Webhook> webhookProducer(QueryProperties properties, Registry registry) {
        return producer(properties, registry);
    }

    @Bean
    AuditedTopic<Webhook> webhooks(
            Producer<String, Webhook> webhookProducer, TopicFeed<String, Webhook> webhookFeed, AuditLog audit) {
        return new AuditedTopic<>(new FollowedTopic<>(webhookProducer, webhookFeed), audit);
    }

    /** Without a key to sign with nothing is sent. */
    private static Postman.@Nullable Manner manner(QueryProperties.Webhooks webhooks) {
        return webhooks.key().isEmpty()
                ? null
                : new Postman.Manner(
                        new Signer(webhooks.key()),
                        new Target(webhooks.local()),
                        webhooks.firstWait(),
                        webhooks.giveUpAfter());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Postman postman(
            Deliveries deliveries,
            QueryProperties properties,
            Registry registry,
            Alerts alerts,
            NewsWriter writer,
            Producer<String, Webhook> webhookProducer,
            TopicFeed<String, DefinitionStep> definitionFeed,
            TopicFeed<String, Alert> alertFeed,
            InstantSource clock) {
        return new Postman(
                deliveries,
                id -> new KafkaConsumer<>(
                        properties
                                .connection()
                                .with(Map.of(
                                        ConsumerConfig.GROUP_ID_CONFIG,
                                        "hanoi-hub-webhook-" + id,
                                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                        false,
                                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                        "none", // where it begins is said by the delivery itself
                                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                        WEBHOOK_EVENTS,
                                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                        "read_committed")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                registry,
                alerts,
                writer,
                manner(properties.query().webhooks()),
                webhookProducer,
                () -> definitionFeed.isCaughtUp() && alertFeed.isCaughtUp(),
                clock);
    }
}
