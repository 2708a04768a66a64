package vn.hanoi.datahub.ingest.job;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.ingest.config.IngestProperties;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.ingest.publish.AdmissionMetrics;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.ingest.publish.RowPublisher;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Groups;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Configures the intake of files. */
@Configuration(proxyBeanMethods = false)
@Import({Mappings.class, JobStore.class, FileRun.class, RejectedRows.class})
class FilesConfiguration {

    /**
     * Maximum time for which a transaction left open by a killed instance blocks readers of the same partitions; a
     * restart aborts it immediately.
     */
    private static final int TRANSACTION_MILLIS = 10_000;

    @Bean
    FollowedTopic<String, FileMapping> mappingFeed(TopicFollower follower, Mappings mappings) {
        return follower.follow(
                Topics.FILE_MAPPING,
                TopicHandler.ofKeys(
                        "one mapping of each agency and event type",
                        (key, mapping) -> mappings.put(mapping.getAgency(), mapping.getType(), mapping.getYaml()),
                        mappings::remove));
    }

    @Bean
    ConfirmedWriter<FileMapping> mappingTopic(ControlLog log, FollowedTopic<String, FileMapping> mappingFeed) {
        return new ConfirmedWriter<>(log, mappingFeed);
    }

    @Bean
    FollowedTopic<String, FileJob> jobFeed(TopicFollower follower, JobStore jobStore) {
        return follower.follow(Topics.FILE_JOB, jobStore);
    }

    @Bean
    Spool spool(IngestProperties properties) {
        IngestProperties.Files files = properties.ingest().files();
        return new Spool(
                files.folder(),
                files.largest().toBytes(),
                new Table.Limits(files.unpacked().toBytes()));
    }

    @Bean
    JobTopic jobTopic(JobStore jobStore, FollowedTopic<String, FileJob> jobFeed, ControlLog log, Admin admin) {
        return new JobTopic(jobStore, jobFeed, new ConfirmedWriter<>(log, jobFeed), admin);
    }

    @Bean
    FileJobs fileJobs(JobTopic topic, Spool spool, IngestProperties properties, InstantSource clock) {
        return new FileJobs(
                topic,
                spool,
                properties.ingest().instance(),
                clock,
                properties.ingest().files().waiting().toBytes());
    }

    @Bean
    LagThrottle lagThrottle(Admin admin, IngestProperties properties, Catalogue catalogue) {
        IngestProperties.Files files = properties.ingest().files();
        return new LagThrottle(admin, Groups.fold(files.processorGroup(), catalogue.fingerprint()), files.mostBehind());
    }

    @Bean
    FileWorkers.PublisherFactory rowPublishers(
            KafkaConnection kafka,
            Registry registry,
            IngestProperties properties,
            Catalogue catalogue,
            AdmissionMetrics metrics) {
        return worker -> new RowPublisher(rowProducer(kafka, registry, properties, worker), catalogue, metrics);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    FileWorkers fileWorkers(
            FileJobs jobs,
            JobTopic topic,
            FileRun run,
            FileWorkers.PublisherFactory publishers,
            IngestProperties properties,
            FollowedTopic<String, Quarantine> quarantineFeed) {
        return new FileWorkers(
                jobs, topic, run, publishers, properties.ingest().files().workers(), quarantineFeed::isCaughtUp);
    }

    @Bean
    FileIntake fileIntake(
            FileJobs jobs,
            Mappings mappings,
            Catalogue catalogue,
            Intake intake,
            FollowedTopic<String, FileMapping> mappingFeed,
            IngestProperties properties) {
        return new FileIntake(
                jobs,
                mappings,
                catalogue,
                intake,
                properties.ingest().files().largest().toBytes(),
                mappingFeed::isCaughtUp);
    }

    private static Producer<String, Object> rowProducer(
            KafkaConnection kafka, Registry registry, IngestProperties properties, int worker) {
        return kafka.producer(
                registry.<String>serializer(true),
                registry.<Object>serializer(false),
                properties.ingest().acknowledgeWithin(),
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        Groups.files(properties.ingest().instance(), worker),
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TRANSACTION_MILLIS,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024));
    }
}
