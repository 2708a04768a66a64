package vn.hanoi.datahub.query.config;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.opendata.OpenDataRelease;
import vn.hanoi.datahub.query.release.ReleaseFeed;
import vn.hanoi.datahub.query.release.ReleaseTopic;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.HistoryDatabase;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.release.Releases;
import vn.hanoi.datahub.query.opendata.DatasetFile;
import vn.hanoi.datahub.query.opendata.DatasetFiles;
import vn.hanoi.datahub.query.opendata.Datasets;
import vn.hanoi.datahub.query.opendata.DcatCatalogue;
import vn.hanoi.datahub.query.release.DisclosedValues;
import vn.hanoi.datahub.query.opendata.OpenDataRounds;
import vn.hanoi.datahub.query.release.ProtectedData;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Wires open data. */
@Configuration(proxyBeanMethods = false)
class OpenDataConfiguration {

    private static final long FILES_ON_DISK = 1L << 30;

    @Bean
    Releases releases(HistoryDatabase database) {
        return new Releases(database);
    }

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
                new ProtectedData.Patience(
                        properties.query().openData().settles(),
                        properties.query().openData().rest()));
    }

    /** What every way out reads. */
    @Bean
    @Primary
    Readings disclosedValues(
            PublishedValues published, ProtectedData protectedData, QueryProperties properties, InstantSource clock) {
        boolean isProtected = properties.query().readers() == QueryProperties.Readers.PROTECTED;
        return new DisclosedValues(published, protectedData, () -> !isProtected || QueryConfiguration.isKnown(), clock);
    }

    @Bean
    Datasets datasets(
            Catalogue catalogue,
            Definitions definitions,
            PublishedValues published,
            ProtectedData protectedData,
            History history,
            Releases releases,
            InstantSource clock) {
        return new Datasets(catalogue, definitions, published, protectedData, history, releases, clock);
    }

    @Bean
    DcatCatalogue.Publisher publisher(QueryProperties properties) {
        QueryProperties.OpenData openData = properties.query().openData();
        return new DcatCatalogue.Publisher(openData.publisher(), openData.contact(), openData.licence());
    }

    /** Half a minute is what a crowd waits for one large file. */
    @Bean
    Bulkhead fileBulkhead() {
        return new Bulkhead("producing files", 2, 30, Duration.ofSeconds(30));
    }

    @Bean(destroyMethod = "close")
    DatasetFiles datasetFiles(JsonMapper json, DcatCatalogue.Publisher publisher, Bulkhead fileBulkhead) {
        return new DatasetFiles(new DatasetFile(json, publisher), fileBulkhead, FILES_ON_DISK);
    }

    @Bean
    FollowedTopic<String, OpenDataRelease> releaseFeed(
            TopicFollower follower, Releases releases, ProtectedData protectedData) {
        ReleaseFeed feed = new ReleaseFeed(releases, protectedData::taken);
        return follower.follow(Topics.OPEN_DATA_RELEASE, feed, feed);
    }

    /** Releases open data, once everything is there that was published. */
    @Bean(destroyMethod = "close")
    OpenDataRounds openDataRounds(
            Datasets datasets,
            ProtectedData protectedData,
            FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            FollowedTopic<String, DefinitionStep> definitionFeed,
            FollowedTopic<String, OpenDataRelease> releaseFeed,
            QueryProperties properties) {
        return new OpenDataRounds(
                datasets,
                protectedData,
                () -> valueFeed.isCaughtUp() && definitionFeed.isCaughtUp() && releaseFeed.isCaughtUp(),
                properties.query().openData().every());
    }
}
