package vn.hanoi.datahub.query.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.PublishedParts;
import vn.hanoi.datahub.schemas.topic.Topic;

/** The accounts of all days are added up from memory: there is no history here, and whoever asks it fails. */
class AccountsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T05:00:00Z");
    private static final Feed AIR = new Feed("H26.NNMT", "air-observation");
    private static final Feed RAIN = new Feed("H26.NNMT", "rain-observation");
    private static final Definitions DEFINITIONS = new Definitions(Shipped.CATALOGUE);

    /** As {@code query-service.yaml} sets it. */
    private final RecentWindow window = new RecentWindow(Duration.ofDays(35), Duration.ofDays(402));

    private final ValueView view = new ValueView(window, () -> NOW);
    private final LogCounts counts = new LogCounts();
    private final GroupProgress progress = new GroupProgress(null, "g");
    private final Accounts accounts = new Accounts(
            Shipped.CATALOGUE,
            new Outcomes(
                    DEFINITIONS,
                    new PublishedValues(
                            view,
                            null,
                            indicator -> 1,
                            () -> true,
                            new Bulkhead("reading", 1, 1, Duration.ofSeconds(1)),
                            () -> NOW),
                    null),
            counts,
            progress,
            progress);

    private void accepted(Feed feed, LocalDate day, long events) {
        Instant at = day.atStartOfDay(CityTime.ZONE).toInstant();
        counts.put(new LogCounts.Entry(feed, day, 0, null, events, 1, events, at, at));
    }

    private void applied(Feed feed, LocalDate day, long events) {
        IndicatorDefinition outcomes = DEFINITIONS.find(AccountLine.INDICATOR).orElseThrow();
        view.put(
                new RowKey(
                        outcomes.id(),
                        outcomes.version(),
                        Shipped.CATALOGUE.areas().city().id(),
                        Period.parse(day.toString())),
                PublishedParts.of(List.of(new PublishedPart(
                        AccountLine.DIMENSION,
                        new AccountLine(feed, Outcome.APPLIED, null).member(),
                        (double) events,
                        BigDecimal.valueOf(events),
                        null,
                        events,
                        null,
                        1,
                        1,
                        1))));
    }

    @Test
    void allDaysThatAreKeptAreAddedUp() {
        LocalDate today = CityTime.dayOf(NOW);
        LocalDate first = CityTime.dayOf(NOW.minus(Topic.THIRTEEN_MONTHS));
        for (LocalDate day : List.of(first.minusDays(1), first, today)) {
            accepted(RAIN, day, 5);
            accepted(AIR, day, 3);
            applied(RAIN, day, 5);
            applied(AIR, day, 3);
        }
        counts.forgetBefore(first);

        assertThat(accounts.accounts(Optional.empty(), null).entrySet().stream()
                        .map(line ->
                                line.getKey().day() + " " + line.getKey().feed().type() + " "
                                        + line.getValue().counts().applied()))
                .containsExactly(
                        first + " air-observation 3",
                        first + " rain-observation 5",
                        today + " air-observation 3",
                        today + " rain-observation 5");
    }
}
