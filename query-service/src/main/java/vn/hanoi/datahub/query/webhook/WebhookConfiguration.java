package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.form.UpdateWriter;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Groups;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.DefinitionStep;

/** Updates sent to subscribers. */
@Configuration(proxyBeanMethods = false)
@Import(Deliveries.class)
class WebhookConfiguration {

    private static final int WEBHOOK_EVENTS = 500;
    private static final Duration UNUSED_GROUPS_EVERY = Duration.ofSeconds(30);

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

    /** Returns how updates are sent; null if there is no key to sign them with. */
    private static WebhookDispatcher.@Nullable DeliveryOptions options(QueryProperties.Webhooks webhooks) {
        return webhooks.key().isEmpty()
                ? null
                : new WebhookDispatcher.DeliveryOptions(
                        new Signer(webhooks.key()),
                        new Target(webhooks.local()),
                        webhooks.firstWait(),
                        webhooks.giveUpAfter());
    }

    @Bean
    SubscribedUpdates subscribedUpdates(
            Registry registry,
            Alerts alerts,
            UpdateWriter writer,
            FollowedTopic<String, DefinitionStep> definitionFeed,
            FollowedTopic<String, Alert> alertFeed) {
        return new SubscribedUpdates(
                registry, alerts, writer, () -> definitionFeed.isCaughtUp() && alertFeed.isCaughtUp());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WebhookDispatcher webhookDispatcher(
            Deliveries deliveries,
            QueryProperties properties,
            SubscribedUpdates updates,
            ControlLog log,
            KafkaConnection kafka,
            InstantSource clock) {
        return new WebhookDispatcher(
                deliveries,
                id -> kafka.member(Groups.webhook(id), WEBHOOK_EVENTS),
                updates,
                options(properties.query().webhooks()),
                log,
                clock);
    }

    @Bean(destroyMethod = "close")
    Rounds unusedGroups(Admin admin, FollowedTopic<String, Webhook> webhookFeed, Deliveries deliveries) {
        UnusedGroups unused = new UnusedGroups(
                admin,
                then -> webhookFeed.whenCurrent(admin, then),
                id -> deliveries.find(id).isPresent());
        return new Rounds("unused-groups", 1).every(UNUSED_GROUPS_EVERY, unused::delete);
    }
}
