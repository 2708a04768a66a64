package vn.hanoi.datahub.worldtests.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertStatus;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.alert.AlertTopology;
import vn.hanoi.datahub.streams.processor.AccountingTopology;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.testkit.DrivenTopology;

/**
 * What follows the hub where it is deployed: the log is counted once more, and published values and counts are held
 * against the rules for alerts.
 */
final class AlertsRun implements AutoCloseable {

    private final Catalogue catalogue;
    private final DrivenTopology accounting;
    private final DrivenTopology watching;
    private final Map<String, TestInputTopic<byte[], byte[]>> log = new HashMap<>();
    private final TestOutputTopic<byte[], byte[]> counted;
    private final TestInputTopic<byte[], byte[]> counts;
    private final TestOutputTopic<byte[], byte[]> reported;
    private final TestInputTopic<byte[], byte[]> reports;
    private final TestInputTopic<byte[], byte[]> revisions;
    private final TestOutputTopic<String, Alert> alerts;

    AlertsRun(String name, Path folder, Catalogue catalogue, Registry registry, Instant start) {
        this.catalogue = catalogue;
        accounting = DrivenTopology.open(
                name + "-accounting",
                folder,
                new AccountingTopology(catalogue, registry).build(StateStores.inMemory()),
                start);
        watching = DrivenTopology.open(
                name + "-alerts", folder, new AlertTopology(catalogue, registry).build(StateStores.inMemory()), start);
        counted = accounting.output(Topics.LOG_COUNT.name());
        counts = watching.input(Topics.LOG_COUNT.name());
        reported = accounting.output(Topics.REPORTED_PERIOD.name());
        reports = watching.input(Topics.REPORTED_PERIOD.name());
        revisions = watching.input(Topics.INDICATOR_REVISION.name());
        alerts = watching.output(Topics.ALERT, registry);
    }

    /** Takes what came into the log. */
    void accepted(String topic, TestRecord<byte[], byte[]> record) {
        log.computeIfAbsent(topic, accounting::input).pipeInput(record);
    }

    /** Lets time pass up to a moment, and then looks at what the hub has published. */
    void look(Instant moment, List<TestRecord<byte[], byte[]>> published) {
        for (DrivenTopology topology : List.of(accounting, watching)) {
            if (moment.isAfter(topology.clock())) {
                topology.passes(Duration.between(topology.clock(), moment));
            }
        }
        counted.readRecordsToList().forEach(counts::pipeInput);
        reported.readRecordsToList().forEach(reports::pipeInput);
        published.forEach(revisions::pipeInput);
    }

    /** What was told since the last time: where, what, how bad, and whether it is over. */
    List<String> told() {
        return alerts.readValuesToList().stream().map(this::line).toList();
    }

    private String line(Alert alert) {
        Stream<String> where = alert.getArea() == null
                ? Stream.of(alert.getMember())
                : Stream.of(
                        Units.name(catalogue
                                .areas()
                                .find(alert.getArea(), CityTime.dayOf(alert.getChangedAt()))
                                .orElseThrow()),
                        alert.getMember());
        String state = alert.getStatus() == AlertStatus.OPEN ? "open" : "resolved (" + alert.getEnding() + ")";
        return Stream.concat(where, Stream.of(alert.getTitleVi(), alert.getSeverity(), state))
                .filter(part -> !part.isEmpty())
                .reduce((one, next) -> one + ", " + next)
                .orElseThrow();
    }

    @Override
    public void close() {
        watching.close();
        accounting.close();
    }
}
