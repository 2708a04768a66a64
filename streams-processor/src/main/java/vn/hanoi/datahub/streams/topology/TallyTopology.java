package vn.hanoi.datahub.streams.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.state.CellState;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Changes ─▶ the one shuffle, by (indicator, area) ─▶ cells, rolled up and evaluated ─▶ values. */
final class TallyTopology {

    private final Catalogue catalogue;
    private final int partitions;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    TallyTopology(Catalogue catalogue, int partitions, Function<String, KeyValueBytesStoreSupplier> stores) {
        this.stores = stores;
        this.catalogue = catalogue;
        this.partitions = partitions;
    }

    KStream<IndicatorValueKey, IndicatorValue> addTo(StreamsBuilder builder, KStream<String, ChangesState> changes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        stores.apply(TallyProcessor.CELLS), Serdes.Bytes(), StateSerde.of(new CellState()))
                .withLoggingEnabled(HubTopology.CHANGELOG));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(stores.apply(TallyProcessor.CLOCK), Serdes.String(), Serdes.String())
                        .withLoggingEnabled(HubTopology.CHANGELOG));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(stores.apply(TallyProcessor.WAITING), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(HubTopology.CHANGELOG));
        builder.addStateStore(CommitHook.named(TallyProcessor.COMMIT));
        return changes.repartition(Repartitioned.<String, ChangesState>as("tally-changes")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(StateSerde.of(new ChangesState()))
                        .withNumberOfPartitions(partitions))
                .process(
                        () -> new TallyProcessor(catalogue),
                        Named.as("tally.evaluate"),
                        TallyProcessor.CELLS,
                        TallyProcessor.CLOCK,
                        TallyProcessor.WAITING,
                        TallyProcessor.COMMIT);
    }
}
