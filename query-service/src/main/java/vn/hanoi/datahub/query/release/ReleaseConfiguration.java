package vn.hanoi.datahub.query.release;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.opendata.OpenDataRelease;
import vn.hanoi.datahub.query.config.KnownCaller;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.history.Releases;
import vn.hanoi.datahub.query.history.ReportRecords;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.ReportRelease;

/** Configures what anonymous readers may see of counts of people, and of released reports. */
@Configuration(proxyBeanMethods = false)
@Import({Releases.class, ReportRecords.class, ReportReleases.class})
class ReleaseConfiguration {

    @Bean
    ProtectedData protectedData(
            Catalogue catalogue,
            PublishedValues published,
            Releases releases,
            ControlLog log,
            InstantSource clock,
            QueryProperties properties) {
        return new ProtectedData(
                catalogue.areas(),
                published,
                releases,
                new ReleaseTopic(log)::tell,
                clock,
                new ProtectedData.ReleaseTiming(
                        properties.query().openData().settles(),
                        properties.query().openData().rest()));
    }

    /** Returns the values that all outputs read. */
    @Bean
    @Primary
    Readings disclosedValues(
            PublishedValues published, ProtectedData protectedData, QueryProperties properties, InstantSource clock) {
        boolean isProtected = properties.query().readers() == QueryProperties.Readers.PROTECTED;
        return new DisclosedValues(published, protectedData, () -> !isProtected || KnownCaller.isKnown(), clock);
    }

    /** Returns the values that an unknown reader may see, whoever asks. */
    @Bean
    Readings openValues(
            PublishedValues published, ProtectedData protectedData, QueryProperties properties, InstantSource clock) {
        boolean isProtected = properties.query().readers() == QueryProperties.Readers.PROTECTED;
        return new DisclosedValues(published, protectedData, () -> !isProtected, clock);
    }

    @Bean
    FollowedTopic<String, OpenDataRelease> releaseFeed(
            TopicFollower follower, Releases releases, ProtectedData protectedData, Admin admin) {
        ReleaseFeed feed = new ReleaseFeed(releases, idOf(Topics.OPEN_DATA_RELEASE, admin), protectedData::taken);
        return follower.follow(Topics.OPEN_DATA_RELEASE, feed, feed);
    }

    @Bean
    FollowedTopic<String, ReportRelease> reportReleaseFeed(
            TopicFollower follower, ReportRecords records, ReportReleases releases, Admin admin) {
        ReportFeed feed = new ReportFeed(records, releases, idOf(Topics.REPORT_RELEASE, admin));
        return follower.follow(Topics.REPORT_RELEASE, feed, feed);
    }

    private static Supplier<String> idOf(Topic<?, ?> topic, Admin admin) {
        return () -> new KafkaOffsets(admin, null).topicId(topic.name());
    }
}
