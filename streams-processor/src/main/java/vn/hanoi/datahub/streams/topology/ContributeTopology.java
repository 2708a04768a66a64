package vn.hanoi.datahub.streams.topology;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.ContributeOutput;
import vn.hanoi.datahub.streams.processor.ContributeProcessor;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.MonotonicClock;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;

/**
 * Event topics ─▶ changes of values, and rejected events. Records keep the subject as their key: nothing is
 * repartitioned here.
 */
final class ContributeTopology {

    private final Catalogue catalogue;
    private final ActiveDefinitions active;
    private final EventReader reader;
    private final MonotonicClock monotonic;
    private final StateStores stores;

    ContributeTopology(
            Catalogue catalogue,
            ActiveDefinitions active,
            EventReader reader,
            MonotonicClock monotonic,
            StateStores stores) {
        this.monotonic = monotonic;
        this.active = active;
        this.stores = stores;
        this.catalogue = catalogue;
        this.reader = reader;
    }

    KStream<String, ContributeOutput> addTo(StreamsBuilder builder) {
        SubjectStores.builders(stores).forEach(builder::addStateStore);
        builder.addStateStore(stores.positions(ContributeProcessor.POSITIONS));
        builder.addStateStore(CommitHook.named(ContributeProcessor.COMMIT));
        List<String> topics =
                Topics.events(catalogue).stream().map(Topic::name).sorted().toList();
        return builder.stream(
                        topics,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("contribute.events"))
                .process(
                        () -> new ContributeProcessor(catalogue, active, reader, monotonic),
                        Named.as("contribute.decide"),
                        stores());
    }

    private static String[] stores() {
        return Stream.concat(
                        SubjectStores.names().stream().sorted(),
                        Stream.of(ContributeProcessor.POSITIONS, ContributeProcessor.COMMIT))
                .toArray(String[]::new);
    }
}
