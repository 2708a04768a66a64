package vn.hanoi.datahub.query.accounts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.view.Freshness;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Metrics that show whether the accounts add up and which feeds are late. */
@Configuration(proxyBeanMethods = false)
@Import(AccountMetersConfiguration.Book.class)
class AccountMetersConfiguration {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);

    /** Figures that are too expensive to compute at each scrape. */
    static final class Book {
        private final Accounts accounts;
        private final Catalogue catalogue;
        private final Punctuality punctuality;
        private volatile double difference = Double.NaN;
        private volatile Map<Freshness.State, Long> feeds = Map.of();

        Book(Accounts accounts, Catalogue catalogue, Punctuality punctuality) {
            this.accounts = accounts;
            this.catalogue = catalogue;
            this.punctuality = punctuality;
        }

        /**
         * Recomputes the figures. New events are booked under the day on which the log accepted them: today, or
         * yesterday around midnight.
         */
        void count(Instant now) {
            LocalDate today = CityTime.dayOf(now);
            feeds = catalogue.agencies().stream()
                    .flatMap(agency -> catalogue.cadences(agency, today).entrySet().stream()
                            .map(asked ->
                                    punctuality.state(new Feed(agency.code(), asked.getKey()), asked.getValue(), now)))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            try {
                difference = accounts.difference(today) + (double) accounts.difference(today.minusDays(1));
            } catch (RuntimeException e) {
                difference = Double.NaN; // an outdated number would mislead
                throw e;
            }
        }
    }

    /** Runs on its own thread, so that a slow database does not delay the check of whether Kafka answers. */
    @Bean(destroyMethod = "close")
    Rounds bookkeeper(Book book, InstantSource clock) {
        return new Rounds("bookkeeper", 1).every(COUNT_EVERY, () -> book.count(clock.instant()));
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
                        .description("feeds of agencies by how they stand to their cadence or due moment")
                        .register(meters);
            }
        };
    }
}
