package vn.hanoi.datahub.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.testkit.DrivenTopology;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** The shipped rules over published values, by a clock of the test's own. */
class AlertTopologyTest {

    private static final String REGISTRY = "mock://alerts";
    private static final Instant START = Instant.parse("2026-03-10T02:05:00Z");
    private static final LocalDate NEW_UNITS = LocalDate.of(2025, 7, 1);

    @TempDir
    private Path folder;

    private Instant now = START;
    private DrivenTopology topology;
    private TestInputTopic<IndicatorRowKey, IndicatorRow> revisions;
    private TestInputTopic<String, LogCount> logCounts;
    private TestInputTopic<String, ReportedPeriod> reports;
    private TestOutputTopic<String, Alert> alerts;

    @BeforeEach
    void start() {
        start(START, "alerts");
    }

    private void start(Instant begin, String name) {
        now = begin;
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        Provisioning.registerSchemas(Registry.client(REGISTRY), Topics.of(catalogue));
        Registry registry = Registry.at(REGISTRY);
        topology = DrivenTopology.open(
                name, folder, new AlertTopology(catalogue, registry).build(StateStores.inMemory()), begin);
        revisions = topology.input(Topics.INDICATOR_REVISION, registry);
        logCounts = topology.input(Topics.LOG_COUNT, registry);
        reports = topology.input(Topics.REPORTED_PERIOD, registry);
        alerts = topology.output(Topics.ALERT, registry);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private void passes(Duration time) {
        topology.passes(time);
        now = topology.clock();
    }

    private void hour(String indicator, String dimension, String member, Double value) {
        publish(
                indicator,
                "00004",
                NEW_UNITS,
                Period.containing(now, Granularity.HOUR).plus(-1),
                dimension,
                member,
                value);
    }

    private void publish(
            String indicator,
            String area,
            LocalDate since,
            Period period,
            String dimension,
            String member,
            Double value) {
        revisions.pipeInput(
                new IndicatorRowKey(indicator, 1, area, since, period.text()),
                new IndicatorRow(
                        now,
                        List.of(new IndicatorPart(
                                dimension, member, value, null, null, value == null ? 0L : 1L, null, 1L, now, now))));
    }

    /** What was told since the last look: severity and status of each. */
    private List<String> told() {
        return alerts.readValuesToList().stream()
                .map(alert -> alert.getSeverity() + " " + alert.getStatus()
                        + (alert.getEnding() == null ? "" : " " + alert.getEnding()))
                .collect(Collectors.toList());
    }

    @Test
    void anAlertIsOpenedRisesAndIsResolved_underOneId() {
        hour("air.vn_aqi_hourly", "station", "s1", 100.0);
        assertThat(alerts.isEmpty()).isTrue();
        hour("air.vn_aqi_hourly", "station", "s1", 120.0);
        passes(Duration.ofHours(1));
        hour("air.vn_aqi_hourly", "station", "s1", 210.0);
        passes(Duration.ofHours(1));
        hour("air.vn_aqi_hourly", "station", "s1", 60.0);
        List<Alert> all = alerts.readValuesToList();
        assertThat(all).extracting(Alert::getSeverity).containsExactly("minor", "severe", "severe");
        assertThat(all).extracting(alert -> alert.getStatus().name()).containsExactly("OPEN", "OPEN", "RESOLVED");
        assertThat(all).extracting(Alert::getId).containsOnly(all.get(0).getId());
        assertThat(all.get(1).getTitleVi()).isEqualTo("Chất lượng không khí: Rất xấu");
        assertThat(all.get(1).getQuantity()).isEqualTo(210);
        assertThat(all.get(1).getThreshold()).isEqualTo(201);
        assertThat(all.get(2).getEnding()).isEqualTo("cleared");
        assertThat(all.get(0).getArea()).isEqualTo("00004");

        passes(Duration.ofHours(1));
        hour("air.vn_aqi_hourly", "station", "s1", 130.0);
        assertThat(alerts.readValue().getId())
                .as("a new alert")
                .isNotEqualTo(all.get(0).getId());
    }

    @Test
    void aResolvedAlertIsForgottenAfterThirteenMonths_andOneThatIsOpenIsNot() {
        hour("air.vn_aqi_hourly", "station", "s1", 160.0);
        hour("air.vn_aqi_hourly", "station", "s1", 60.0);
        String resolved = alerts.readValuesToList().get(0).getId();
        heard("H26.XD", "traffic-observation", now);
        passes(Duration.ofDays(1));
        hour("river.level", "station", "Long Biên", 10.6);
        passes(Duration.ofMinutes(1));
        String open = alerts.readValue().getId();

        passes(Topic.THIRTEEN_MONTHS.minusDays(2));
        assertThat(alerts.readKeyValuesToList()).noneMatch(told -> told.value == null);
        passes(Duration.ofDays(2));
        assertThat(alerts.readKeyValuesToList())
                .filteredOn(told -> told.value == null)
                .extracting(told -> told.key)
                .containsExactly(resolved)
                .doesNotContain(open);
        assertThat(topology.<String, Integer>store(AlertProcessor.LISTENING).all())
                .toIterable()
                .isEmpty();
    }

    @Test
    void aValueThatTremblesAroundABoundDoesNotFlap() {
        hour("air.vn_aqi_hourly", "station", "s1", 101.0);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            passes(Duration.ofMinutes(20));
            hour("air.vn_aqi_hourly", "station", "s1", 97.0 + random.nextInt(10));
        }
        assertThat(told()).containsExactly("minor OPEN");
    }

