package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.Timeliness;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.Merged;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Punctuality.Rates;
import vn.hanoi.datahub.query.view.Punctuality.Report;

/** Plan tasks are owed by H26.VP and H26.KHCN for the months to the 14th; the hub hears gauges in every hour. */
class PunctualityTest {

    private static final Feed OFFICE = new Feed("H26.VP", "plan-task");
    private static final Duration CADENCE = Duration.ofDays(31);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 20);

    private final LogCounts counts = new LogCounts();
    private final ReportedPeriods reported = new ReportedPeriods();
    private Instant now = at("2026-03-20T09:00");
    private final Punctuality punctuality = new Punctuality(Shipped.CATALOGUE, counts, reported, () -> now);

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }

    private void hear(Feed feed, LocalDate day, int hours) {
        Instant at = CityTime.startOf(day).plusSeconds(60);
        counts.put(new LogCounts.Entry(feed, day, 0, null, 24, hours, 1, at, at));
    }

    private void hearGaugesUntil(String day) {
        for (LocalDate each = FIRST; each.isBefore(LocalDate.parse(day)); each = each.plusDays(1)) {
            hear(new Feed("H26.XD", "rain-observation"), each, (1 << 24) - 1);
        }
    }

    private void deliver(String key, String firstAt) {
        reported.put(key, new ReportedPeriods.Receipt(1, at(firstAt), at(firstAt)));
    }

    private List<String> standings() {
        return punctuality.reports().stream()
                .map(report -> report.feed().agency() + " " + report.period().text() + " "
                        + report.status().word())
                .toList();
    }

    @Test
    void whoDeliversOnTheDueDayIsOnTime_andNothingIsOwedForTheTimeBeforeTheHub() {
        hearGaugesUntil("2026-03-21");
        deliver("2026-02-14/H26.VP/plan-task/2026-02@nd-09-2019/0", "2026-02-23T17:00");
        deliver("2026-02-14/H26.KHCN/plan-task/2026-02@nd-09-2019/0", "2026-02-23T17:01");
        deliver("2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/0", "2026-03-02T09:00");

        assertThat(standings())
                .containsExactly(
                        "H26.KHCN 2026-02@nd-09-2019 late",
                        "H26.VP 2026-02@nd-09-2019 on-time",
                        "H26.KHCN 2026-03@nd-09-2019 overdue",
                        "H26.VP 2026-03@nd-09-2019 on-time",
                        "H26.KHCN 2026-04@nd-09-2019 due",
                        "H26.VP 2026-04@nd-09-2019 due");
        Rates all = Rates.of(punctuality.reports(), now);
        assertThat(all).isEqualTo(new Rates(4, 3, 2));
        assertThat(all.reportingRate()).isEqualTo(0.75);
        assertThat(all.onTimeRate()).isEqualTo(0.5);
        assertThat(Rates.of(List.of(), now).onTimeRate()).isNull();
    }

    @Test
    void theFirstEventOfAnyPartitionDelivers_whateverComesLater() {
        hearGaugesUntil("2026-03-21");
        deliver("2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/1", "2026-03-19T09:00");
        deliver("2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/0", "2026-03-16T09:00");
        deliver("2026-03-14/H26.VP/plan-task/2026-Q1@nd-09-2019/0", "2026-01-01T09:00"); // of a former declaration

        Report march = march();
        assertThat(march.status()).isEqualTo(Timeliness.ON_TIME);
        assertThat(march.receipt())
                .isEqualTo(new ReportedPeriods.Receipt(2, at("2026-03-16T09:00"), at("2026-03-19T09:00")));
        reported.remove("2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/0");
        assertThat(march().status()).isEqualTo(Timeliness.LATE);
    }

    private Report march() {
        return punctuality.reports().stream()
                .filter(report ->
                        report.feed().equals(OFFICE) && report.period().text().startsWith("2026-03"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPeriodicFeedIsOverdueOnceItsReportIs_andNeverSilent() {
        hearGaugesUntil("2026-03-21");
        assertThat(punctuality.state(OFFICE, CADENCE, now)).isEqualTo(Freshness.State.NEVER);
        hear(OFFICE, LocalDate.of(2026, 1, 21), 1);
        deliver("2026-02-14/H26.VP/plan-task/2026-02@nd-09-2019/0", "2026-01-21T00:01");

        now = at("2026-03-16T17:00");
        assertThat(punctuality.standing(OFFICE, CADENCE, now).state()).isEqualTo("on-time");
        now = at("2026-03-16T17:01");
        assertThat(punctuality.standing(OFFICE, CADENCE, now).state()).isEqualTo("overdue");
        deliver("2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/0", "2026-03-18T09:00");
        now = at("2026-03-18T09:00");
        assertThat(punctuality.standing(OFFICE, CADENCE, now).state()).isEqualTo("on-time");
        assertThat(punctuality.standing(OFFICE, null, now).state()).isNull();
        assertThat(punctuality.state(
                        new Feed("H26.XD", "rain-observation"), Duration.ofHours(1), at("2026-03-22T00:00")))
                .as("a continuous feed, by its cadence")
                .isEqualTo(Freshness.State.SILENT);
    }

    /** A sent every hour until its last day; its successor C sends nothing in the first hours. */
    @Test
    void whoTookOverAnswersForTheSilence() {
        Feed former = new Feed("H26.A", "procedure-dossier");
        Feed successor = new Feed("H26.C", "procedure-dossier");
        Duration hourly = Duration.ofHours(1);
        Punctuality merged = new Punctuality(Merged.CATALOGUE, counts, reported, () -> now);
        Instant last = at("2025-08-15T23:30");
        counts.put(new LogCounts.Entry(former, LocalDate.of(2025, 8, 15), 0, null, 1, 1 << 23, 1, last, last));

        assertThat(merged.state(successor, hourly, at("2025-08-15T23:45")))
                .as("before its first day it answers for nobody")
                .isEqualTo(Freshness.State.NEVER);
        assertThat(merged.standing(successor, hourly, at("2025-08-16T00:15")))
                .isEqualTo(new Freshness.Standing(last, last, "on-time", 45 * 60L));
        assertThat(merged.standing(former, null, at("2025-08-16T09:00")).state())
                .as("nothing is expected of it any more")
                .isNull();
    }

    /** A verdict must not change because the hours that explain it were forgotten. */
    @Test
    void periodsWhoseDowntimeIsForgottenAreLeftOut() {
        hearGaugesUntil("2026-03-21");
        counts.forgetBefore(LocalDate.of(2026, 2, 8));
        assertThat(standings()).anyMatch(line -> line.contains("2026-02@"));
        counts.forgetBefore(LocalDate.of(2026, 2, 9));
        assertThat(standings()).isNotEmpty().noneMatch(line -> line.contains("2026-02@"));
    }

    @Test
    void nothingIsOwedToAHubThatHasHeardNothing() {
        assertThat(standings()).isEmpty();
        assertThat(punctuality.state(OFFICE, CADENCE, now)).isEqualTo(Freshness.State.NEVER);
    }
}
