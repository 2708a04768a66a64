package vn.hanoi.datahub.query.accounts;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.query.config.Awaited;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.AgencyQuality;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.query.view.ReportedPeriods;
import vn.hanoi.datahub.query.view.SilentSensors;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Reconciliation, freshness and quality of the data that agencies deliver. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    @Bean
    Stations stations(Definitions definitions, ValueView view, SilentSensors silent, InstantSource clock) {
        return new Stations(definitions, view, silent, clock);
    }

    @Bean
    LogCounts logCountView() {
        return new LogCounts();
    }

    @Bean
    @Awaited
    FollowedTopic<String, LogCount> logCountFeed(TopicFollower follower, LogCounts view) {
        return follower.follow(Topics.LOG_COUNT, new LogCountFeed(view));
    }

    @Bean
    ReportedPeriods reportedPeriodView() {
        return new ReportedPeriods();
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

    @Bean
    Punctuality punctuality(Catalogue catalogue, LogCounts logCounts, ReportedPeriods view, InstantSource clock) {
        return new Punctuality(catalogue, logCounts, view, clock);
    }

    @Bean
    AgencyQuality agencyQuality(
            Catalogue catalogue,
            Definitions definitions,
            LogCounts logCounts,
            Punctuality punctuality,
            ValueView view,
            InstantSource clock) {
        return new AgencyQuality(catalogue, definitions, logCounts, punctuality, view, clock);
    }

    @Bean
    Outcomes outcomes(
            Definitions definitions,
            PublishedValues values,
            @Qualifier("valueFeed") FollowedTopic<IndicatorRowKey, byte[]> valueFeed) {
        return new Outcomes(definitions, values, valueFeed);
    }

    @Bean
    Accounts accounts(
            Catalogue catalogue,
            Outcomes outcomes,
            LogCounts logCounts,
            GroupProgress progress,
            GroupProgress accounting) {
        return new Accounts(catalogue, outcomes, logCounts, progress, accounting);
    }
}
