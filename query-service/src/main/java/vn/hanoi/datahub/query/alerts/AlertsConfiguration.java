package vn.hanoi.datahub.query.alerts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.query.config.Awaited;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Alerts and their acknowledgements. */
@Configuration(proxyBeanMethods = false)
@Import({Alerts.class, AlertFeeds.class})
class AlertsConfiguration {

    @Bean
    @Awaited
    FollowedTopic<String, Alert> alertFeed(TopicFollower follower, AlertFeeds feeds) {
        return follower.follow(Topics.ALERT, feeds.alerts());
    }

    @Bean
    @Awaited
    FollowedTopic<String, AlertAcknowledgement> acknowledgementFeed(TopicFollower follower, AlertFeeds feeds) {
        return follower.follow(Topics.ALERT_ACKNOWLEDGEMENT, feeds.acknowledgements());
    }

    @Bean
    AuditedTopic<AlertAcknowledgement> acknowledgements(
            ControlLog log, FollowedTopic<String, AlertAcknowledgement> acknowledgementFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, acknowledgementFeed), audit);
    }
}
