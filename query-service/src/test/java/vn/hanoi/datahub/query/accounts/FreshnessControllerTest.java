package vn.hanoi.datahub.query.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.history.ListedReadings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Freshness;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.ReportedPeriods;
import vn.hanoi.datahub.query.view.SilentSensors;
import vn.hanoi.datahub.query.view.ValueView;

class FreshnessControllerTest {

    private static final Instant NOW = Instant.parse("2026-03-10T02:00:00Z");
    private static final Instant LAST = Instant.parse("2026-03-08T01:23:45.678Z");

    private static final Definitions DEFINITIONS = new Definitions(Shipped.CATALOGUE);

    private static Freshness.Standing standing(String agency, String type, boolean isStranger) {
        InstantSource clock = InstantSource.fixed(NOW);
        SilentSensors silent = new SilentSensors(DEFINITIONS);
        LogCounts counts = new LogCounts();
        counts.put(new LogCounts.Entry(
                new Feed(agency, type), LocalDate.of(2026, 3, 8), 0, null, 1, 1 << 8, 1, LAST, LAST));
        ListedReadings readings = new ListedReadings() {
            @Override
            public boolean areWhole(IndicatorDefinition definition) {
                return !isStranger || definition.publication().smallCellsShown();
            }
        };
        return new FreshnessController(
                        Shipped.CATALOGUE,
                        counts,
                        new Punctuality(Shipped.CATALOGUE, counts, new ReportedPeriods(), clock),
                        new Stations(
                                DEFINITIONS,
                                new ValueView(new RecentWindow(Duration.ofDays(1), Duration.ofDays(10)), clock, silent),
                                silent,
                                clock),
                        readings,
                        clock)
                .freshness().feeds().stream()
                        .filter(feed ->
                                feed.agency().equals(agency) && feed.type().equals(type))
                        .findFirst()
                        .orElseThrow()
                        .standing();
    }

    /** Who asks every second would otherwise count the dossiers and reports of a commune's people. */
    @ParameterizedTest
    @CsvSource({"H26.HCC, procedure-dossier", "H26.X00004, citizen-report"})
    void aStrangerSeesOnWhichDayAFeedOfPeopleWasHeard(String agency, String type) {
        Freshness.Standing standing = standing(agency, type, true);

        assertThat(standing.lastAt()).isEqualTo("2026-03-07T17:00:00Z");
        assertThat(standing.lastEventAt()).isEqualTo("2026-03-07T17:00:00Z");
        assertThat(standing.silentSeconds() % 86_400).isZero();
        assertThat(standing.state()).isEqualTo(standing(agency, type, false).state());
        assertThat(standing(agency, type, false).lastAt()).isEqualTo(LAST);
    }

    @Test
    void sensorsAreToldToTheSecond() {
        assertThat(standing("H26.NNMT", "air-observation", true).lastAt()).isEqualTo(LAST);
    }
}
