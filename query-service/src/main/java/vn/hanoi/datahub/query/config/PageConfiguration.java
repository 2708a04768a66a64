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
import vn.hanoi.datahub.query.feed.FrontDoor;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.query.feed.Progress;
import vn.hanoi.datahub.query.feed.Pulse;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Wires what the page needs beside the values: whether they are true now, and the way to the front door. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Bean
    Pulse pulse(
            Admin admin,
            Catalogue catalogue,
            Progress progress,
            EventLog eventLog,
            Processors processors,
            @Qualifier("valueFeed") FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            InstantSource clock) {
        return new Pulse(
                admin,
                Topics.events(catalogue).stream().map(Topic::name).toList(),
                progress,
                valueFeed,
                eventLog,
                processors::waitingSince,
                clock);
    }

    @Bean
    FrontDoor frontDoor(QueryProperties properties) {
        return new FrontDoor(properties.query().frontDoor());
    }

    /** Two threads: a processor that lets one wait must not keep the other from seeing that Kafka is away. */
    @Bean(destroyMethod = "close")
    Rounds looks(Pulse pulse, Progress progress, Progress accounting, Processors processors) {
        return new Rounds("look", 2)
                .every(Duration.ZERO, LOOK_EVERY, () -> {
                    progress.look();
                    accounting.look();
                    pulse.beat();
                })
                .every(Duration.ZERO, LOOK_EVERY, processors::look);
    }
}
