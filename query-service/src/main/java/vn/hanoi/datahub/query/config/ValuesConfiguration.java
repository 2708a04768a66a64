package vn.hanoi.datahub.query.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.query.feed.HistoryFill;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.HistoryDatabase;
import vn.hanoi.datahub.query.history.HistoryWriter;
import vn.hanoi.datahub.query.history.Newest;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Downsampling;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Wires what is known of values: those of now in memory, all that were ever published in the history. */
@Configuration(proxyBeanMethods = false)
class ValuesConfiguration {

    @Bean
    RecentWindow recentWindow(QueryProperties properties) {
        return new RecentWindow(
                properties.query().recentHours(), properties.query().recentDays());
    }

    @Bean
    ValueView valueView(RecentWindow window, InstantSource clock, MeterRegistry meters) {
        ValueView view = new ValueView(window, clock);
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

    @Bean
    History history(HistoryDatabase database) {
        return new History(database);
    }

    /** Follows the topic of revisions on its own, so that a slow database holds no reader up. */
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
                new HistoryWriter(database, newest, exact, clock), new Downsampling(database, exact), newest, admin, clock);
        return follower.follow(Topics.INDICATOR_REVISION.ofBodies(), fill, fill);
    }

    @Bean
    PublishedValues publishedValues(
            ValueView view,
            History history,
            RecentWindow window,
            Definitions definitions,
            @Qualifier("historyFeed") FollowedTopic<IndicatorRowKey, byte[]> historyFeed,
            InstantSource clock) {
        Bulkhead reading = new Bulkhead("reading the history", 4, 40, Duration.ofSeconds(10));
        return new PublishedValues(
                view, history, window, definitions::oldestInMemory, historyFeed::isCaughtUp, reading, clock);
    }
}
