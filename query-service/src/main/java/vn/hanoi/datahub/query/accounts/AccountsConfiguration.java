package vn.hanoi.datahub.query.accounts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.query.config.Awaited;
import vn.hanoi.datahub.query.view.AgencyQuality;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.query.view.ReportedPeriods;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Reconciliation, freshness and quality of the data that agencies deliver. */
@Configuration(proxyBeanMethods = false)
@Import({
    Stations.class,
    LogCounts.class,
    ReportedPeriods.class,
    Punctuality.class,
    AgencyQuality.class,
    Outcomes.class,
    Accounts.class
})
class AccountsConfiguration {

    @Bean
    @Awaited
    FollowedTopic<String, LogCount> logCountFeed(TopicFollower follower, LogCounts view) {
        return follower.follow(Topics.LOG_COUNT, new LogCountFeed(view));
    }

    @Bean
    @Awaited
    FollowedTopic<String, ReportedPeriod> reportedPeriodFeed(TopicFollower follower, ReportedPeriods view) {
        return follower.follow(
                Topics.REPORTED_PERIOD,
                TopicHandler.ofKeys(
                        "agencies, types and partitions, and the periods of thirteen months",
                        (key, period) -> view.put(
                                key,
                                new ReportedPeriods.Receipt(
                                        period.getEvents(), period.getFirstAt(), period.getLastAt())),
                        view::remove));
    }
}
