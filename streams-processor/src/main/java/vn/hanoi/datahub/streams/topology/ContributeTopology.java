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
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.ContributeProcessor;
import vn.hanoi.datahub.streams.processor.Contributed;
import vn.hanoi.datahub.streams.processor.Counted;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.Stopwatch;
import vn.hanoi.datahub.streams.processor.SubjectStores;

/** Event topics ─▶ changes of values, and rejected events. Keys stay the subject's: nothing is moved between partitions here. */
final class ContributeTopology {

    private final Catalogue catalogue;
    private final Counted counted;
    private final EventReader reader;
    private final Stopwatch stopwatch;
    private final StateStores stores;

    ContributeTopology(
            Catalogue catalogue, Counted counted, EventReader reader, Stopwatch stopwatch, StateStores stores) {
        this.stopwatch = stopwatch;
        this.counted = counted;
        this.stores = stores;
        this.catalogue = catalogue;
        this.reader = reader;
    }

    KStream<String, Contributed> addTo(StreamsBuilder builder) {
        SubjectStores.builders(stores).forEach(builder::addStateStore);
        builder.addStateStore(stores.positions(ContributeProcessor.POSITIONS));
        builder.addStateStore(CommitHook.named(ContributeProcessor.COMMIT));
        List<String> topics =
                Topics.events(catalogue).stream().map(Topic::name).sorted().toList();
        return builder.stream(
                        topics,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("contribute.events"))
                .process(
                        () -> new ContributeProcessor(catalogue, counted, reader, stopwatch),
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
