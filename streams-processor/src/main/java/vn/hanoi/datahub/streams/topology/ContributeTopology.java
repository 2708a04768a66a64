package vn.hanoi.datahub.streams.topology;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.ContributeProcessor;
import vn.hanoi.datahub.streams.processor.Contributed;
import vn.hanoi.datahub.streams.processor.EventReader;

/** Event topics ─▶ changes of values, and rejected events. Keys stay the subject's: nothing is moved between partitions here. */
final class ContributeTopology {

    private final Catalogue catalogue;
    private final EventReader reader;

    ContributeTopology(Catalogue catalogue, EventReader reader) {
        this.catalogue = catalogue;
        this.reader = reader;
    }

    KStream<String, Contributed> addTo(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ContributeProcessor.HISTORIES),
                        Serdes.String(),
                        StateSerde.of(new HistoryState()))
                .withLoggingEnabled(HubTopology.CHANGELOG));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ContributeProcessor.IDS), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(HubTopology.CHANGELOG));
        builder.addStateStore(CommitHook.named(ContributeProcessor.COMMIT));
        List<String> topics =
                Topics.events(catalogue).stream().map(Topic::name).sorted().toList();
        return builder.stream(
                        topics,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("contribute.events"))
                .process(
                        () -> new ContributeProcessor(catalogue, reader),
                        Named.as("contribute.decide"),
                        ContributeProcessor.HISTORIES,
                        ContributeProcessor.IDS,
                        ContributeProcessor.COMMIT);
    }
}
