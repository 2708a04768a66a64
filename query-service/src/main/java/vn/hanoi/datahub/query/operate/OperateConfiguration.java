package vn.hanoi.datahub.query.operate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Monitoring and operation of the hub: the age of its data, the state of its parts, and sessions. */
@Configuration(proxyBeanMethods = false)
class OperateConfiguration {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Bean
    ProcessedEvents processedEvents(Catalogue catalogue, GroupProgress progress, EventLog eventLog) {
        return new ProcessedEvents(
                Topics.events(catalogue).stream().map(Topic::name).toList(), progress, eventLog);
    }

    @Bean
    DataAsOfProbe dataAsOfProbe(
            Admin admin,
            ProcessedEvents events,
            Processors processors,
            @Qualifier("valueFeed") FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            InstantSource clock) {
        return new DataAsOfProbe(admin, events, valueFeed, processors::waitingSince, clock);
    }

    @Bean
    IngestClient ingestClient(QueryProperties properties) {
        return new IngestClient(properties.query().frontDoor());
    }

    /** Runs two threads, so that a slow processor does not delay the check of whether Kafka answers. */
    @Bean(destroyMethod = "close")
    Rounds looks(DataAsOfProbe probe, GroupProgress progress, GroupProgress accounting, Processors processors) {
        return new Rounds("look", 2)
                .every(Duration.ZERO, LOOK_EVERY, () -> {
                    progress.look();
                    accounting.look();
                    probe.look();
                })
                .every(Duration.ZERO, LOOK_EVERY, processors::look);
    }

    @Bean
    ConfirmedWriter<SessionEnd> sessionEnds(ControlLog log, FollowedTopic<String, SessionEnd> sessionFeed) {
        return new ConfirmedWriter<>(log, sessionFeed);
    }

    @Bean
    MeterBinder partMeters(DataAsOfProbe probe, Processors processors, InstantSource clock) {
        Instant started = clock.instant();
        return meters -> {
            Gauge.builder("hub.data.delay", probe, now -> delay(now.dataAsOf(), started, clock))
                    .description("how old what the values tell is: since when accepted events may be missing from them")
                    .baseUnit("seconds")
                    .register(meters);
            Gauge.builder("hub.kafka.up", probe, now -> now.isKafkaUp() ? 1 : 0)
                    .description("whether Kafka answers")
                    .register(meters);
            for (String state : List.of("up", "starting", "down")) {
                Gauge.builder(
                                "hub.processors",
                                processors,
                                now -> now.states().values().stream()
                                        .filter(state::equals)
                                        .count())
                        .tag("state", state)
                        .description("processors by their state")
                        .register(meters);
            }
        };
    }

    /**
     * Returns the age of the data. Until it is known, the time since the service started counts, so that a missing
     * answer does not go unnoticed.
     */
    private static double delay(@Nullable Instant dataAsOf, Instant started, InstantSource clock) {
        return Duration.between(dataAsOf == null ? started : dataAsOf, clock.instant())
                        .toMillis()
                / 1000.0;
    }
}