    @Test
    void whatMustLastIsToldByTheClockAlone() {
        hour("traffic.congested_share", "", "", 60.0);
        passes(Duration.ofMinutes(14));
        assertThat(alerts.isEmpty()).isTrue();
        passes(Duration.ofMinutes(1));
        assertThat(told()).containsExactly("minor OPEN");
    }

    @Test
    void riverAlarmsAreTheStationsOwn() {
        hour("river.level", "station", "Long Biên", 10.6);
        hour("river.level", "station", "Ba Thá", 5.0);
        hour("river.level", "station", "an unknown one", 99.0);
        Alert alert = alerts.readValue();
        assertThat(alert.getTitleVi()).isEqualTo("Mực nước sông: BĐ2");
        assertThat(alert.getSeverity()).isEqualTo("severe");
        assertThat(alert.getMember()).isEqualTo("Long Biên");
        passes(Duration.ofHours(1));
        hour("river.level", "station", "Long Biên", 10.45);
        assertThat(alerts.isEmpty()).as("less than 10 cm below").isTrue();
        hour("river.level", "station", "Long Biên", 10.39);
        assertThat(told()).containsExactly("moderate OPEN");
    }

    @Test
    void rainOfANewHourDoesNotResolveAStormThatGoesOn() {
        Period hour = Period.containing(now, Granularity.HOUR);
        publish("rain.accumulation", "00004", NEW_UNITS, hour, "gauge", "g1", 35.0);
        publish("rain.accumulation", "00004", NEW_UNITS, hour.plus(1), "gauge", "g1", 4.0); // not begun yet
        passes(Duration.ofHours(1));
        publish("rain.accumulation", "00004", NEW_UNITS, hour.plus(1), "gauge", "g1", 4.0);
        assertThat(told()).containsExactly("moderate OPEN");
        passes(Duration.ofHours(1));
        assertThat(told()).containsExactly("moderate RESOLVED cleared");
    }

