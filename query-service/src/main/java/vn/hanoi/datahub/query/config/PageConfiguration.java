package vn.hanoi.datahub.query.config;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.operate.IngestClient;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.operate.DataAsOfProbe;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Wires what the page needs beside the values: whether they are true now, and the way to the front door. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Bean
    DataAsOfProbe pulse(
            Admin admin,
            Catalogue catalogue,
            GroupProgress progress,
            EventLog eventLog,
            Processors processors,
            @Qualifier("valueFeed") FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            InstantSource clock) {
        return new DataAsOfProbe(
                admin,
                Topics.events(catalogue).stream().map(Topic::name).toList(),
                progress,
                valueFeed,
                eventLog,
                processors::waitingSince,
                clock);
    }

    @Bean
    IngestClient frontDoor(QueryProperties properties) {
        return new IngestClient(properties.query().frontDoor());
    }

    /** Two threads: a processor that lets one wait must not keep the other from seeing that Kafka is away. */
    @Bean(destroyMethod = "close")
    Rounds looks(DataAsOfProbe pulse, GroupProgress progress, GroupProgress accounting, Processors processors) {
        return new Rounds("look", 2)
                .every(Duration.ZERO, LOOK_EVERY, () -> {
                    progress.look();
                    accounting.look();
                    pulse.beat();
                })
                .every(Duration.ZERO, LOOK_EVERY, processors::look);
    }
}
