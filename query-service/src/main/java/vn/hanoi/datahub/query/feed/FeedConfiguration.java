package vn.hanoi.datahub.query.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.config.Awaited;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.history.Downsampling;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.HistoryDatabase;
import vn.hanoi.datahub.query.history.HistoryWriter;
import vn.hanoi.datahub.query.history.Newest;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.SilentSensors;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.topic.Groups;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.TraceHeader;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Feeds from Kafka and from the processors. */
@Configuration(proxyBeanMethods = false)
@Import({Definitions.class, EventDelay.class, SilentSensors.class, History.class})
class FeedConfiguration {

    private static final Duration ALERTS_KEPT = Duration.ofDays(90);
    private static final Duration TRIM_EVERY = Duration.ofMinutes(10);

    @Bean
    @Awaited
    FollowedTopic<String, DefinitionStep> definitionFeed(
            TopicFollower follower,
            Definitions definitions,
            FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            Admin admin,
            UpdateBroadcast live) {
        return follower.follow(Topics.DEFINITION, new DefinitionSteps(definitions, valueFeed, admin, live::resync));
    }

    @Bean
    Values values(
            QueryProperties properties,
            ValueView view,
            History history,
            Admin admin,
            UpdateBroadcast live,
            EventDelay delay) {
        return new Values(
                view,
                history,
                admin,
                properties.query().liveWindow(),
                (row, parts, record) -> {
                    delay.published(Instant.ofEpochMilli(record.timestamp()), record.headers());
                    PublishedPart total = parts.total();
                    if (total != null) { // live updates do not include the parts of a row
                        live.publish(
                                new LiveUpdate.OfValue(Value.of(row, total), TraceHeader.find(record.headers())),
                                record.partition(),
                                Position.place(record.offset(), 0));
                    }
                },
                live::caughtUp);
    }

    @Bean
    @Awaited
    FollowedTopic<IndicatorRowKey, byte[]> valueFeed(TopicFollower follower, Values values) {
        return follower.follow(Topics.INDICATOR_REVISION.ofBodies(), values, values);
    }

    @Bean
    RecentWindow recentWindow(QueryProperties properties) {
        return new RecentWindow(
                properties.query().recentHours(), properties.query().recentDays());
    }

    @Bean
    ValueView valueView(RecentWindow window, InstantSource clock, SilentSensors silent, MeterRegistry meters) {
        ValueView view = new ValueView(window, clock, silent);
        Gauge.builder("hub.query.values", view, ValueView::size)
                .description("current values in memory")
                .register(meters);
        return view;
    }

    @Bean(destroyMethod = "close")
    HistoryDatabase historyDatabase(QueryProperties properties) {
        QueryProperties.History history = properties.query().history();
        return HistoryDatabase.open(history.url(), history.user(), history.password(), history.memory());
    }

    /** Follows the revision topic separately, so that a slow database does not delay readers. */
    @Bean
    FollowedTopic<IndicatorRowKey, byte[]> historyFeed(
            QueryProperties properties,
            TopicFollower follower,
            HistoryDatabase database,
            RecentWindow window,
            Admin admin,
            InstantSource clock) {
        Duration exact = properties.query().history().exact();
        Newest newest = new Newest(database, window);
        HistoryFill fill = new HistoryFill(
                new HistoryWriter(database, newest, exact, clock),
                new Downsampling(database, exact),
                newest,
                admin,
                clock);
        return follower.follow(Topics.INDICATOR_REVISION.ofBodies(), fill, fill);
    }

    @Bean
    PublishedValues publishedValues(
            ValueView view,
            History history,
            Definitions definitions,
            @Qualifier("historyFeed") FollowedTopic<IndicatorRowKey, byte[]> historyFeed,
            InstantSource clock) {
        Bulkhead reading = new Bulkhead("reading the history", 4, 40, Duration.ofSeconds(10));
        return new PublishedValues(view, history, definitions::oldestInMemory, historyFeed::isCaughtUp, reading, clock);
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
    GroupProgress progress(Admin admin, QueryProperties properties, Catalogue catalogue) {
        return new GroupProgress(admin, Groups.fold(properties.query().processorGroup(), catalogue.fingerprint()));
    }

    /** Returns the progress of the log count. */
    @Bean
    GroupProgress accounting(Admin admin, QueryProperties properties, Catalogue catalogue) {
        return new GroupProgress(
                admin, Groups.accounting(properties.query().processorGroup(), catalogue.schedulesFingerprint()));
    }

    /** Removes data that is no longer read from memory. */
    @Bean(destroyMethod = "close")
    Rounds trims(
            ValueView view,
            Definitions definitions,
            FollowedTopic<String, DefinitionStep> definitionFeed,
            Alerts alerts,
            InstantSource clock) {
        return new Rounds("trim", 1)
                .every(TRIM_EVERY, () -> {
                    if (definitionFeed.isCaughtUp()) {
                        view.trim(definitions::oldestInMemory);
                    }
                })
                .every(TRIM_EVERY, () -> alerts.forget(clock.instant().minus(ALERTS_KEPT)));
    }

    /** Reports ready once the view has caught up; before that, answers would lack published values. */
    @Bean
    HealthIndicator feed(@Awaited List<FollowedTopic<?, ?>> feeds, ValueView view) {
        return () -> (feeds.stream().allMatch(FollowedTopic::isCaughtUp) ? Health.up() : Health.down())
                .withDetail("values", view.size())
                .build();
    }

    @Bean
    MeterBinder rebuildMeters(Catalogue catalogue, Definitions definitions) {
        return meters -> {
            Gauge.builder(
                            "hub.definitions.underway",
                            () -> shares(catalogue, definitions).size())
                    .description("new versions of definitions that are being counted")
                    .register(meters);
            Gauge.builder(
                            "hub.definitions.counted",
                            () -> shares(catalogue, definitions).stream()
                                    .mapToDouble(share -> share)
                                    .min()
                                    .orElse(1))
                    .description("how far the slowest of them has come, 0 to 1")
                    .register(meters);
        };
    }

    private static List<Double> shares(Catalogue catalogue, Definitions definitions) {
        return catalogue.indicators().stream()
                .flatMap(indicator -> definitions.find(indicator.id()).flatMap(definitions::underway).stream())
                .map(Definitions.Underway::counted)
                .toList();
    }
}
