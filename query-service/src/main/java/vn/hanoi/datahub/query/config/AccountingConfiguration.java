package vn.hanoi.datahub.query.config;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.query.accounts.Accounts;
import vn.hanoi.datahub.query.view.AgencyQuality;
import vn.hanoi.datahub.query.accounts.Stations;
import vn.hanoi.datahub.query.events.CountedEvents;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.accounts.LogCountFeed;
import vn.hanoi.datahub.query.events.NewestFeed;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.topic.Groups;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Wires what became of events: counts of the log and how far it is counted, dead letters, receipts, single events. */
@Configuration(proxyBeanMethods = false)
class AccountingConfiguration {

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
    NewestByAgency<DeadLetter> deadLetters() {
        return new NewestByAgency<>();
    }

    @Bean
    FollowedTopic<String, DeadLetter> deadLetterFeed(TopicFollower follower, NewestByAgency<DeadLetter> deadLetters) {
        return follower.follow(Topics.DEAD_LETTER, new NewestFeed<>(record -> {
            DeadLetter letter = record.value();
            letter.setPayload(null); // it may be large, and nobody reads it here
            deadLetters.put(
                    String.valueOf(letter.getAgency()),
                    letter.getRecordedAt(),
                    record.partition(),
                    record.offset(),
                    letter);
        }));
    }

    @Bean
    NewestByAgency<Receipt> receipts() {
        return new NewestByAgency<>();
    }

    @Bean
    FollowedTopic<String, Receipt> receiptFeed(TopicFollower follower, NewestByAgency<Receipt> receipts) {
        return follower.follow(Topics.RECEIPT, new NewestFeed<>(record -> {
            Receipt receipt = record.value();
            if (!receipt.getId().isEmpty()) { // before there were receipts, counts of the log bore their name
                receipts.put(receipt.getAgency(), receipt.getTakenAt(), record.partition(), record.offset(), receipt);
            }
        }));
    }

    @Bean
    Processors processors(QueryProperties properties, JsonMapper json, ServiceKey key) {
        return new Processors(properties.query().processors(), key, json);
    }

    @Bean
    EventLog eventLog(KafkaConnection kafka, Registry registry) {
        Bulkhead reading = new Bulkhead("reading the log of events", 4, 40, Duration.ofSeconds(10));
        return new EventLog(kafka, registry.<String>serializer(true), reading);
    }

    @Bean
    CountedEvents countedEvents(Catalogue catalogue, Registry registry, EventLog eventLog) {
        return new CountedEvents(catalogue, registry, eventLog);
    }

    @Bean
    GroupProgress progress(Admin admin, QueryProperties properties, Catalogue catalogue) {
        return new GroupProgress(admin, Groups.fold(properties.query().processorGroup(), catalogue.fingerprint()));
    }

    /** How far the count of the log has come. */
    @Bean
    GroupProgress accounting(Admin admin, QueryProperties properties) {
        return new GroupProgress(admin, Groups.accounting(properties.query().processorGroup()));
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
