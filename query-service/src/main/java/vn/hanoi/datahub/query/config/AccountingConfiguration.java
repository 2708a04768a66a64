package vn.hanoi.datahub.query.config;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.query.api.Accounts;
import vn.hanoi.datahub.query.feed.CountedEvents;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.query.feed.Progress;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Wires what became of events: counts of the log and how far it is counted, dead letters, receipts, single events. */
@Configuration(proxyBeanMethods = false)
class AccountingConfiguration {

    private static final String ACCOUNTING = "-log-count";

    @Bean
    LogCounts logCountView() {
        return new LogCounts();
    }

    @Bean
    TopicFeed<String, LogCount> logCountFeed(QueryProperties properties, Registry registry, LogCounts view) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.LOG_COUNT,
                (ConsumerRecord<String, LogCount> record, boolean isNew) -> {
                    LogCount count = record.value();
                    view.put(
                            record.key(),
                            new LogCounts.Entry(
                                    count.getAgency(),
                                    count.getType(),
                                    count.getDay(),
                                    count.getPartition(),
                                    count.getReason(),
                                    count.getEvents(),
                                    count.getHours(),
                                    count.getLastOffset(),
                                    count.getLastAt()));
                });
    }

    @Bean
    NewestByAgency<DeadLetter> deadLetters() {
        return new NewestByAgency<>();
    }

    @Bean
    TopicFeed<String, DeadLetter> deadLetterFeed(
            QueryProperties properties, Registry registry, NewestByAgency<DeadLetter> deadLetters) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.DEAD_LETTER,
                (ConsumerRecord<String, DeadLetter> record, boolean isNew) -> {
                    DeadLetter letter = record.value();
                    letter.setPayload(null); // it may be large, and nobody reads it here
                    deadLetters.put(
                            String.valueOf(letter.getAgency()),
                            letter.getRecordedAt(),
                            record.partition(),
                            record.offset(),
                            letter);
                });
    }

    @Bean
    NewestByAgency<Receipt> receipts() {
        return new NewestByAgency<>();
    }

    @Bean
    TopicFeed<String, Receipt> receiptFeed(
            QueryProperties properties, Registry registry, NewestByAgency<Receipt> receipts) {
        return EdgeConfiguration.feed(
                properties.connection(),
                registry,
                Topics.RECEIPT,
                (ConsumerRecord<String, Receipt> record, boolean isNew) -> {
                    Receipt receipt = record.value();
                    if (!receipt.getId().isEmpty()) { // before there were receipts, counts of the log bore their name
                        receipts.put(
                                receipt.getAgency(),
                                receipt.getTakenAt(),
                                record.partition(),
                                record.offset(),
                                receipt);
                    }
                });
    }

    @Bean
    Processors processors(QueryProperties properties, JsonMapper json) {
        return new Processors(properties.query().processors(), json);
    }

    @Bean
    EventLog eventLog(QueryProperties properties, Registry registry) {
        Map<String, Object> consumer =
                properties.connection().with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        return new EventLog(
                () -> new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                registry.<String>serializer(true));
    }

    @Bean
    CountedEvents countedEvents(Catalogue catalogue, Registry registry, EventLog eventLog) {
        return new CountedEvents(catalogue, registry, eventLog);
    }

    @Bean
    Progress progress(Admin admin, QueryProperties properties, Catalogue catalogue) {
        return new Progress(admin, properties.query().processorGroup() + "-" + catalogue.fingerprint());
    }

    /** How far the count of the log has come. */
    @Bean
    Progress accounting(Admin admin, QueryProperties properties) {
        return new Progress(admin, properties.query().processorGroup() + ACCOUNTING);
    }

    @Bean
    Accounts accounts(
            Catalogue catalogue,
            Definitions definitions,
            PublishedValues values,
            LogCounts logCounts,
            Progress progress,
            Progress accounting,
            @Qualifier("valueFeed") TopicFeed<IndicatorValueKey, IndicatorValue> valueFeed) {
        return new Accounts(catalogue, definitions, values, logCounts, progress, accounting, valueFeed);
    }
}
