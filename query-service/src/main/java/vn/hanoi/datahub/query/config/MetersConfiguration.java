package vn.hanoi.datahub.query.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.accounts.Accounts;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.query.operate.DataAsOfProbe;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Freshness;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** What says whether the hub keeps its promises, as metrics: how old the data are, whether the accounts add up, who is late, how far a rebuild has come. */
@Configuration(proxyBeanMethods = false)
class MetersConfiguration {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);

    /** What is too dear to be counted at each scrape. */
    static final class Book {
        private final Accounts accounts;
        private final Catalogue catalogue;
        private final LogCounts logCounts;
        private volatile double difference = Double.NaN;
        private volatile Map<Freshness.State, Long> feeds = Map.of();

        Book(Accounts accounts, Catalogue catalogue, LogCounts logCounts) {
            this.accounts = accounts;
            this.catalogue = catalogue;
            this.logCounts = logCounts;
        }

        /** New events are accounted for under the day on which the log took them: today, or yesterday around midnight. */
        void count(Instant now) {
            LocalDate today = CityTime.dayOf(now);
            feeds = catalogue.agencies().stream()
                    .flatMap(agency -> catalogue.cadences(agency).entrySet().stream()
                            .map(asked -> logCounts
                                    .freshness()
                                    .state(new Feed(agency.code(), asked.getKey()), asked.getValue(), now)))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            try {
                difference = accounts.difference(today) + (double) accounts.difference(today.minusDays(1));
            } catch (RuntimeException e) {
                difference = Double.NaN; // an old number would be a lie
                throw e;
            }
        }
    }

    @Bean
    MeterBinder partMeters(DataAsOfProbe pulse, Processors processors, InstantSource clock) {
        Instant started = clock.instant();
        return meters -> {
            Gauge.builder("hub.data.delay", pulse, now -> delay(now.dataAsOf(), started, clock))
                    .description("how old what the values tell is: since when accepted events may be missing from them")
                    .baseUnit("seconds")
                    .register(meters);
            Gauge.builder("hub.kafka.up", pulse, now -> now.isKafkaUp() ? 1 : 0)
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

    /** Until it is known how old they are, they are as old as the service: that it stays unknown must not go unnoticed. */
    private static double delay(@Nullable Instant dataAsOf, Instant started, InstantSource clock) {
        return Duration.between(dataAsOf == null ? started : dataAsOf, clock.instant())
                        .toMillis()
                / 1000.0;
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

    /** A thread of its own: a slow database must not keep the others from seeing that Kafka is there. */
    @Bean(destroyMethod = "close")
    Rounds bookkeeper(Book book, InstantSource clock) {
        return new Rounds("bookkeeper", 1).every(COUNT_EVERY, () -> book.count(clock.instant()));
    }

    @Bean
    Book book(Accounts accounts, Catalogue catalogue, LogCounts logCounts) {
        return new Book(accounts, catalogue, logCounts);
    }

    @Bean
    MeterBinder bookMeters(Book book) {
        return meters -> {
            Gauge.builder("hub.accounts.difference", book, now -> now.difference)
                    .description("events that are not accounted for, or accounted for twice")
                    .strongReference(true)
                    .register(meters);
            for (Freshness.State state : Freshness.State.values()) {
                Gauge.builder("hub.feeds", book, now -> now.feeds.getOrDefault(state, 0L))
                        .tag("state", state.word())
                        .description("feeds of agencies by how they stand to their cadence")
                        .register(meters);
            }
        };
    }
}
