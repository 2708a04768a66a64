package vn.hanoi.datahub.ingest.config;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.api.BodyReader;
import vn.hanoi.datahub.ingest.api.EventsController;
import vn.hanoi.datahub.ingest.api.FilesController;
import vn.hanoi.datahub.ingest.api.NotificationsController;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.ingest.job.FileJobs;
import vn.hanoi.datahub.ingest.job.FileRun;
import vn.hanoi.datahub.ingest.job.JobBook;
import vn.hanoi.datahub.ingest.job.Pace;
import vn.hanoi.datahub.ingest.job.Spool;
import vn.hanoi.datahub.ingest.ngsi.Notifications;
import vn.hanoi.datahub.ingest.publish.AdmissionMetrics;
import vn.hanoi.datahub.ingest.publish.Effects;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.ingest.publish.RowPublisher;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Wires the way in for files. */
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

    /** What a killed instance left open holds readers of the same partitions up for so long at most; a restart undoes it at once. */
    private static final int TRANSACTION_MILLIS = 10_000;

    @Bean
    Mappings mappings() {
        return new Mappings();
    }

    @Bean
    TopicFeed<String, FileMapping> mappingFeed(IngestProperties properties, Registry registry, Mappings mappings) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.FILE_MAPPING,
                (ConsumerRecord<String, FileMapping> record, boolean isNew) -> mappings.put(
                        record.value().getAgency(),
                        record.value().getType(),
                        record.value().getYaml()));
    }

    @Bean(destroyMethod = "close")
    Producer<String, FileMapping> mappingProducer(IngestProperties properties, Registry registry) {
        return new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<FileMapping>serializer(false));
    }

    @Bean
    FollowedTopic<FileMapping> mappingTopic(
            Producer<String, FileMapping> mappingProducer, TopicFeed<String, FileMapping> mappingFeed) {
        return new FollowedTopic<>(mappingProducer, mappingFeed);
    }

    @Bean
    NotificationsController notificationsController(
            Catalogue catalogue,
            Mappings mappings,
            EventsController events,
            BodyReader bodies,
            TopicFeed<String, FileMapping> mappingFeed,
            IngestProperties properties) {
        Notifications notifications =
                new Notifications(catalogue, mappings, properties.ingest().maxBatch());
        return new NotificationsController(notifications, events, bodies, mappingFeed::isCaughtUp);
    }

    @Bean
    JobBook jobBook() {
        return new JobBook();
    }

    @Bean
    TopicFeed<String, FileJob> jobFeed(IngestProperties properties, Registry registry, JobBook book) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.FILE_JOB,
                (ConsumerRecord<String, FileJob> record, boolean isNew) -> book.put(record.value(), record.offset()));
    }

    @Bean(destroyMethod = "close")
    Producer<String, FileJob> jobProducer(IngestProperties properties, Registry registry) {
        return new KafkaProducer<>(
                producer(properties), registry.<String>serializer(true), registry.<FileJob>serializer(false));
    }

    @Bean
    Spool spool(IngestProperties properties) {
        IngestProperties.Files files = properties.ingest().files();
        return new Spool(files.folder(), files.largest().toBytes());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    FileJobs fileJobs(
            IngestProperties properties,
            JobBook book,
            TopicFeed<String, FileJob> jobFeed,
            Producer<String, FileJob> jobProducer,
            Admin admin,
            Catalogue catalogue,
            Door door,
            Spool spool,
            Registry registry,
            AdmissionMetrics metrics,
            TopicFeed<String, Quarantine> quarantineFeed,
            Effects effects,
            InstantSource clock) {
        IngestProperties.Files files = properties.ingest().files();
        Pace pace = new Pace(admin, files.processorGroup() + "-" + catalogue.fingerprint(), files.mostBehind());
        FileRun run = new FileRun(
                catalogue, door, spool, new Table.Limits(files.unpacked().toBytes()), pace, effects, clock);
        return new FileJobs(
                book,
                jobFeed,
                new FollowedTopic<>(jobProducer, jobFeed),
                admin,
                spool,
                run,
                worker -> new RowPublisher(
                        new KafkaProducer<>(
                                transactional(properties, worker),
                                registry.<String>serializer(true),
                                registry.<Object>serializer(false)),
                        catalogue,
                        metrics),
                properties.ingest().instance(),
                files.workers(),
                clock,
                quarantineFeed::isCaughtUp);
    }

    @Bean
    FilesController filesController(
            FileJobs jobs,
            Mappings mappings,
            Catalogue catalogue,
            Intake intake,
            AuditLog audit,
            TopicFeed<String, FileMapping> mappingFeed,
            IngestProperties properties) {
        return new FilesController(
                jobs,
                mappings,
                catalogue,
                intake,
                audit,
                properties.ingest().files().largest().toBytes(),
                mappingFeed::isCaughtUp);
    }

    private static Map<String, Object> producer(IngestProperties properties) {
        return EdgeConfiguration.producer(properties.connection(), (int)
                properties.ingest().acknowledgeWithin().toMillis());
    }

    private static Map<String, Object> transactional(IngestProperties properties, int worker) {
        Map<String, Object> config = producer(properties);
        config.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "hanoi-hub-files-" + properties.ingest().instance() + "-" + worker);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        return config;
    }
}
