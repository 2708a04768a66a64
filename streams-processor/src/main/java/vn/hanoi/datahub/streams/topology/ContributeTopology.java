package vn.hanoi.datahub.streams.topology;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.BacklogRouter;
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.ContributeOutput;
import vn.hanoi.datahub.streams.processor.ContributeProcessor;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.Pacing;
import vn.hanoi.datahub.streams.processor.PerTask;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;

/**
 * Event topics ─▶ changes of values, and rejected events. All events of a subject stay in one partition: live ones pass
 * straight through, those of a backlog go through a topic of their own.
 */
final class ContributeTopology {

    private final Catalogue catalogue;
    private final ActiveDefinitions active;
    private final EventReader reader;
    private final Pacing pacing;
    private final int partitions;
    private final StateStores stores;

    /** @param partitions partitions of the event topics */
    ContributeTopology(
            Catalogue catalogue,
            ActiveDefinitions active,
            EventReader reader,
            Pacing pacing,
            int partitions,
            StateStores stores) {
        this.pacing = pacing;
        this.partitions = partitions;
        this.active = active;
        this.stores = stores;
        this.catalogue = catalogue;
        this.reader = reader;
    }

    KStream<String, ContributeOutput> addTo(StreamsBuilder builder) {
        SubjectStores.builders(stores).forEach(builder::addStateStore);
        builder.addStateStore(stores.positions(ContributeProcessor.POSITIONS));
        builder.addStateStore(CommitHook.named(ContributeProcessor.COMMIT));
        return routed(builder)
                .process(
                        PerTask.of((ProcessorContext<String, ContributeOutput> task) ->
                                new ContributeProcessor(catalogue, active, reader, pacing, task)),
                        Named.as("contribute.decide"),
                        stores());
    }

    /** Returns live events, and those of a backlog as they come back from its topic. */
    private KStream<byte[], byte[]> routed(StreamsBuilder builder) {
        builder.addStateStore(stores.logged(BacklogRouter.outstanding()));
        builder.addStateStore(stores.positions(BacklogRouter.POSITIONS));
        builder.addStateStore(CommitHook.named(BacklogRouter.COMMIT));
        List<String> topics =
                Topics.events(catalogue).stream().map(Topic::name).sorted().toList();
        KStream<byte[], byte[]> events = builder.stream(
                        topics,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("contribute.events"))
                .process(
                        PerTask.of((ProcessorContext<byte[], byte[]> task) ->
                                new BacklogRouter(pacing.backpressure(), task)),
                        Named.as("contribute.route"),
                        BacklogRouter.OUTSTANDING,
                        BacklogRouter.POSITIONS,
                        BacklogRouter.COMMIT);
        KStream<byte[], byte[]> backlog = events.mapValues(value -> value, Named.as(BacklogRouter.TO_BACKLOG))
                .repartition(Repartitioned.<byte[], byte[]>as(BacklogRouter.TOPIC)
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.ByteArray())
                        .withStreamPartitioner(BacklogRouter::partition)
                        .withNumberOfPartitions(partitions));
        return events.mapValues(value -> value, Named.as(BacklogRouter.TO_LIVE))
                .merge(backlog, Named.as("contribute.merged"));
    }

    private static String[] stores() {
        return Stream.concat(
                        SubjectStores.names().stream().sorted(),
                        Stream.of(ContributeProcessor.POSITIONS, ContributeProcessor.COMMIT, BacklogRouter.OUTSTANDING))
                .toArray(String[]::new);
    }
}
