package vn.hanoi.datahub.streams.topology;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.Evaluated;
import vn.hanoi.datahub.streams.processor.Pacing;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.PerTask;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.TallyProcessor;

/** Changes ─▶ the only shuffle, by (indicator, area) ─▶ cells, rolled up and evaluated ─▶ values. */
final class TallyTopology {

    private final Catalogue catalogue;
    private final ActiveDefinitions active;
    private final Partitions partitions;
    private final Pacing pacing;
    private final StateStores stores;

    TallyTopology(
            Catalogue catalogue, ActiveDefinitions active, Partitions partitions, Pacing pacing, StateStores stores) {
        this.pacing = pacing;
        this.active = active;
        this.stores = stores;
        this.catalogue = catalogue;
        this.partitions = partitions;
    }

    KStream<Object, Evaluated> addTo(StreamsBuilder builder, KStream<String, ChangesState> changes) {
        builder.addStateStore(stores.keyValue(TallyProcessor.CELLS, Serdes.Bytes(), Serdes.ByteArray()));
        builder.addStateStore(stores.keyValue(TallyProcessor.CLOCK, Serdes.String(), Serdes.String()));
        builder.addStateStore(stores.keyValue(TallyProcessor.WAITING, Serdes.Bytes(), Serdes.ByteArray()));
        builder.addStateStore(stores.keyValue(TallyProcessor.DEFINITIONS, Serdes.String(), Serdes.String()));
        builder.addStateStore(stores.positions(TallyProcessor.POSITIONS));
        builder.addStateStore(CommitHook.named(TallyProcessor.COMMIT));
        return changes.repartition(Repartitioned.<String, ChangesState>as("tally-changes")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(StateSerde.of(new ChangesState()))
                        .withStreamPartitioner(TallyTopology::partitions)
                        .withNumberOfPartitions(partitions.shuffle()))
                .process(
                        PerTask.of((ProcessorContext<Object, Evaluated> task) ->
                                new TallyProcessor(catalogue, active, partitions, pacing, task)),
                        Named.as("tally.evaluate"),
                        TallyProcessor.CELLS,
                        TallyProcessor.CLOCK,
                        TallyProcessor.WAITING,
                        TallyProcessor.DEFINITIONS,
                        TallyProcessor.POSITIONS,
                        TallyProcessor.COMMIT);
    }

    /** Routes changes by their key. The notice that a definition has counted everything goes to all partitions. */
    private static Optional<Set<Integer>> partitions(String topic, String key, ChangesState changes, int partitions) {
        return changes.getCounted() == null
                ? Optional.empty()
                : Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
}