    @Test
    void onlyTheNewestPeriodCounts_andWithoutNewsAnAlertExpires() {
        Period hour = Period.containing(now, Granularity.HOUR).plus(-1);
        publish("air.vn_aqi_hourly", "00004", NEW_UNITS, hour.plus(-500), "station", "s1", 400.0);
        hour("air.vn_aqi_hourly", "station", "s1", 160.0);
        publish("air.vn_aqi_hourly", "00004", NEW_UNITS, hour.plus(-1), "station", "s1", 20.0);
        assertThat(told()).containsExactly("moderate OPEN");
        passes(Duration.ofHours(4));
        assertThat(told()).containsExactly("moderate RESOLVED expired");
        passes(Duration.ofHours(1));
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void aValueThatIsTakenBackResolvesItsAlert() {
        hour("air.vn_aqi_hourly", "station", "s1", 160.0);
        hour("air.vn_aqi_hourly", "station", "s1", null);
        assertThat(told()).containsExactly("moderate OPEN", "moderate RESOLVED cleared");
    }

    @Test
    void aTargetIsAtRiskWhileTooMuchIsMissing() {
        Period year = Period.containing(now, Granularity.YEAR);
        LocalDate city = LocalDate.of(2008, 8, 1);
        publish("dg.tthc_dossiers_online", "01", city, year, "", "", 10.0);
        publish("dg.tthc_dossiers_online", "01", city, year.plus(-1), "", "", 10.0);
        publish("dg.tthc_dossiers_online", "00004", NEW_UNITS, year, "", "", 10.0);
        passes(Duration.ofMinutes(6));
        Alert alert = alerts.readValue();
        assertThat(alert.getRule()).isEqualTo("target.at_risk");
        assertThat(alert.getIndicator()).isEqualTo("dg.tthc_dossiers_online");
        assertThat(alert.getQuantity()).as("10 of 80").isEqualTo(87.5);
        assertThat(alert.getSeverity()).as("in March, a fifth of the year").isEqualTo("minor");
        assertThat(alerts.isEmpty()).isTrue();
        publish("dg.tthc_dossiers_online", "01", city, year, "", "", 90.0);
        passes(Duration.ofMinutes(6));
        assertThat(told()).containsExactly("minor RESOLVED cleared");
    }

    /** A stock that grows is far from its target on 1 January, and nobody has to be told. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-05, 0, ''",
        "2026-03-10, 60, ''",
        "2026-07-02, 60, minor",
        "2026-12-20, 60, moderate",
        "2026-12-20, 77, ''"
    })
    void whatIsMissingWeighsAsMuchAsOfTheYearHasPassed(String day, double value, String severity) {
        topology.close();
        start(Instant.parse(day + "T02:05:00Z"), "alerts-of-" + day + value);
        publish(
                "dg.tthc_dossiers_online",
                "01",
                LocalDate.of(2008, 8, 1),
                Period.containing(now, Granularity.YEAR),
                "",
                "",
                value);
        passes(Duration.ofMinutes(6));

        assertThat(told().stream().map(told -> told.split(" ")[0]).collect(Collectors.joining()))
                .isEqualTo(severity);
    }

    private void heard(String agency, String type, Instant at) {
        logCounts.pipeInput(
                "any",
                new LogCount(
                        agency,
                        type,
                        CityTime.dayOf(at),
                        0,
                        null,
                        1L,
                        1 << CityTime.at(at).getHour(),
                        0L,
                        at,
                        at));
    }

    @Test
    void aFeedThatIsSilentWhileOthersAreHeardIsTold_butNotTheHubsOwnSilence() {
        heard("H26.NNMT", "air-observation", now);
        passes(Duration.ofHours(6));
        assertThat(alerts.isEmpty()).as("nobody was heard: the hub was away").isTrue();
        for (int i = 0; i < 4; i++) {
            heard("H26.XD", "traffic-observation", now);
            passes(Duration.ofHours(1));
        }
        List<Alert> silent = alerts.readValuesToList().stream()
                .filter(alert -> alert.getMember().equals("H26.NNMT/air-observation"))
                .toList();
        assertThat(silent).hasSize(1);
        assertThat(silent.get(0).getAgency()).isEqualTo("H26.NNMT");
        heard("H26.NNMT", "air-observation", now);
        passes(Duration.ofMinutes(8));
        heard("H26.NNMT", "air-observation", now);
        passes(Duration.ofMinutes(8));
        assertThat(told()).contains("minor RESOLVED cleared");
    }

    private void reported(String agency, String lastDay) {
        reports.pipeInput(
                "any", new ReportedPeriod(agency, "plan-task", "any", LocalDate.parse(lastDay), 0, 1L, now, now));
    }

    private List<String> toldOfReports() {
        return alerts.readValuesToList().stream()
                .filter(alert -> alert.getMember().equals("H26.VP/plan-task"))
                .map(alert -> alert.getRule() + " " + alert.getSeverity() + " " + alert.getStatus())
                .toList();
    }

    /** The month to 14 March 2026, a Saturday, is due on Monday, 16 March, at 17:00: 10:00 in UTC. */
    @Test
    void aPeriodicFeedIsToldOnceItIsOverdue_neverForItsSilence() {
        reported("H26.VP", "2026-02-14");
        heard("H26.VP", "plan-task", now);
        heardUntil("2026-03-16T10:00:00Z");
        assertThat(toldOfReports()).as("not due yet").isEmpty();
        heardUntil("2026-03-16T11:00:00Z");
        assertThat(toldOfReports()).containsExactly("report.overdue minor OPEN");
        heardUntil("2026-05-16T00:00:00Z");
        assertThat(toldOfReports()).containsExactly("report.overdue moderate OPEN");
        reported("H26.VP", "2026-05-14");
        passes(Duration.ofMinutes(16));
        assertThat(toldOfReports()).containsExactly("report.overdue moderate RESOLVED");
        assertThat(alerts.isEmpty()).isTrue();
    }

    /** The hub is away from 12:00 to 20:00 on the due day, so five hours of that day go and three of the extension. */
    @Test
    void aReportIsNotOverdueWhileTheHubIsAway_norBeforeItsExtensionHasPassed() {
        reported("H26.VP", "2026-02-14");
        heardUntil("2026-03-16T05:00:00Z");
        passes(Duration.ofHours(8));
        assertThat(toldOfReports()).isEmpty();
        heardUntil("2026-03-16T18:00:00Z");
        assertThat(toldOfReports()).isEmpty();
        heardUntil("2026-03-16T19:00:00Z");
        assertThat(toldOfReports()).containsExactly("report.overdue minor OPEN");
    }

    private void heardUntil(String moment) {
        while (now.isBefore(Instant.parse(moment))) {
            heard("H26.XD", "traffic-observation", now);
            passes(Duration.ofMinutes(30));
        }
    }

    @Test
    void theDescriptionNamesEverything() {
        assertThat(new AlertTopology(CatalogueLoader.load(CatalogueFiles.shipped()), Registry.at(REGISTRY))
                        .build(StateStores.inMemory())
                        .describe()
                        .toString())
                .doesNotContain("0000000");
    }
}
