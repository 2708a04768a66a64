package vn.hanoi.datahub.streams.alert;

import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.state.AlertReading;
import vn.hanoi.datahub.state.AlertWatch;
import vn.hanoi.datahub.streams.processor.PerTask;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Revisions, log counts and reported periods ─▶ what the rules look at ─▶ one task that watches all of it (a city has
 * few alerts) ─▶ alerts.
 */
public final class AlertTopology {

    private final Catalogue catalogue;
    private final Registry registry;

    public AlertTopology(Catalogue catalogue, Registry registry) {
        this.catalogue = catalogue;
        this.registry = registry;
    }

    public Topology build(StateStores stores) {
        StreamsBuilder builder = new StreamsBuilder();
        Readings readings = new Readings(catalogue);
        KStream<String, AlertReading> ofValues = builder.stream(
                        Topics.INDICATOR_REVISION.name(),
                        Consumed.with(Topics.INDICATOR_REVISION.keys(registry), Serdes.ByteArray())
                                .withName("alerts.revisions"))
                .process(ReadingProcessor.of(ofValues(readings)), Named.as("alerts.of-values"));
        KStream<String, AlertReading> ofFeeds = builder.stream(
                        Topics.LOG_COUNT.name(),
                        Consumed.with(Topics.LOG_COUNT.keys(registry), Topics.LOG_COUNT.values(registry))
                                .withName("alerts.log-counts"))
                .process(
                        ReadingProcessor.of((record, now) -> readings.of(record.value())), Named.as("alerts.of-feeds"));
        KStream<String, AlertReading> ofReports = builder.stream(
                        Topics.REPORTED_PERIOD.name(),
                        Consumed.with(Topics.REPORTED_PERIOD.keys(registry), Topics.REPORTED_PERIOD.values(registry))
                                .withName("alerts.reported-periods"))
                .process(
                        ReadingProcessor.of((record, now) -> readings.of(record.value())),
                        Named.as("alerts.of-reports"));
        builder.addStateStore(
                stores.keyValue(AlertProcessor.WATCHES, Serdes.String(), StateSerde.of(new AlertWatch())));
        builder.addStateStore(stores.keyValue(AlertProcessor.LISTENING, Serdes.String(), Serdes.Integer()));
        builder.addStateStore(stores.keyValue(ResolvedAlerts.STORE, Serdes.String(), Serdes.String()));
        ofValues.merge(ofFeeds, Named.as("alerts.readings"))
                .merge(ofReports, Named.as("alerts.all-readings"))
                .repartition(Repartitioned.with(Serdes.String(), StateSerde.of(new AlertReading()))
                        .withNumberOfPartitions(1)
                        .withName("alert-readings"))
                .process(
                        PerTask.of((ProcessorContext<String, Alert> task) -> new AlertProcessor(catalogue, task)),
                        Named.as("alerts.watch"),
                        AlertProcessor.WATCHES,
                        AlertProcessor.LISTENING,
                        ResolvedAlerts.STORE)
                .to(
                        Topics.ALERT.name(),
                        Produced.with(Topics.ALERT.keys(registry), Topics.ALERT.values(registry))
                                .withName("alerts"));
        return builder.build(new Properties());
    }

    /** Reads only the rows that a rule looks at. */
    private ReadingProcessor.Reading<IndicatorRowKey, byte[]> ofValues(Readings readings) {
        Deserializer<IndicatorRow> row = registry.deserializer(Topics.INDICATOR_REVISION.value());
        return (record, now) -> readings.areOf(record.key())
                ? readings.of(record.key(), row.deserialize(Topics.INDICATOR_REVISION.name(), record.value()), now)
                : List.of();
    }
}
