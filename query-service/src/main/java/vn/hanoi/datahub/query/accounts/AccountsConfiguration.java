package vn.hanoi.datahub.query.accounts;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.AgencyQuality;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Reconciliation, freshness and quality of the data that agencies deliver. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    @Bean
    Stations stations(Definitions definitions, ValueView view, InstantSource clock) {
        return new Stations(definitions, view, clock);
    }

    @Bean
    LogCounts logCountView() {
        return new LogCounts();
    }

    @Bean
    FollowedTopic<String, LogCount> logCountFeed(TopicFollower follower, LogCounts view) {
        return follower.follow(Topics.LOG_COUNT, new LogCountFeed(view));
    }

    @Bean
    AgencyQuality agencyQuality(
            Catalogue catalogue, Definitions definitions, LogCounts logCounts, ValueView view, InstantSource clock) {
        return new AgencyQuality(catalogue, definitions, logCounts, view, clock);
    }

    @Bean
    Accounts accounts(
            Catalogue catalogue,
            Definitions definitions,
            PublishedValues values,
            LogCounts logCounts,
            GroupProgress progress,
            GroupProgress accounting,
            @Qualifier("valueFeed") FollowedTopic<IndicatorRowKey, byte[]> valueFeed) {
        return new Accounts(catalogue, definitions, values, logCounts, progress, accounting, valueFeed);
    }
}
