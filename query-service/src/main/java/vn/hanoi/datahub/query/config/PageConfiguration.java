package vn.hanoi.datahub.query.config;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.feed.FrontDoor;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.query.feed.Progress;
import vn.hanoi.datahub.query.feed.Pulse;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Wires what the page needs beside the values: whether they are true now, and the way to the front door. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PageConfiguration.class);
    private static final long LOOK_MILLIS = 1_000;

    @Bean
    Pulse pulse(
            Admin admin,
            Catalogue catalogue,
            Progress progress,
            EventLog eventLog,
            Processors processors,
            @Qualifier("valueFeed") TopicFeed<IndicatorValueKey, IndicatorValue> valueFeed,
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
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService looks(Pulse pulse, Progress progress, Progress accounting, Processors processors) {
        ScheduledExecutorService looks = Executors.newScheduledThreadPool(2, task -> {
            Thread look = new Thread(task, "look");
            look.setDaemon(true);
            return look;
        });
        looks.scheduleWithFixedDelay(
                guarded(() -> {
                    progress.look();
                    accounting.look();
                    pulse.beat();
                }),
                0,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        looks.scheduleWithFixedDelay(guarded(processors::look), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return looks;
    }

    /** One failure must not end all looks that would come after it. */
    static Runnable guarded(Runnable look) {
        return () -> {
            try {
                look.run();
            } catch (RuntimeException e) {
                LOG.warn("a look at the hub's parts failed; the next one comes in a second", e);
            }
        };
    }
}
