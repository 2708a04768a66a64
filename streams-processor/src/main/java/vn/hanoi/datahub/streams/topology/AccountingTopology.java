package vn.hanoi.datahub.streams.topology;

import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.AccountingProcessor;
import vn.hanoi.datahub.streams.processor.CommitHook;

/** Event topics ─▶ counted by agency, type and day ─▶ receipts. Shares no code with the deciding of outcomes, so that the two can be held against each other. */
public final class AccountingTopology {

    private final Catalogue catalogue;
    private final Registry registry;

    public AccountingTopology(Catalogue catalogue, Registry registry) {
        this.catalogue = catalogue;
        this.registry = registry;
    }

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(AccountingProcessor.RECEIPTS),
                        Serdes.String(),
                        StateSerde.of(new Receipt()))
                .withLoggingEnabled(HubTopology.CHANGELOG));
        builder.addStateStore(CommitHook.named(AccountingProcessor.COMMIT));
        List<String> topics =
                Topics.events(catalogue).stream().map(Topic::name).sorted().toList();
        builder.stream(
                        topics,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("accounting.events"))
                .process(
                        AccountingProcessor::new,
                        Named.as("accounting.count"),
                        AccountingProcessor.RECEIPTS,
                        AccountingProcessor.COMMIT)
                .to(
                        Topics.RECEIPT.name(),
                        Produced.with(
                                        Serdes.serdeFrom(
                                                registry.<String>serializer(true),
                                                registry.<String>deserializer(Topics.RECEIPT.key())),
                                        Serdes.serdeFrom(
                                                registry.<Receipt>serializer(false),
                                                registry.<Receipt>deserializer(Topics.RECEIPT.value())))
                                .withName("receipts"));
        return builder.build(new Properties());
    }
}
