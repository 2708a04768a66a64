package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.opendata.OpenDataRelease;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.release.ProtectedData;
import vn.hanoi.datahub.query.release.ReportReleases;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Datasets and their files. */
@Configuration(proxyBeanMethods = false)
@Import({UpdateRates.class, OpenFigures.class, Descriptions.class})
class OpenDataConfiguration {

    private static final long FILES_ON_DISK = 1L << 30;

    @Bean
    Datasets datasets(
            Catalogue catalogue,
            Definitions definitions,
            OpenFigures figures,
            InstantSource clock,
            ReportReleases reports,
            JsonMapper json) {
        return new Datasets(
                catalogue, definitions, figures, clock, () -> ReportDataset.all(reports, json, clock.instant()));
    }

    @Bean
    DcatCatalogue.Publisher publisher(QueryProperties properties) {
        QueryProperties.OpenData openData = properties.query().openData();
        return new DcatCatalogue.Publisher(openData.publisher(), openData.contact(), openData.licence());
    }

    /** Limits how many files are produced at once; callers wait up to half a minute for a large file. */
    @Bean
    Bulkhead fileBulkhead() {
        return new Bulkhead("producing files", 2, 30, Duration.ofSeconds(30));
    }

    @Bean(destroyMethod = "close")
    DatasetFiles datasetFiles(JsonMapper json, DcatCatalogue.Publisher publisher, Bulkhead fileBulkhead) {
        return new DatasetFiles(new DatasetFile(json, publisher), fileBulkhead, FILES_ON_DISK);
    }

    /** Releases open data, once all published values have been read. */
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
