package vn.hanoi.datahub.query.config;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.form.AlertRows;
import vn.hanoi.datahub.query.form.UpdateWriter;
import vn.hanoi.datahub.query.alerts.AlertFeeds;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.webhook.Deliveries;
import vn.hanoi.datahub.query.webhook.WebhookDispatcher;
import vn.hanoi.datahub.query.webhook.Signer;
import vn.hanoi.datahub.query.webhook.Target;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Groups;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.DefinitionStep;

/** Wires who is told: alerts, and the webhooks that updates are sent to. */
@Configuration(proxyBeanMethods = false)
class TellingConfiguration {

    private static final int WEBHOOK_EVENTS = 500;

    @Bean
    Alerts alerts() {
        return new Alerts();
    }

    @Bean
    AlertRows alertRows(Catalogue catalogue, Definitions definitions, Readings readings, InstantSource clock) {
        return new AlertRows(catalogue, definitions, readings, clock);
    }

    @Bean
    AlertFeeds alertFeeds(Alerts alerts, UpdateBroadcast live) {
        return new AlertFeeds(alerts, live);
    }

    @Bean
    FollowedTopic<String, Alert> alertFeed(TopicFollower follower, AlertFeeds feeds) {
        return follower.follow(Topics.ALERT, feeds.alerts());
    }

    @Bean
    FollowedTopic<String, AlertAcknowledgement> acknowledgementFeed(TopicFollower follower, AlertFeeds feeds) {
        return follower.follow(Topics.ALERT_ACKNOWLEDGEMENT, feeds.acknowledgements());
    }

    @Bean
    AuditedTopic<AlertAcknowledgement> acknowledgements(
            ControlLog log, FollowedTopic<String, AlertAcknowledgement> acknowledgementFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, acknowledgementFeed), audit);
    }

    @Bean
    Deliveries deliveries() {
        return new Deliveries();
    }

    @Bean
    FollowedTopic<String, Webhook> webhookFeed(TopicFollower follower, Deliveries deliveries) {
        return follower.follow(
                Topics.WEBHOOK,
                TopicHandler.ofKeys(
                        "the webhooks there are", (id, webhook) -> deliveries.put(webhook), deliveries::remove));
    }

    @Bean
    AuditedTopic<Webhook> webhooks(ControlLog log, FollowedTopic<String, Webhook> webhookFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, webhookFeed), audit);
    }

    /** Without a key to sign with nothing is sent. */
    private static WebhookDispatcher.@Nullable Manner manner(QueryProperties.Webhooks webhooks) {
        return webhooks.key().isEmpty()
                ? null
                : new WebhookDispatcher.Manner(
                        new Signer(webhooks.key()),
                        new Target(webhooks.local()),
                        webhooks.firstWait(),
                        webhooks.giveUpAfter());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WebhookDispatcher postman(
            Deliveries deliveries,
            QueryProperties properties,
            Registry registry,
            Alerts alerts,
            UpdateWriter writer,
            ControlLog log,
            KafkaConnection kafka,
            FollowedTopic<String, DefinitionStep> definitionFeed,
            FollowedTopic<String, Alert> alertFeed,
            InstantSource clock) {
        return new WebhookDispatcher(
                deliveries,
                id -> kafka.member(Groups.webhook(id), WEBHOOK_EVENTS),
                registry,
                alerts,
                writer,
                manner(properties.query().webhooks()),
                log,
                () -> definitionFeed.isCaughtUp() && alertFeed.isCaughtUp(),
                clock);
    }
}
